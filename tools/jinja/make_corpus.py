"""Writes generated templates with their reference texts, `golden/generated.json`. See README.md beside this file."""

import itertools
import json
import random

from make_goldens import CONTEXT, TARGET, environment

made = random.Random(20261125)

STRINGS = ["text", "padded", "unicode", "quotes", "lines", "blank", "'a-b_c'", "'x'", '"%s|%d"', "'{}-{}'", "words[1]", "person.name"]
INTS = ["one", "zero", "negative", "big", "3", "-2", "numbers[0]", "words|length", "10 ** 18", "person['age']", "true"]
FLOATS = ["pi", "tiny", "huge", "0.1 + 0.2", "1.0", "1e16", "123456789.123456789", "-0.0", "2.5", "1 / 3"]
LISTS = ["numbers", "words", "empty", "nested", "people", "messages", "range(4)", "[1, 'a', none, 2.5, true]", "(1, 2)", "text.split(', ')", "person|items|list", "people|map(attribute='city')|list"]
DICTS = ["person", "void", "messages[2].tool_calls[0]", "{'b': 1, 'a': [1, {'c': none}]}", "dict(a=1)"]
OTHERS = ["nothing", "missing", "person.missing", "no", "yes"]

STRING_STEPS = [".upper()", ".lower()", ".title()", ".capitalize()", ".strip()", ".lstrip('o H')", ".rstrip()", ".split()", ".split('o', 1)", ".rsplit('-', 1)",
                ".splitlines()", ".replace('o', '0')", ".replace('l', '', 1)", ".find('o')", ".count('l')", ".startswith('He')", ".endswith(('x', 'd'))",
                ".center(9, '*')", ".ljust(9)", ".zfill(8)", ".isdigit()", ".isalpha()", ".isupper()", ".partition(',')", ".rpartition('o')", ".removeprefix('He')",
                ".removesuffix('d')", ".swapcase()", ".index('e')", ".join(['1', '2'])", ".format(1, 'b')", "[1:]", "[::-1]", "[-3:]", "[::2]", "[5:1:-2]", "[0]", "[-1]", "[99:]",
                " * 2", " ~ 1", " + '!'", " % (1, 2)", " in 'abc'", "|trim", "|upper", "|title", "|capitalize", "|wordcount", "|length", "|reverse", "|list", "|first", "|last", "|tojson",
                "|replace('a', 'b')", "|truncate(5)", "|truncate(8, true, '..', 0)", "|indent(2)", "|indent(2, true)", "|indent(width='> ', blank=true)", "|center(12)", "|int", "|float", "|default('d')", "|e", "|escape", "|safe", "|string", "|format('a', 1)",
                "|wordwrap(4)", "|striptags", "|urlencode", " is string", " is upper", " == 'x'", " < 'b'", "|list|unique|join", "|select('ne', 'l')|join"]
NUMBER_STEPS = [" + 1", " - 7", " * 3", " / 4", " // 3", " % 3", " ** 2", " // -2", " % -3", "|abs", "|float", "|int", "|string", "|round", "|round(2)", "|round(1, 'floor')", "|round(-1)", "|tojson",
                " is odd", " is even", " is divisibleby 3", " is number", " is integer", " is float", " is boolean", " > 2", " == 1", " ~ 'x'", "|filesizeformat", "|default(9)", "|format", " and 'and'", " or 'or'", "|pprint"]
LIST_STEPS = ["|length", "|first", "|last", "|list", "|join('-')", "|sort", "|reverse|list", "|unique|list", "|sum", "|min", "|max", "|tojson", "|tojson(indent=2)", "|batch(2)|list", "|batch(2, 'f')|list", "|slice(2)|list",
              "|map('string')|list", "|map('upper')|join", "|select|list", "|reject('none')|list", "|select('string')|list", "|map(attribute='name')|list", "|selectattr('age')|list|length", "|selectattr('age', 'eq', 41)|map(attribute='name')|join(',')",
              "|rejectattr('city', 'equalto', 'Rome')|list|length", "|sort(attribute='age')|map(attribute='name')|list", "|sort(reverse=true)", "|groupby('city')|map('first')|list", "|map(attribute='name', default='-')|list",
              "[0]", "[-1]", "[1:]", "[:-1]", "[::-1]", "[::2]", "[3:0:-1]", "[:2] + [9]", " + [1]", " * 2", " == []", " is iterable", " is sequence", " is mapping", "|string", "|random is defined and false", "|join(', ', attribute='name')", "|count", "|map('length')|list"]
DICT_STEPS = ["|items|list", ".items()|list", ".keys()|list", ".values()|list", "|dictsort", "|dictsort(by='value')", "|tojson", "|tojson(sort_keys=true)", "|tojson(indent=4)", "|tojson(separators=(',', ':'))", "|tojson(ensure_ascii=true)", ".get('a')", ".get('zz', 'no')", "['a']", ".a", "|length", "|list", "|string", " is mapping", "|first", " == {}", "|join(',')", "|attr('a')", "|xmlattr"]
OTHER_STEPS = ["", " is defined", " is undefined", " is none", " is true", " is false", "|default('d')", "|default('d', true)", " == none", " or 'x'", "|string", "|tojson", " is boolean", "|length", ".x", "|int", " is sameas none", "|upper"]

GROUPS = [(STRINGS, STRING_STEPS), (INTS, NUMBER_STEPS), (FLOATS, NUMBER_STEPS), (LISTS, LIST_STEPS), (DICTS, DICT_STEPS), (OTHERS, OTHER_STEPS)]


# What the engine refuses by name, because no prompt needs it; JinjaGoldenTest has a test of the refusals.
REFUSED = ["|pprint", "|random", "|filesizeformat", "|xmlattr", "|striptags", "|wordwrap", "|urlencode", "{% block"]


def expression():
    values, steps = made.choice(GROUPS)
    text = made.choice(values)
    for _ in range(made.choice([1, 1, 1, 2])):
        text = f"({text})" + made.choice(steps)
        if made.random() < 0.3:
            steps = made.choice(GROUPS)[1]
    return text


def whitespace_templates():
    """Every combination of marks on a block between lines."""
    for left, right in itertools.product(["", "-", "+"], repeat=2):
        yield "a \n  {%" + left + " if yes " + right + "%}  \n b \n{%" + left + " endif " + right + "%}\n\n c"
        yield " x {{" + left + " text " + right + "}} \n y\n"
        yield "a\n  {#" + left + " c " + right + "#}  \n  b\n"
        yield "{% for i in numbers " + right + "%}\n  {{ i }} \n{%" + left + " endfor %}\n."
        yield "\n  {%" + left + " set q " + right + "%}\n v \n{%" + left + " endset " + right + "%}  [{{ q }}]"
        yield "t\n{%" + left + " raw " + right + "%} {{ x }} \n {%" + left + " endraw " + right + "%} \n u"


def statement_templates():
    bodies = ["{{ i }}", "{{ loop.index }}/{{ loop.length }}", "{{ loop.cycle('a', 'b', 'c') }}", "{{ loop.changed(i) }}", "{% if loop.first %}<{% endif %}{{ i }}{% if loop.last %}>{% endif %}",
              "{% if i == numbers[0] %}{% continue %}{% endif %}{{ i }}", "{{ i }}{% if loop.index == 2 %}{% break %}{% endif %}", "{% set x = i %}{{ x }}", "{% set ns.n = ns.n + 1 %}{{ ns.n }}", "{{ loop.previtem }}|{{ loop.nextitem }}"]
    for values, body in itertools.product(["numbers", "words", "empty", "range(3)", "person", "text[:4]", "people|map(attribute='name')", "numbers if i is odd", "nested", "missing"], bodies):
        yield "{% set ns = namespace(n=0) %}{% for i in " + values + " %}" + body + ";{% else %}none{% endfor %}{{ ns.n }}"
    yield from [
        "{% macro m(a, b='d', *c) %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ m(1) }}{{ m(1, 2) }}{{ m(1, 2, 3, 4) }}",
        "{% macro m(a, b=a) %}{{ a }}-{{ b }}-{{ kwargs }}-{{ varargs }}{% endmacro %}{{ m(1, x=2) }}{{ m(b=3, a=4) }}{{ m(1, 2, 3) }}",
        "{% macro m() %}[{{ caller('q') }}]{% endmacro %}{% call(x) m() %}{{ x }}{{ text }}{% endcall %}",
        "{% macro m() %}{% if caller %}c{{ caller() }}{% else %}no{% endif %}{% endmacro %}{{ m() }}{% call m() %}in{% endcall %}",
        "{% macro m(x) %}{% if x %}{{ x }}{{ m(x - 1) }}{% endif %}{% endmacro %}{{ m(4) }}", "{{ m.name if m is defined else 'un' }}{% macro m(a) %}{% endmacro %}{{ m.name }}{{ m.arguments }}{{ m.catch_kwargs }}",
        "{% for i in [[1, [2, [3]]]] recursive %}{% for j in i %}{% if j is iterable %}{{ loop.depth }}{% else %}{{ j }}{% endif %}{% endfor %}{% endfor %}",
        "{% for n in nested recursive %}{% if n is iterable and n is not string %}({{ loop(n) }}){% else %}{{ n }}.{{ loop.depth0 }}{% endif %}{% endfor %}",
        "{% filter upper|replace('L', 'x') %}hello {{ text }}{% endfilter %}", "{% set x | upper | trim %}  a {{ one }} {% endset %}[{{ x }}]", "{% with a = 1, b = a %}{{ a }}{{ b }}{% endwith %}{{ a }}",
        "{% with %}{% set q = 1 %}{{ q }}{% endwith %}{{ q is defined }}", "{% set a, b = 1, [2] %}{{ a }}{{ b }}", "{% set a = b = 1 %}", "{% if yes %}{% set z = 5 %}{% endif %}{{ z }}", "{% for i in [1] %}{% set z = 5 %}{% endfor %}{{ z is defined }}",
        "{% generation %}a{{ text }}{% endgeneration %}b", "{% for m in messages %}{% generation %}{{ m.role }}{% endgeneration %}{% endfor %}", "{{ strftime_now('%d %b %Y %A %B %a %j %H:%M:%S %p %I %y %% %m') }}", "{{ raise_exception('no') }}",
        "{{ 'a' if no }}|{{ 'a' if no else 'b' if yes else 'c' }}", "{{ [i for i in numbers] }}", "{{ (1, 2)[1] }}{{ (1,) }}{{ () }}{{ {} }}{{ [] }}", "{{ 1 < 2 < 3 }}{{ 1 < 3 < 2 }}{{ 1 == 1.0 }}{{ true == 1 }}{{ 'a' < 'B' }}", "{{ not yes or no and yes }}{{ -2 ** 2 }}{{ 2 ** 3 ** 2 }}{{ -7 // 2 }}{{ -7 % 3 }}{{ 7 // -2.0 }}",
        "{{ '\\n\\t\\x41\\u00e9\\\\' }}{{ \"it's\" }}{{ 'a' 'b' }}", "{{ 1_000 }}{{ 0x1f }}{{ 0b11 }}{{ 0o17 }}{{ 1e3 }}{{ 1.5e-5 }}{{ 1e100 }}{{ 12345678901234567890 * 98765432109876543210 }}", "{{ range(10)[2:8:3] }}{{ range(5, 0, -2)|list }}{{ range(3)|string }}", "{{ range(1000000000) }}{{ range(100001)|list }}",
        "{% set ns = namespace(a=1, b={'c': 2}) %}{% set ns.a = ns.b.c + 1 %}{{ ns.a }}{{ ns.zz is defined }}", "{% set person.name = 'x' %}", "{{ cycler('a', 'b').next() }}{% set c = cycler('o', 'e') %}{% for i in numbers %}{{ c.next() }}{{ c.current }}{% endfor %}", "{% set j = joiner(', ') %}{% for i in numbers %}{{ j() }}{{ i }}{% endfor %}",
        "{{ people|groupby('city')|list }}", "{% for city, group in people|groupby('city') %}{{ city }}:{{ group|map(attribute='name')|join('+') }} {% endfor %}", "{{ people|groupby('city', case_sensitive=true)|map('first')|list }}", "{{ words|sort(case_sensitive=true) }}{{ words|unique(true)|list }}{{ words|min }}{{ words|max }}",
        "{{ text|e|e }}{{ quotes|e ~ '<' }}{{ ('<'|safe) ~ '&' }}{{ '<a>'|safe|e }}", "{{ quotes|tojson }}{{ unicode|tojson }}{{ {'é': '<&>'}|tojson }}{{ [1.0, 1e20, none, true]|tojson }}{{ 'a/b\\u2028'|tojson }}", "{{ messages|tojson(indent=2) }}", "{{ messages[2].tool_calls[0].arguments|tojson(indent=1, separators=(', ', '=> ')) }}",
        "{% include 'x' %}", "{% extends 'x' %}", "{% block a %}x{% endblock %}", "{% import 'x' as y %}", "{{ text", "{% if %}", "{% endif %}", "{{ 'a }}", "{% for i in %}{% endfor %}", "{{ 1 + }}", "{{ a..b }}", "{% set 1 = 2 %}", "{{ text.__class__ }}", "{{ numbers.append(1) }}", "{{ person.pop('a') }}", "{{ missing.a.b }}", "{{ missing() }}", "{{ 1 / 0 }}", "{{ 'a' + 1 }}", "{{ [1] + (2,) }}", "{{ {}['a'] }}|{{ [][0] }}",
    ]


def main():
    env = environment()
    templates = list(dict.fromkeys([*whitespace_templates(), *statement_templates(), *("{{ " + expression() + " }}" for _ in range(900))]))
    cases = []
    for template in templates:
        if any(name in template for name in REFUSED):
            continue
        case = {"template": template}
        try:
            case["text"] = env.from_string(template).render(**CONTEXT)
            if len(case["text"]) > 2000 or " object at 0x" in case["text"] or "<built-in" in case["text"] or "<bound" in case["text"]:
                continue
        except Exception as failure:  # whatever it is, the Java side must refuse too
            case["error"] = type(failure).__name__
        cases.append(case)
    rows = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    (TARGET / "generated.json").write_text(f"[\n{rows}\n]\n")
    print("generated", len(cases), "cases,", sum("error" in case for case in cases), "errors")


if __name__ == "__main__":
    main()
