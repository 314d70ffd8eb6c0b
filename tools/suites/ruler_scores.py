#!/usr/bin/env python3
"""Writes what RULER's own functions say of a few answers.

    git clone https://github.com/NVIDIA/RULER   (c3f5e3b)
    python3 tools/suites/ruler_scores.py RULER
"""

import ast
import json
import pathlib
import re
import runpy
import sys

OUT = pathlib.Path(__file__).resolve().parents[2] / "scorers/src/test/resources/assay/scorers/ruler-scores.jsonl"
CASES = [
    ("The numbers are 4031526 and 9177345.", ["4031526", "9177345"]),
    ("The numbers are 4031526 and 9177344.", ["4031526", "9177345"]),
    ("4031526, 9177345, 1000001", ["4031526", "9177345", "1000001", "5555555"]),
    ("none of them", ["4031526", "9177345"]),
    ("", ["4031526"]),
    ("  \n\t ", ["4031526"]),
    ("\x00\x1f", ["4031526"]),
    ("140315269", ["4031526"]),
    ("403\n1526", ["4031526"]),
    ("HARBOR, Lantern; the oak", ["harbor", "lantern", "oak", "moth", "owl", "elm", "ivy", "jam", "key", "ink"]),
    ("soap", ["oa", "soap"]),
    ("abc\x07def", ["abc def", "abc\ndef"]),
    ("VQXJD VAZMP", ["VQXJD", "VAZMP", "KOWRT", "LPEBS", "QUQUQ"]),
    ("vqxjd", ["VQXJD"]),
    ("8c2b1d5e-0f6a-4b3c-9d7e-112233445566", ["8c2b1d5e-0f6a-4b3c-9d7e-112233445566"]),
    ("Stra\u00dfe \u0130stanbul", ["stra\u00dfe", "\u0130stanbul"]),
    ("\u00a0 \u2003x\u2003", ["x"]),
]


def main():
    scripts = pathlib.Path(sys.argv[1]) / "scripts/eval"
    source = ast.parse((scripts / "evaluate.py").read_text())  # importing it would need NeMo
    function = next(node for node in source.body if getattr(node, "name", "") == "postprocess_pred")
    names = {"re": re}
    exec(compile(ast.Module([function], []), "evaluate.py", "exec"), names)
    constants = runpy.run_path(str(scripts / "synthetic/constants.py"))
    with OUT.open("w") as out:
        for text, targets in CASES:
            seen = names["postprocess_pred"](text, {})
            row = {"completion": text, "targets": targets, "null": len(seen) == 0}
            row["all"] = constants["string_match_all"]([seen], [targets])
            row["part"] = constants["string_match_part"]([seen], [targets])
            out.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
