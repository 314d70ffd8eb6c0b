#!/usr/bin/env python3
"""Runs the harnesses' own expressions over the recorded MMLU-Pro outputs.

usage: tools/scorers/choice_counts.py SHARED/data/mmlu_pro EVALSCOPE.py OUT.json

OUT.json holds, for each file and rule, how many letters equal the key, how many outputs have none,
and the SHA-256 of all letters in file order ("-" for none), so that a test can compare question by
question. EVALSCOPE.py is evalscope's parser, as for choice_golden.py. Rule 3 is run as the last
match of its expression without the look-ahead, and rule 2 line by line: the same matches, without
the quadratic time.
"""
import glob
import gzip
import hashlib
import json
import os
import re
import sys
import types


def first(pattern):
    expression = re.compile(pattern)

    def find(text):
        match = expression.search(text)
        return match.group(1) if match else None

    return find


def last(pattern):
    expression = re.compile(pattern)

    def find(text):
        matches = expression.findall(text)
        return matches[-1] if matches else None

    return find


ANSWER_IS = first(r"answer is \(?([A-J])\)?")
ANSWER_IS_LAST = last(r"answer is \(?([A-J])\)?")
LONE = last(r"\b([A-J])\b")
COLON = re.compile(r"[aA]nswer:\s*([A-J])")


def answer_colon(text):
    """`.*[aA]nswer:\\s*([A-J])`: the last that begins on the first line on which one begins."""
    best, line_end, at = None, None, 0
    while match := COLON.search(text, at):
        if line_end is not None and match.start() > line_end:
            break
        if line_end is None:
            end = text.find("\n", match.start())
            line_end = len(text) if end < 0 else end
        best, at = match.group(1), match.start() + 1
    return best


def chain(text):
    return ANSWER_IS(text) or answer_colon(text) or LONE(text)


def evalscope(path):
    api = types.ModuleType("evalscope.api.evaluator")
    api.Choices = api.Target = api.TaskState = object
    for name in ("evalscope", "evalscope.api"):
        sys.modules[name] = types.ModuleType(name)
    sys.modules["evalscope.api.evaluator"] = api
    module = types.ModuleType("multi_choices")
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), module.__dict__)

    def find(text, options):
        state = types.SimpleNamespace(choices=list(range(options)))
        return next(iter(module.parse_answers(state, completion=text)), None)

    return find


def main(folder, parser, out):
    by_evalscope = evalscope(parser)
    rules = {
        "choice/official": chain,
        "choice/official-api": lambda text: chain(text.replace("**", "")),
        "choice/official-apix": lambda text: (
            ANSWER_IS_LAST(text) or last(r"[aA]nswer:\s*([A-J])")(text) or LONE(text)),
        "choice/first-rule": ANSWER_IS,
        "choice/last-match": ANSWER_IS_LAST,
        "choice/compute-accuracy-l1": ANSWER_IS,
        "choice/compute-accuracy-l2": chain,
        "choice/lm-eval": ANSWER_IS,
        "choice/simple-evals": first(r"(?i)Answer[ \t]*:[ \t]*\$?([A-J])\$?"),
        "choice/opencompass": first(r"(?i)ANSWER\s*:\s*([A-P])"),
        "choice/evalscope": None,
    }
    counts = {}
    for path in sorted(glob.glob(os.path.join(folder, "outputs_*"))):
        opener = gzip.open if path.endswith(".gz") else open
        with opener(path, "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        of_file = counts[os.path.basename(path)] = {}
        for name, rule in rules.items():
            letters = [
                (rule(row["output"]) if rule else by_evalscope(row["output"], row["n_options"]))
                for row in rows]
            of_file[name] = {
                "correct": sum(a == row["answer"] for a, row in zip(letters, rows)),
                "none": sum(a is None for a in letters),
                "letters": hashlib.sha256(
                    "".join(a or "-" for a in letters).encode()).hexdigest(),
            }
    with open(out, "w", encoding="utf-8", newline="\n") as file:
        json.dump(counts, file, indent=1)
        file.write("\n")


main(*sys.argv[1:])
