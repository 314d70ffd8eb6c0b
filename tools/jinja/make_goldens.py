"""Writes the reference texts for the Jinja interpreter's tests. See README.md beside this file."""

import ast
import datetime
import json
import pathlib

import jinja2
import jinja2.ext
import jinja2.nodes
import jinja2.sandbox

HERE = pathlib.Path(__file__).parent
TARGET = HERE.parent.parent / "engine/src/test/resources/assay/engine/template/golden"
NOW = datetime.datetime(2026, 11, 3, 14, 5, 7)

CONTEXT = {
    "text": "Hello, World",
    "blank": "",
    "padded": "  \t spaced out \n",
    "unicode": "é数𝄞ßΣ",
    "quotes": "it's \"quoted\" \\ & <b>",
    "lines": "one\ntwo\r\n\nfour\n",
    "one": 1,
    "zero": 0,
    "negative": -7,
    "big": 123456789012345678901234567890,
    "pi": 3.14159,
    "tiny": 1e-7,
    "huge": 1e22,
    "yes": True,
    "no": False,
    "nothing": None,
    "numbers": [3, 1, 2],
    "words": ["pear", "Apple", "fig", "apple"],
    "empty": [],
    "nested": [[1, 2], [3, [4, 5]], []],
    "person": {"name": "Ann", "age": 41, "tags": ["x", "y"], "items": "shadowed", "none": None},
    "void": {},
    "people": [
        {"name": "Ann", "age": 41, "city": "Oslo"},
        {"name": "bob", "age": 7, "city": "Rome"},
        {"name": "Cy", "age": 41, "city": "oslo"},
        {"name": "Dee", "city": "Rome"},
    ],
    "messages": [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "Hi <there>"},
        {"role": "assistant", "content": None, "tool_calls": [{"name": "f", "arguments": {"a": 1, "b": [True, 2.5]}}]},
    ],
}


class Generation(jinja2.ext.Extension):
    """The tag with which Transformers marks what an assistant wrote; it leaves the text as it is."""

    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return jinja2.nodes.CallBlock(self.call_method("_support"), [], [], body).set_lineno(line)

    def _support(self, caller):
        return caller()


def environment():
    def raise_exception(message):
        raise jinja2.exceptions.TemplateError(message)

    def tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
        return json.dumps(
            x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys
        )

    env = jinja2.sandbox.ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[Generation, "jinja2.ext.loopcontrols"]
    )
    env.filters["tojson"] = tojson
    env.globals["raise_exception"] = raise_exception
    env.globals["strftime_now"] = NOW.strftime
    return env


def main():
    env = environment()
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "context.json").write_text(json.dumps(CONTEXT, ensure_ascii=False, indent=1) + "\n")
    for source in sorted((HERE / "cases").glob("*.txt")):
        cases = []
        for line in source.read_text().splitlines():
            if not line or line.startswith("#"):
                continue
            template = ast.literal_eval(line) if line[0] in "'\"" else line
            case = {"template": template}
            try:
                case["text"] = env.from_string(template).render(**CONTEXT)
            except Exception as failure:  # whatever it is, the Java side must refuse too
                case["error"] = f"{type(failure).__name__}: {failure}"
            cases.append(case)
        rows = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
        (TARGET / f"{source.stem}.json").write_text(f"[\n{rows}\n]\n")
        print(source.stem, len(cases), "cases,", sum("error" in case for case in cases), "errors")


if __name__ == "__main__":
    main()
