#!/usr/bin/env python3
"""Writes reference answers of two published math graders for short generated texts.

usage: tools/scorers/math_golden.py HENDRYCKS QWEN OUT_FOLDER

HENDRYCKS: math_equivalence.py of hendrycks/math. QWEN: parser.py of QwenLM/Qwen2.5-Math (a45202b).
Both are read from the given places and are not part of this repository; the package word2number 1.1
must be importable. Writes hendrycks.jsonl (text, normal form or null where the original raises) and
qwen.jsonl (completion, extracted answer as `run_execute` returns it).
"""
import importlib.util
import json
import random
import sys
import types

ANSWERS = [
    "\\frac", "\\dfrac", "\\tfrac", "\\sqrt", "{", "}", "1", "2", "12", "0", "0.5", ".5", "3.0", "4.",
    " .", "{.", "/", "1/2", "-3", "x", "=", "x=", "k = ", "\\text{ ", "\\text{", "}", " cm", " units",
    "\\left(", "\\right)", "^\\circ", "^{\\circ}", "\\%", "%", "\\$", "$", "\\!", "\\\\", "\n", " ",
    ",", "é", "𝐀", "\\pi", "^", "_", "+", "(", ")", "[", "]", "\\{", "\\}", "05", "٣",
]
PROSE = ANSWERS + [
    "\\boxed{", "boxed", "\\boxed ", "\\fbox{", "he answer is", "The answer is ", "final answer is ",
    "final answer is $", "$. I hope", "答案是", "\n\n", ".", ":", "1,234", "-", "--", "5.", "and", " and ",
    " m ", " m", "a", " a ", "s", " sq . m", "q x", "degrees", "\\mbox{ft}", "\\mbox{", "infinity", "inf",
    "j", "i", "\\infty", "(-\\infty,\\infty)", "\\emptyset", "x\\in", "\\neq", "\\leq",
    "\\begin{array}{cc}", "\\end{array}", "bmatrix", "six", "twenty one", " hundred ", " thousand ",
    " million ", " three ", " point ", "ки", "\\mathbf", "sqrt", "7.00", "8.000x", "9.0.0", "²",
]


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pieces(rng, alphabet, longest):
    return "".join(rng.choice(alphabet) for _ in range(rng.randint(0, longest)))


def normal(module, text):
    try:
        return module._strip_string(text)
    except Exception:
        return None


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=True) + "\n")


def main(hendrycks_path, qwen_path, out):
    for name in ("latex2sympy2", "sympy", "regex", "utils"):
        sys.modules.setdefault(name, types.ModuleType(name))
    sys.modules["latex2sympy2"].latex2sympy = None
    hendrycks = load("hendrycks", hendrycks_path)
    qwen = load("qwen", qwen_path)
    rng = random.Random(500)
    texts = [pieces(rng, ANSWERS, 9) for _ in range(1500)]
    write(out + "/hendrycks.jsonl", ({"text": t, "normal": normal(hendrycks, t)} for t in texts))
    texts = [pieces(rng, PROSE, 10) for _ in range(2000)]
    texts = [t for t in texts if t and t != "error"]
    write(out + "/qwen.jsonl", ({"text": t, "extracted": extracted(qwen, t)} for t in texts))


def extracted(qwen, text):
    return qwen.strip_string(qwen.extract_answer(text, "math"))


main(*sys.argv[1:])
