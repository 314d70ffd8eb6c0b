#!/usr/bin/env python3
"""Joins pairs with the verdicts of several graders on them into one fixture.

usage: tools/scorers/math_merge.py PAIRS VERDICTS... > verdicts.jsonl

Each line out is a line of PAIRS (gold and pred, or only id where it has one) with "v": one letter for each VERDICTS file in
its order, T, F, or ? where the grader gave none.
"""
import json
import sys


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def main(pairs, *verdicts):
    columns = [[{True: "T", False: "F", None: "?"}[row["verdict"]] for row in lines(path)] for path in verdicts]
    for pair, *letters in zip(lines(pairs), *columns, strict=True):
        row = {"id": pair["id"]} if "id" in pair else pair
        print(json.dumps({**row, "v": "".join(letters)}, ensure_ascii=True, separators=(",", ":")))


main(*sys.argv[1:])
