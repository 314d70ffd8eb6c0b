#!/usr/bin/env python3
"""Writes pairs of mathematical answers, JSON Lines with gold and pred, on which graders are compared.

usage: tools/scorers/math_pairs.py MATH500 > pairs.jsonl

MATH500: math500.jsonl with the reference answers. They and made-up answers of the same kinds are rewritten by
changes that keep their value and by changes that do not; whether a grader has to accept a pair is not said here.
The seed is fixed, so the pairs are the same every time.
"""
import json
import random
import re
import sys
from fractions import Fraction

RNG = random.Random(20250500)
UNITS = [" cm", "\\text{ cm}", "\\text{ units}", " dollars", "\\mbox{ inches}", "\\text{ degrees}", "^\\circ", "\\%", "%", " square feet",
         "\\text{ hours}", " meters", "\\text{ cm}^2", " m", " mph", "\\text{ ways}", " minutes", "\\,\\text{ft}", "\\text{cm}"]
WORDS = ["\\text{Evelyn}", "Evelyn", "\\text{east}", "east", "\\text{even}", "odd", "\\text{Yes}", "no", "\\text{(C)}", "(C)", "C", "\\text{B}",
         "ellipse", "\\text{ellipse}", "\\mathrm{A}", "six", "twelve", "D.", "Tuesday", "\\text{Navin}", "neither", "\\text{None}"]


def pick(*values):
    return RNG.choice(values)


def number():
    return str(pick(RNG.randint(0, 12), RNG.randint(13, 999), RNG.randint(1000, 99999), RNG.randint(100000, 12345678)))


def signed():
    return pick("", "", "-") + number()


def fraction():
    top, bottom = RNG.randint(1, 40), RNG.randint(2, 40)
    return pick("", "", "-") + pick("\\frac{%d}{%d}", "\\dfrac{%d}{%d}", "%d/%d", "\\tfrac{%d}{%d}") % (top, bottom)


def decimal():
    return pick("", "-") + pick("%.1f", "%.2f", "%.3f", "%.4f") % (RNG.random() * pick(1, 10, 1000))


def radical():
    return pick("", "-", "2", "3", "-5") + pick("\\sqrt{%d}", "\\sqrt %d", "\\sqrt[3]{%d}") % RNG.randint(2, 9)


def value():
    return pick(number, signed, fraction, fraction, decimal, radical)()


def small():
    return str(RNG.randint(-9, 12))


def polynomial():
    a, b = RNG.randint(-9, 9), RNG.randint(-9, 9)
    letter = pick("x", "y", "a", "n")
    expanded = "%s^2%+d%s%+d" % (letter, a + b, letter, a * b)
    factored = "(%s%+d)(%s%+d)" % (letter, a, letter, b)
    return pick((expanded, factored), (factored, expanded), (expanded, "%d%+d%s+%s^2" % (a * b, a + b, letter, letter)))


def identities():
    k, m = RNG.randint(2, 9), RNG.randint(2, 9)
    return pick(
        ("\\sqrt{%d}" % (k * k * m), "%d\\sqrt{%d}" % (k, m)), ("\\frac{%d}{\\sqrt{%d}}" % (m, m), "\\sqrt{%d}" % m),
        ("\\frac{%d+\\sqrt{%d}}{2}" % (k, m), "\\frac{%d}{2}+\\frac{\\sqrt{%d}}{2}" % (k, m)), ("%d^{%d}" % (k, m), str(k**m)),
        ("\\frac{x}{%d}+\\frac{%d}{%d}" % (k, m, k), "\\frac{x+%d}{%d}" % (m, k)), ("%d\\pi" % k, "\\pi\\cdot %d" % k), ("2(%d+x)" % k, "%d+2x" % (2 * k)),
        ("\\frac{%d\\pi}{%d}" % (k, m), "\\frac{%d}{%d}\\pi" % (k, m)), ("\\log_{2}{%d}" % 2**m, str(m)), ("%d!" % k, "%d\\cdot %d!" % (k, k - 1)),
        ("\\binom{%d}{2}" % (k + 2), str((k + 2) * (k + 1) // 2)), ("\\sin^2 x", "1-\\cos^2 x"), ("\\tan x", "\\frac{\\sin x}{\\cos x}"),
        ("|%d|" % -k, str(k)), ("%d+%di" % (k, m), "%di+%d" % (m, k)), ("e^{%d\\ln %d}" % (k, m), "%d^%d" % (m, k)), ("(%d+i)^2" % k, "%d+%di" % (k * k - 1, 2 * k)),
        ("0.%d" % k, "\\frac{%d}{10}" % k), ("\\frac{%d}{9}" % k, "0.\\overline{%d}" % k), ("%d \\times 10^{%d}" % (k, m), str(k * 10**m)), ("10^{-%d}" % k, "0." + "0" * (k - 1) + "1"))


def several():
    a, b, c = value(), small(), small()
    return pick("(%s,%s)" % (a, b), "(%s, %s, %s)" % (a, b, c), "[%s,%s]" % (b, a), "[%s,%s)" % (b, a), "(%s, \\infty)" % a, "(-\\infty,%s]" % a,
                "(-\\infty, %s)\\cup(%s,\\infty)" % (b, a), "\\{%s,%s\\}" % (a, b), "\\{%s, %s, %s\\}" % (a, b, c), "%s, %s" % (a, b), "%s,%s,%s" % (a, b, c),
                "%s \\pm \\sqrt{%d}" % (b, RNG.randint(2, 9)), "\\begin{pmatrix} %s \\\\ %s \\end{pmatrix}" % (a, b),
                "\\begin{pmatrix} %s & %s \\\\ %s & 0 \\end{pmatrix}" % (a, b, c), "\\left(%s,%s\\right)" % (a, b), "%s \\text{ and } %s" % (a, b), "%s or %s" % (b, c))


def relation():
    a, b = value(), small()
    return pick("x=%s" % a, "x = %s" % a, "y = %sx + %s" % (pick("2", "-3", "7"), b), "x < %s" % a, "x \\le %s" % a, "%s < x \\le %s" % (b, a), "2x+3y=%s" % b, "x \\in [%s,%s]" % (b, a),
                "3x - y + %d = 0" % RNG.randint(1, 9), "\\angle ABC = %s" % number(), "x=%s, y=%s" % (b, a), "f(x) = %sx" % b, "x \\ge %s" % b, "x \\neq %s" % b)


def special():
    return pick(lambda: number() + "_" + pick("5", "{8}", "9"), lambda: "%d\\frac{%d}{%d}" % (RNG.randint(1, 9), 1, RNG.randint(2, 9)), lambda: "%d %d/%d" % (RNG.randint(1, 9), 1, RNG.randint(2, 9)),
                lambda: "\\$" + pick(number(), "%.2f" % (RNG.random() * 100)), lambda: value() + pick(*UNITS), lambda: "%d:%02d" % (RNG.randint(1, 12), RNG.randint(0, 59)),
                lambda: number() + " million", lambda: pick(*WORDS), lambda: "\\pi", lambda: "\\infty", lambda: "%s i" % small(), lambda: "%d + %d i" % (RNG.randint(1, 9), RNG.randint(1, 9)),
                lambda: "\\boxed{%s}" % value(), lambda: "$%s$" % value(), lambda: "**%s**" % number(), lambda: "%s\\cdot 10^{%s}" % (decimal(), small()))()


def group_thousands(text):
    comma = pick(",", "{,}", ",\\!", "\\,")
    return re.sub(r"\d{4,}", lambda m: f"{int(m.group()):,}".replace(",", comma), text, count=1)


def plain_fraction(text):
    return re.sub(r"\\[dt]?frac\{(\d+)\}\{(\d+)\}", r"\1/\2", text, count=1)


def short_fraction(text):
    return re.sub(r"\\[dt]?frac\{(\d)\}\{(\d)\}", r"\\frac\1\2", text)


def as_decimal(text):
    places = pick(2, 3, 4, 6, 10)
    return re.sub(r"\\[dt]?frac\{(\d+)\}\{(\d+)\}", lambda m: "%.*f" % (places, int(m[1]) / int(m[2])) if int(m[2]) else m[0], text, count=1)


def unreduced(text):
    k = RNG.randint(2, 5)
    return re.sub(r"frac\{(\d+)\}\{(\d+)\}", lambda m: "frac{%d}{%d}" % (int(m[1]) * k, int(m[2]) * k), text, count=1)


def trailing_zeros(text):
    return re.sub(r"(?<![\d.])(\d+)(?![\d.,])", lambda m: m[1] + pick(".0", ".00"), text, count=1)


def respaced(text):
    return re.sub(r"([-+=,])", pick(r"\1 ", r" \1 ", r" \1"), text)


def matrix_kind(text):
    return text.replace("pmatrix", pick("bmatrix", "matrix", "array"))


def commuted(text):
    match = re.fullmatch(r"([^-+=(),]+)\+([^-+=(),]+)", text)
    return match[2] + "+" + match[1] if match else text


KEEPING = [group_thousands, plain_fraction, short_fraction, as_decimal, unreduced, trailing_zeros, respaced, matrix_kind, commuted,
           lambda t: t.replace("\\frac", pick("\\dfrac", "\\tfrac")), lambda t: "x=" + t, lambda t: t + ".", lambda t: t + pick(*UNITS), lambda t: "$" + t + "$",
           lambda t: "\\text{" + t + "}", lambda t: t.replace("(", "\\left(").replace(")", "\\right)"), lambda t: t.replace("\\left", "").replace("\\right", ""),
           lambda t: t.replace(" ", ""), lambda t: "{" + t + "}", lambda t: "(" + t + ")", lambda t: t.replace(", ", " and "), lambda t: "\\boxed{" + t + "}", lambda t: t.replace("{", "").replace("}", ""),
           lambda t: t.replace("\\pi", "pi").replace("\\infty", "infinity"), lambda t: t.replace("\\sqrt", "sqrt"), lambda t: "\\$" + t, lambda t: t.lower(), lambda t: "+" + t]


def other_digit(text):
    places = [m.start() for m in re.finditer(r"\d", text)]
    if not places:
        return text + "1"
    at = RNG.choice(places)
    return text[:at] + str((int(text[at]) + RNG.randint(1, 9)) % 10) + text[at + 1:]


def scaled(text):
    factor = pick(100, Fraction(1, 100), Fraction(10001, 10000), Fraction(1000001, 1000000), 10)
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return "2" + text
    result = Fraction(text) * factor
    return str(result.numerator) if result.denominator == 1 else "%.8f" % float(result)


def swapped(text):
    match = re.search(r"frac\{([^{}]*)\}\{([^{}]*)\}", text)
    if match:
        return text.replace(match[0], "frac{%s}{%s}" % (match[2], match[1]))
    match = re.fullmatch(r"([\[(\\{]*)([^,]*),\s*([^,]*?)([\])\\}]*)", text)
    return match[1] + match[3] + "," + match[2] + match[4] if match else text + "+1"


def other_bracket(text):
    return text.replace("(", "\x00").replace("[", "(").replace("\x00", "[") if pick(0, 1) else text.replace(")", "\x00").replace("]", ")").replace("\x00", "]")


CHANGING = [other_digit, scaled, swapped, other_bracket, lambda t: t[1:] if t.startswith("-") else "-" + t, lambda t: t + "^2", lambda t: t.replace("\\sqrt", ""),
            lambda t: t.replace("x", "y"), lambda t: t.replace("+", "-"), lambda t: t.replace("<", "\\le"), lambda t: t + ", 1", lambda t: t[:-1], lambda t: t.replace("\\frac", ""), lambda t: t.replace("pm", "mp").replace("=", "<")]


def changed(rewrites, text):
    for rewrite in RNG.sample(rewrites, len(rewrites)):
        result = rewrite(text)
        if result != text and result:
            return result
    return text


def rewritten(text):
    for _ in range(pick(0, 1, 1, 1, 2)):
        text = changed(KEEPING, text)
    return text


def pairs(golds):
    for gold in golds:
        yield gold, rewritten(gold)
        yield gold, changed(KEEPING, gold)
        if RNG.random() < 0.6:
            yield gold, changed(CHANGING, gold)
    for make in [value] * 350 + [several] * 400 + [relation] * 250 + [special] * 350:
        gold = make()
        yield gold, rewritten(gold)
        yield (rewritten(gold), changed(CHANGING, gold)) if RNG.random() < 0.7 else (gold, make())
    for make in [polynomial] * 80 + [identities] * 300:
        one, other = make()
        yield one, other
        if RNG.random() < 0.5:
            yield rewritten(one), changed(CHANGING, other)


def main(math500):
    with open(math500, encoding="utf-8") as file:
        golds = [json.loads(line)["answer"] for line in file]
    seen = set()
    for gold, pred in pairs(golds):
        if (gold, pred) not in seen and gold and pred:
            seen.add((gold, pred))
            print(json.dumps({"gold": gold, "pred": pred}, ensure_ascii=True))


main(sys.argv[1])
