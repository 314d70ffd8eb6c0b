"""Writes pairs of answers of the kinds that math/sound knows, with their verdicts.

    python3 tools/scorers/math_kinds.py > scorers/src/test/resources/assay/scorers/math/sound/kinds.jsonl

needs sympy (1.14 was used). Every pair is made from two mathematical objects, and its verdict is what
sympy or counting says about the objects, never what a grader says about the texts: `by` names the
proof. `why` says what makes the pair one of its kind. Seeded, so that a run repeats the file.
"""

import itertools
import json
import math
import random
from fractions import Fraction

import sympy as sp

random.seed(2026)
ROWS = []


def put(kind, gold, pred, expected, by, extract=False):
    row = {"kind": kind, "gold": gold, "pred": pred, "expected": bool(expected), "by": by}
    if extract:
        row["extract"] = True
    if not any(old["gold"] == gold and old["pred"] == pred for old in ROWS):
        ROWS.append(row)


def frac(value):
    """A rational number in LaTeX."""
    value = Fraction(value)
    if value.denominator == 1:
        return str(value.numerator)
    sign = "-" if value < 0 else ""
    return "%s\\frac{%d}{%d}" % (sign, abs(value.numerator), value.denominator)


def pi_times(value):
    value = Fraction(value)
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    top = "\\pi" if abs(value.numerator) == 1 else "%d\\pi" % abs(value.numerator)
    return sign + (top if value.denominator == 1 else "\\frac{%s}{%d}" % (top, value.denominator))


# 1. families: unions of arithmetic progressions, compared by their residues


def residues(progressions):
    """All values of the progressions within their common period, as an exact set."""
    period = Fraction(1)
    common = math.lcm(*[p.denominator for _, p in progressions])
    period = Fraction(math.lcm(*[int(p * common) for _, p in progressions]), common)
    values = set()
    for offset, step in progressions:
        for index in range(int(period / step)):
            values.add((offset + index * step) % period)
    return period, values


def same_families(left, right):
    (one, first), (other, second) = residues(left), residues(right)
    common = math.lcm(one.denominator, other.denominator)
    period = Fraction(math.lcm(int(one * common), int(other * common)), common)

    def spread(values, step):
        return {(v + i * step) % period for v in values for i in range(int(period / step))}

    return spread(first, one) == spread(second, other)


def family_text(progressions, letter, said, degrees):
    parts = []
    for offset, step in progressions:
        if degrees:
            start, turn = "%s^\\circ" % (offset * 180), "%s^\\circ %s" % (step * 180, letter)
        else:
            start, turn = pi_times(offset), pi_times(step).replace("\\pi", letter + "\\pi", 1)
        parts.append(turn if offset == 0 else start + "+" + turn)
    return "x=" + " \\text{ or } x=".join(parts) + said.replace("LETTER", letter)


SAID = [", LETTER\\in\\mathbb{Z}", " \\text{ where } LETTER \\text{ is an integer}", ", where $LETTER$ is any integer",
        " (LETTER \\in \\mathbb{Z})", " \\text{ for all integers } LETTER", ", LETTER = 0, \\pm 1, \\pm 2, \\dots"]


def families():
    offsets = [Fraction(a, b) for a, b in [(0, 1), (1, 4), (5, 4), (1, 3), (-1, 3), (1, 6), (5, 6), (7, 6), (1, 2), (-1, 2), (2, 3)]]
    steps = [Fraction(1), Fraction(2), Fraction(1, 2)]
    for index in range(24):
        left = [(random.choice(offsets), random.choice(steps)) for _ in range(random.choice([1, 1, 2]))]
        if index % 2 == 0:
            right = [(o + random.choice([-1, 1, 2]) * s, s) for o, s in left]
            if index % 8 == 0 and left[0][1] != Fraction(1, 2):
                o, s = left[0]
                right = [(o, 2 * s), (o + s, 2 * s)] + right[1:]
        else:
            right = [(random.choice(offsets), random.choice(steps)) for _ in left]
        degrees = index % 5 == 4
        gold = family_text(left, "k", random.choice(SAID), degrees)
        pred = family_text(right, random.choice("knm"), random.choice(SAID), degrees and index % 2 == 0)
        put("families", gold, pred, same_families(left, right), "residues modulo the common period")
    put("families", "k\\pi", "n\\pi, n\\in\\mathbb{Z}", True, "the same set")
    put("families", "k\\pi", "2k\\pi", False, "pi is in the first only")
    put("families", "\\pm\\frac{\\pi}{3}+2k\\pi", "\\frac{\\pi}{3}+2k\\pi, \\frac{5\\pi}{3}+2k\\pi", True, "residues")
    put("families", "(-1)^k\\frac{\\pi}{6}+k\\pi", "\\frac{\\pi}{6}+2k\\pi, \\frac{5\\pi}{6}+2k\\pi", True, "even and odd k")
    put("families", "(n-2)\\pi", "n\\pi", False, "values for a given n")
    put("families", "n=3k, k\\in\\mathbb{Z}", "n=3m, m\\in\\mathbb{Z}", True, "the same set")
    put("families", "n=3k, k\\in\\mathbb{Z}", "n=6m, m\\in\\mathbb{Z}", False, "3 is in the first only")
    put("families", "n=2^k, k\\ge 1", "n=2^{m+1}, m\\ge 0", True, "m = k - 1")
    put("families", "n=2^k, k\\ge 1", "n=2^k, k\\ge 2", False, "2 is in the first only")
    put("families", "2k, k\\in\\mathbb{N}", "2k, k\\in\\mathbb{Z}", False, "0 is in the second only")


# 2. bound variables and constants of integration


def bound():
    x, t = sp.symbols("x t")
    shapes = [x**2 + 1, 2 * x, x**3 - x, sp.sqrt(x), 1 / x, 3 * x - 5, sp.sin(x), sp.exp(x)]
    for index, shape in enumerate(shapes * 2):
        other = shape.subs(x, t) if index < len(shapes) else (shape + random.choice([1, t]) ).subs(x, t)
        same = sp.simplify(shape.subs(x, t) - other) == 0
        put("bound", "f(x)=" + sp.latex(shape), "f(t)=" + sp.latex(other), same, "sympy.simplify")
    for shape in [x**2 / 2, sp.sin(x), sp.log(x), sp.exp(2 * x) / 2, x**3 / 3 - x]:
        put("bound", sp.latex(shape) + "+C", sp.latex(shape) + "+c", True, "the constant's name")
        put("bound", sp.latex(shape) + "+C", sp.latex(shape) + "+C_1", True, "the constant's name")
        other = shape + random.choice([1, 2, 7])
        put("bound", sp.latex(shape) + "+C", sp.latex(other) + "+C", sp.diff(shape - other, x) == 0, "sympy.diff")
        wrong = shape + x
        put("bound", sp.latex(shape) + "+C", sp.latex(wrong) + "+C", sp.diff(shape - wrong, x) == 0, "sympy.diff")
    put("bound", "f(x)=cx \\text{ for any constant } c", "f(x)=kx, where k is a constant", True, "the constant's name")
    put("bound", "f(x)=cx \\text{ for any constant } c", "f(x)=2x", False, "one function of many")
    put("bound", "f(x)=cx, \\text{ where } c \\text{ is real}", "f(x)=cx, where c is an integer", False, "other constants")
    put("bound", "f(x,y)=x-y", "f(a,b)=a-b", True, "renamed at once")
    put("bound", "f(x,y)=x-y", "f(y,x)=x-y", False, "arguments exchanged")


# 3. factorials and binomial coefficients, by sympy's combsimp


def combinatorics():
    n, k = sp.symbols("n k", positive=True, integer=True)
    f, b = sp.factorial, sp.binomial
    texts = [
        ("n(n-1)!", n * f(n - 1)), ("n!", f(n)), ("(n+1)!-n!", f(n + 1) - f(n)), ("n\\cdot n!", n * f(n)),
        ("\\binom{n+1}{2}", b(n + 1, 2)), ("\\frac{n(n+1)}{2}", n * (n + 1) / 2), ("\\frac{(n+1)!}{(n-1)!}", f(n + 1) / f(n - 1)),
        ("n^2+n", n**2 + n), ("n^2-n", n**2 - n), ("\\binom{n}{2}", b(n, 2)), ("\\frac{n!}{(n-2)!}", f(n) / f(n - 2)),
        ("\\frac{(n+2)!}{n!}", f(n + 2) / f(n)), ("(n+1)(n+2)", (n + 1) * (n + 2)), ("\\binom{n}{3}", b(n, 3)),
        ("\\frac{n(n-1)(n-2)}{6}", n * (n - 1) * (n - 2) / 6), ("\\frac{n!}{2}", f(n) / 2), ("\\frac{n(n-1)!}{2}", n * f(n - 1) / 2),
        ("\\binom{n}{k}", b(n, k)), ("\\frac{n!}{k!(n-k)!}", f(n) / (f(k) * f(n - k))), ("\\binom{n}{n-k}", b(n, n - k)),
        ("\\frac{n}{k}\\binom{n-1}{k-1}", n / k * b(n - 1, k - 1)), ("\\binom{n-1}{k}+\\binom{n-1}{k-1}", b(n - 1, k) + b(n - 1, k - 1)),
        ("\\binom{n-1}{k}", b(n - 1, k)),
    ]
    pairs = list(itertools.combinations(texts, 2))
    equal, other = [], []
    for (one, left), (two, right) in pairs:
        same = sp.simplify(sp.combsimp((left - right).rewrite(sp.factorial))) == 0
        (equal if same else other).append((one, two))
    random.shuffle(other)
    for one, two in equal:
        put("combinatorics", one, two, True, "sympy.combsimp")
    for one, two in other[:25]:
        put("combinatorics", one, two, False, "sympy.combsimp")


# 4. functions of reference answers


def functions():
    for _ in range(8):
        a, b = random.randint(4, 60), random.randint(4, 60)
        put("functions", "\\gcd(%d,%d)" % (a, b), str(math.gcd(a, b)), True, "math.gcd")
        put("functions", "\\operatorname{lcm}(%d,%d)" % (a, b), str(math.lcm(a, b)), True, "math.lcm")
        put("functions", "\\gcd(%d,%d)" % (a, b), str(math.lcm(a, b)), math.gcd(a, b) == math.lcm(a, b), "math.gcd")
    for text, value in [("\\max(3,\\pi)", sp.pi), ("\\min(3,\\pi)", 3), ("\\max\\{2,\\sqrt5\\}", sp.sqrt(5)), ("\\min(\\frac12,\\frac13)", sp.Rational(1, 3))]:
        put("functions", text, sp.latex(sp.sympify(value)), True, "sympy.Max")
        put("functions", text, sp.latex(sp.sympify(value) + 1), False, "sympy.Max")
    for degrees in [30, 60, 120, 135, 240]:
        z = sp.cos(sp.pi * degrees / 180) + sp.I * sp.sin(sp.pi * degrees / 180)
        put("functions", "2\\operatorname{cis}%d^\\circ" % degrees, sp.latex(sp.simplify(2 * z)), True, "sympy")
        put("functions", "2\\operatorname{cis}%d^\\circ" % degrees, sp.latex(sp.simplify(2 * sp.conjugate(z))), False, "sympy")
    for text, z in [("1+i", 1 + sp.I), ("-1", sp.Integer(-1)), ("i", sp.I), ("1-\\sqrt3 i", 1 - sp.sqrt(3) * sp.I)]:
        put("functions", "\\arg(%s)" % text, sp.latex(sp.arg(z)), True, "sympy.arg")
        put("functions", "\\arg(%s)" % text, sp.latex(-sp.arg(z)), False, "sympy.arg")
    x = sp.symbols("x")
    integrals = [("x^2", x**2, 0, 1), ("\\sin x", sp.sin(x), 0, sp.pi), ("\\frac{1}{x}", 1 / x, 1, 2), ("e^{2x}", sp.exp(2 * x), 0, 1),
                 ("(x+1)^3", (x + 1) ** 3, 0, 2), ("\\sqrt{x}", sp.sqrt(x), 0, 4), ("\\frac{1}{1+x^2}", 1 / (1 + x**2), 0, 1), ("\\cos 3x", sp.cos(3 * x), 0, sp.pi / 6)]
    for text, f, low, high in integrals:
        value = sp.integrate(f, (x, low, high))
        body = "\\int_{%s}^{%s} %s \\, dx" % (sp.latex(sp.sympify(low)), sp.latex(sp.sympify(high)), text)
        put("functions", body, sp.latex(value, ln_notation=True), True, "sympy.integrate")
        put("functions", body, sp.latex(value + sp.Rational(1, 7), ln_notation=True), False, "sympy.integrate")
    put("functions", "\\int_{-1}^{1} \\frac{1}{x} \\, dx", "0", False, "the integral diverges")
    for text, f, place in [("\\frac{x^2-1}{x-1}", (x**2 - 1) / (x - 1), 1), ("\\frac{2x+1}{x-3}", (2 * x + 1) / (x - 3), sp.oo), ("\\frac{x^3-8}{x^2-4}", (x**3 - 8) / (x**2 - 4), 2), ("\\frac{x}{x^2+1}", x / (x**2 + 1), sp.oo)]:
        body = "\\lim_{x\\to %s} %s" % ("\\infty" if place == sp.oo else place, text)
        put("functions", body, sp.latex(sp.limit(f, x, place)), True, "sympy.limit")
        put("functions", body, sp.latex(sp.limit(f, x, place) + 1), False, "sympy.limit")
    for one, two, same in [("\\ln(ab)", "\\ln a+\\ln b", True), ("\\ln(ab)", "\\ln a\\cdot\\ln b", False), ("\\ln\\frac{a}{b}", "\\ln a-\\ln b", True),
                           ("\\ln x^2", "2\\ln x", True), ("\\ln x^3", "2\\ln x", False), ("\\ln(a+b)", "\\ln a+\\ln b", False)]:
        put("functions", one, two, same, "sympy.expand_log with positive symbols")


# 5. sets of real numbers, by sympy's sets


def sets():
    x = sp.symbols("x", real=True)
    oo = sp.oo

    def end(value):
        return {oo: "\\infty", -oo: "-\\infty"}.get(value, str(value))

    def interval(low, high, left, right):
        return "%s%s,%s%s" % ("(" if left else "[", end(low), end(high), ")" if right else "]"), sp.Interval(low, high, left, right)

    made = []
    for _ in range(10):
        low = random.randint(-5, 3)
        middle, high = low + random.randint(1, 3), low + random.randint(4, 6)
        a, b = interval(low, middle, random.random() < 0.5, random.random() < 0.5), interval(middle, high, random.random() < 0.5, random.random() < 0.5)
        made.append((a[0] + "\\cup" + b[0], a[1] + b[1]))
        made.append((b[0] + "\\cup" + a[0], a[1] + b[1]))
        whole = interval(low, high, a[1].left_open, b[1].right_open)
        made.append(whole)
        c, d = interval(low, high, True, True), interval(middle, high + 2, True, True)
        made.append((c[0] + "\\cap" + d[0], c[1].intersect(d[1])))
        made.append(interval(middle, high, True, True))
    for bound in [2, 5]:
        made += [("x>%d" % bound, sp.Interval.open(bound, oo)), ("\\{x\\in\\mathbb{R}\\mid x>%d\\}" % bound, sp.Interval.open(bound, oo)),
                 ("\\{x : x>%d\\}" % bound, sp.Interval.open(bound, oo)), ("(%d,\\infty)" % bound, sp.Interval.open(bound, oo)),
                 ("\\ge %d" % bound, sp.Interval(bound, oo)), ("x\\ge %d" % bound, sp.Interval(bound, oo)), ("]%d,\\infty[" % bound, sp.Interval.open(bound, oo)),
                 ("x\\ne %d" % bound, sp.Reals - sp.FiniteSet(bound)), ("(-\\infty,%d)\\cup(%d,\\infty)" % (bound, bound), sp.Reals - sp.FiniteSet(bound)),
                 ("\\mathbb{R}\\setminus\\{%d\\}" % bound, sp.Reals - sp.FiniteSet(bound)), ("\\{x : x \\neq %d\\}" % bound, sp.Reals - sp.FiniteSet(bound)),
                 ("x>%d \\text{ and } x\\le %d" % (bound, bound + 3), sp.Interval.Lopen(bound, bound + 3)), ("%d<x\\le %d" % (bound, bound + 3), sp.Interval.Lopen(bound, bound + 3)),
                 ("]%d,%d]" % (bound, bound + 3), sp.Interval.Lopen(bound, bound + 3))]
    equal, other = [], []
    for (one, left), (two, right) in itertools.combinations(made, 2):
        if one != two:
            (equal if left == right else other).append((one, two))
    random.shuffle(equal)
    random.shuffle(other)
    for one, two in equal[:45]:
        put("sets", one, two, True, "sympy.sets")
    for one, two in other[:35]:
        put("sets", one, two, False, "sympy.sets")


# 6, 10. units: one quantity said in two ways, or two


def units():
    ways = {
        "m^2": ["100 square meters", "100\\text{ m}^2", "100\\text{ m}^{2}", "100 m^2", "100 sq. meters", "100 meters squared"],
        "m": ["100 meters", "100\\text{ m}", "100 m"],
        "m/s": ["100 meters per second", "100\\text{ m/s}", "100\\text{ m}\\cdot\\text{s}^{-1}", "100\\text{ m}/\\text{s}", "100 m/s"],
        "km/h": ["100 km/h", "100 kilometers per hour", "100\\text{ km}/\\text{h}"],
        "cm^3": ["100\\text{ cm}^3", "100\\,\\text{cm}^{3}", "100 cubic centimeters"],
        "C": ["100^\\circ C", "100^\\circ\\text{C}", "100°C", "100 degrees Celsius"],
        "F": ["100^\\circ F", "100^{\\circ}\\text{F}", "100 degrees Fahrenheit"],
    }
    said = [(unit, text) for unit, texts in ways.items() for text in texts]
    pairs = list(itertools.combinations(said, 2))
    random.shuffle(pairs)
    for (one, left), (two, right) in [p for p in pairs if p[0][0] == p[1][0]][:30] + [p for p in pairs if p[0][0] != p[1][0]][:30]:
        put("units", left, right, one == two, "the same unit or another")
    for value in ["3", "-3", "-\\frac12", "-1.5"]:
        for mark in ["^\\circ", "^{\\circ}", "°", "\\degree", " degrees", "\\%", "%", "^\\circ\\text{F}", "\\text{ cm}"]:
            put("units", value + mark, value, True, "a unit on one side only (policy)")
        put("units", value + "^\\circ", "-(" + value + ")", False, "another sign")
    put("units", "(-3^\\circ, 5^\\circ)", "(-3,5)", True, "a unit on one side only (policy)")
    put("units", "(-3^\\circ, 5^\\circ)", "(3,5)", False, "another sign")
    put("units", "73\\\\", "73", True, "a line end")
    put("units", "\uff13\uff15", "35", True, "full-width digits")
    put("units", "\uff13\uff15", "53", False, "other digits")


# 6, 12. matrices by sympy


def matrices():
    def tex(m, env="pmatrix", row=" \\\\ "):
        return "\\begin{%s}%s\\end{%s}" % (env, row.join(" & ".join(sp.latex(e) for e in m.row(i)) for i in range(m.rows)), env)

    for index in range(12):
        m = sp.Matrix(2, 2, [random.randint(-4, 4) for _ in range(4)])
        python = "[" + ",".join("[" + ",".join(str(e) for e in m.row(i)) + "]" for i in range(2)) + "]"
        put("matrices", tex(m), python, True, "the same entries")
        put("matrices", tex(m), python if m == m.T else tex(m.T, "bmatrix"), m == m.T, "sympy")
        put("matrices", tex(m), tex(m, "bmatrix", " \\cr ") if index % 2 else tex(m, "bmatrix", " \\\\[4pt] "), True, "the same entries")
        if m.det() != 0:
            put("matrices", tex(m) + "^{-1}", tex(m.inv()), True, "sympy.Matrix.inv")
            put("matrices", tex(m) + "^{-1}", tex(m.inv() + sp.eye(2)), False, "sympy.Matrix.inv")
    for a, b in [(1, 2), (-3, 5), (0, 7)]:
        put("matrices", tex(sp.Matrix([a, b])), "(%d,%d)" % (a, b), True, "the same entries (policy)")
        put("matrices", tex(sp.Matrix([a, b])), "\\langle %d,%d\\rangle" % (a, b), True, "the same entries (policy)")
        put("matrices", tex(sp.Matrix([a, b])), "(%d,%d)" % (b, a), a == b, "entries exchanged")
        put("matrices", tex(sp.Matrix([a, b])), tex(sp.Matrix([[a, b]])), False, "a column is not a row")


# 7, 8, 13. what a completion answers, by construction


def completions():
    for value in ["5", "12", "\\frac{3}{4}"]:
        v = value if value.isdigit() else "$%s$" % value
        for text, right in [
            ("The answer is not %s.", False), ("The answer is at least %s.", False), ("The answer is at most %s.", False), ("The answer is greater than %s.", False),
            ("The answer is less than %s.", False), ("The answer is about %s.", False), ("The answer is approximately %s.", False), ("I do not know, it could be %s.", False),
            ("It might be %s.", False), ("So it is more than %s.", False), ("The answer is %s.", True), ("Therefore, it is %s.", True), ("So the answer is **%s**.", True),
            ("Final answer: %s", True), ("The answer is %s because of that.", True), ("The answer is %s, not 7.", True), ("The answer is not 7, it is %s.", True),
        ]:
            put("hedges", value, text % v, right, "what the sentence says", True)
    runs = ["\n\nQuestion: What is 3+4?\nAnswer: 3+4=7\n#### 7", "\n\nProblem: What is 3+4?\n\nSolution: \\boxed{7}", "\n\nHuman: What is 3+4?\n\nAssistant: \\boxed{7}",
            "\n\nuser\nWhat is 3+4?\nassistant\n\\boxed{7}", "\n\n### Instruction:\nWhat is 3+4?\n\n### Response:\n\\boxed{7}", "<|endoftext|>The answer is 7", "<|im_end|>\n<|im_start|>user\n3+4?<|im_end|>\n<|im_start|>assistant\n\\boxed{7}"]
    for reply in ["#### 18", "So \\boxed{18}.", "The answer is 18."]:
        for run in runs:
            put("run on", "18", reply + run, True, "the first problem's answer", True)
            put("run on", "7", reply + run, False, "the next problem's answer", True)
    for think in ["<think>%s</think>", "◁think▷%s◁/think▷", "<seed:think>%s</seed:think>", "[THINK]%s[/THINK]", "<reasoning>%s</reasoning>",
                  "<|channel|>analysis<|message|>%s<|end|><|start|>assistant<|channel|>final<|message|>"]:
        put("thoughts", "5", think % "Maybe \\boxed{6}" + "The answer is 5.", True, "what stands behind the thoughts", True)
        put("thoughts", "6", think % "Maybe \\boxed{6}" + "The answer is 5.", False, "what was only thought", True)
        put("thoughts", "6", (think % "X").split("X")[0] + "It is \\boxed{6}, but wait", False, "unfinished thoughts", True)
    put("thoughts", "5", "<answer>5</answer>", True, "the tag", True)
    put("thoughts", "6", "I checked \\boxed{6}. <answer>5</answer>", False, "outside of the tag", True)
    for phrase in ["答案是%s。", "因此，答案为：%s", "答え：%s", "答えは%sです。", "الجواب: %s", "الجواب هو %s", "उत्तर: %s", "उत्तर %s है।", "정답: %s", "La respuesta es %s.", "Antwort: %s", "Réponse : %s"]:
        for written, value in [("35", "35"), ("\uff13\uff15", "35"), ("٣٥", "35"), ("३५", "35"), ("53", "53")]:
            put("languages", "35", phrase % written, value == "35", "the digits' values", True)
    for text, right in [("\\boxed{4} and then \\boxed{5", False), ("The answer is 4. \\boxed{}", True), ("So \\boxed{4}, in the form \\boxed{your answer}", True), ("\\framebox{4}", True), ("\\boxed{\\text{not } 4}", False)]:
        put("in the box", "4", text, right, "which box is filled and closed", True)


# 9. signs and powers of ten


def scientific():
    for mantissa, power in [("3", 8), ("2", 1), ("5", -3), ("1.5", 4), ("-7", 2)]:
        exact = Fraction(mantissa) * Fraction(10) ** power
        for text in ["%se%d", "%sE%+d", "%s\\times10^{%d}", "%s*10^%s"]:
            if text == "%s*10^%s":
                body = "%s*10^%s" % (mantissa, "(%d)" % power if power < 0 else power)
            else:
                body = text % (mantissa, power)
            put("signs and powers of ten", body, frac(exact), True, "fractions.Fraction")
            put("signs and powers of ten", body, frac(exact * 10), False, "fractions.Fraction")
    put("signs and powers of ten", "2e1", "2e", False, "20 is not 2e")
    for a, b in [(1, 2), (2, 3), (1, 4)]:
        values = sorted({s * a + t * b for s in (1, -1) for t in (1, -1)})
        put("signs and powers of ten", "\\pm%d\\pm%d" % (a, b), ",".join(map(str, values)), True, "all choices of signs")
        put("signs and powers of ten", "\\pm%d\\pm%d" % (a, b), "\\pm%d" % (a + b), False, "all choices of signs")
        put("signs and powers of ten", "%d+/-%d" % (a, b), "%d,%d" % (a - b, a + b), True, "both signs")


# 11. what stands in a box beside the value


def boxes():
    for wrap in ["\\color{red}%s", "\\textcolor{blue}{%s}", "\\large %s", "\\underline{%s}", "%s \\tag{1}", "%s\\ \\blacksquare", "\\phantom{0}%s", "%s \\text{ (since } a=b)", "\\text{The answer is } %s",
                 "\\text{Area}=%s", "m+n=%s", "\\lim_{n\\to\\infty} a_n = %s", "\\max = %s", "n(A)=%s", "\\text{Answer: }%s", "%s \\text{ (approximately)}", "\\displaystyle %s", "%s\\\\"]:
        for value, other in [("12", "21"), ("\\frac{3}{4}", "\\frac{4}{3}")]:
            put("in the box", value, "\\boxed{" + wrap % value + "}", True, "the value beside the marks", True)
            put("in the box", other, "\\boxed{" + wrap % value + "}", False, "another value", True)
    put("in the box", "12", "\\boxed{x+y=12}", False, "an equation (policy)", True)


# 12. spellings by value


def spellings():
    n, a, b = sp.symbols("n a b", positive=True)
    forms = [("n^{-1/2}", n ** sp.Rational(-1, 2)), ("\\sqrt{1/n}", sp.sqrt(1 / n)), ("\\frac{1}{\\sqrt n}", 1 / sp.sqrt(n)), ("\\frac{\\sqrt n}{n}", sp.sqrt(n) / n), ("\\sqrt n", sp.sqrt(n)),
             ("\\sqrt{ab}", sp.sqrt(a * b)), ("\\sqrt a\\sqrt b", sp.sqrt(a) * sp.sqrt(b)), ("\\sqrt{a+b}", sp.sqrt(a + b)), ("\\sqrt a+\\sqrt b", sp.sqrt(a) + sp.sqrt(b)),
             ("1⁄2", sp.Rational(1, 2)), ("½", sp.Rational(1, 2)), ("0.5", sp.Rational(1, 2)), ("∛2", sp.cbrt(2)), ("cbrt(2)", sp.cbrt(2)), ("\\sqrt[3]{2}", sp.cbrt(2)), ("\\sqrt2", sp.sqrt(2)),
             ("2A_{16}", sp.Integer(42)), ("42", sp.Integer(42)), ("0x2A", sp.Integer(42)), ("43", sp.Integer(43))]
    for (one, left), (two, right) in itertools.combinations(forms, 2):
        same = sp.simplify(left - right) == 0
        if same or (left.free_symbols == right.free_symbols and random.random() < 0.35):
            put("spellings", one, two, same, "sympy.simplify, positive symbols")
    put("spellings", "1010_2", "0b1010", True, "int(_, 2)")
    put("spellings", "1010_2", "\\text{1010}_{\\text{two}}", True, "int(_, 2)")
    put("spellings", "1010_2", "0b1011", False, "int(_, 2)")
    put("spellings", "\\begin{aligned} x &= 2+3 \\\\ &= 5 \\end{aligned}", "5", True, "the chain's value")
    put("spellings", "\\begin{aligned} x &= 2+3 \\\\ &= 5 \\end{aligned}", "6", False, "the chain's value")
    for word, text, same in [("Yes", "Yes, it converges", True), ("No", "No solution", False), ("No", "No, it does not", True), ("True", "True. All are.", True),
                             ("(B)", "B, a safe choice", True), ("(B)", "B. 12", True), ("(B)", "A, not B", False), ("Yes", "No, yes was wrong", False)]:
        put("spellings", "\\text{%s}" % word, text, same, "the first word (policy)")


for kind in [families, bound, combinatorics, functions, sets, units, matrices, completions, scientific, boxes, spellings]:
    kind()
for row in ROWS:
    print(json.dumps(row, ensure_ascii=False))
