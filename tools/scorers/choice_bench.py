#!/usr/bin/env python3
"""Measures Python's `re` running the official MMLU-Pro extraction on the recorded outputs.

usage: tools/scorers/choice_bench.py SHARED/data/mmlu_pro [LONGEST]

The expressions are the literal ones of evaluate_from_local.py. Two of them are quadratic, so that
outputs of more than LONGEST characters (default 4000) are left out and counted; what one output of
14,000 characters costs is shown at the end.
"""
import glob
import gzip
import json
import os
import re
import statistics
import sys
import time


def extract(text):
    if match := re.search(r"answer is \(?([A-J])\)?", text):
        return match.group(1)
    if match := re.search(r".*[aA]nswer:\s*([A-J])", text):
        return match.group(1)
    if match := re.search(r"\b[A-J]\b(?!.*\b[A-J]\b)", text, re.DOTALL):
        return match.group(0)
    return None


def main(folder, longest=4000):
    texts = []
    for path in sorted(glob.glob(os.path.join(folder, "outputs_*"))):
        opener = gzip.open if path.endswith(".gz") else open
        with opener(path, "rt", encoding="utf-8") as file:
            texts += [json.loads(line)["output"] for line in file]
    kept = [text for text in texts if len(text) <= int(longest)]
    print(f"{len(texts)} outputs, {len(texts) - len(kept)} of them longer than {longest} left out")
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        found = sum(extract(text) is not None for text in kept)
        seconds.append(time.perf_counter() - start)
    median = statistics.median(seconds)
    print(f"official, literal   {len(kept) / median:10.0f} outputs/s ({found} letters)")
    for length in (3500, 7000, 14000):
        text = "A " * (length // 2)
        start = time.perf_counter()
        extract(text)
        print(f"one degenerate output of {length} characters: {time.perf_counter() - start:.2f} s")


main(*sys.argv[1:])
