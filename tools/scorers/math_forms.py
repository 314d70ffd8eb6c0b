#!/usr/bin/env python3
"""Writes the normal forms of answers as two published graders make them: JSON Lines of text and normal.

usage: tools/scorers/math_forms.py prm800k|minerva FOLDER < pairs.jsonl

FOLDER: as for math_verdicts.py. Takes a sample of the texts of the pairs that are shorter than 80 characters, for Minerva
also made-up texts of the pieces that its rules look for.
"""
import importlib.metadata as metadata
import json
import logging
import random
import sys
import types

PIECES = ["\\frac", "\\sqrt", "frac", "{", "}", "1", "2", "x", "=", "\\text{", "\\text{m}", "\\text{and}", ",", "$", "$$", ".$", "a ", "an ", "\n",
          "\\boxed{", "\\overline{", "\\textbf{", "square", "cm", "{,}", ",\\!", "\\;", "^\\circ", "1,000", "\\ ", "mbox", " ", "é", "²", "(", ")", "-"]


def prm800k(folder):
    package = types.ModuleType("grading")
    package.__path__ = [folder + "/prm"]
    sys.modules["grading"] = package
    from grading import grader
    return grader._normalize


def minerva(folder):
    real = metadata.version
    metadata.version = lambda name: "4.11.1" if name.startswith("antlr4") else real(name)
    for stub in ("datasets", "math_verify"):
        sys.modules[stub] = types.ModuleType(stub)
    sys.modules["datasets"].Dataset = object
    sys.modules["math_verify"].parse = sys.modules["math_verify"].verify = None
    sys.path.insert(0, folder + "/lm")
    import utils
    return utils.normalize_final_answer


def main(grader, folder):
    logging.disable(logging.CRITICAL)
    normal = {"prm800k": prm800k, "minerva": minerva}[grader](folder)
    rows = [json.loads(line) for line in sys.stdin]
    texts = list(dict.fromkeys(row[key] for row in rows for key in ("gold", "pred") if len(row[key]) < 80))
    rng = random.Random(5)
    rng.shuffle(texts)
    texts = texts[:1500] if grader == "prm800k" else texts[:900]
    if grader == "minerva":
        texts += ["".join(rng.choice(PIECES) for _ in range(rng.randint(1, 9))) for _ in range(700)]
    for text in texts:
        print(json.dumps({"text": text, "normal": normal(text)}, separators=(",", ":")))


main(*sys.argv[1:])
