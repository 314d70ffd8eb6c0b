#!/usr/bin/env python3
"""Writes the prompts that SuperGPQA's own loader makes of the project's own items.

    git clone https://github.com/SuperGPQA/SuperGPQA   (03a3e27)
    python3 tools/suites/supergpqa_prompts.py SuperGPQA
"""

import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2] / "tasks/src/test/resources/assay/tasks"
DATA = "supergpqa/all.jsonl"


def main():
    os.chdir(sys.argv[1])  # it reads config/prompt from where it stands
    sys.path.insert(0, ".")
    import utils.common

    original = utils.common.read_json_or_jsonl
    utils.common.read_json_or_jsonl = lambda folder, split: original(str(ROOT / "demo/supergpqa"), "all")
    from infer.data_loader import load_data

    for prompt, row in load_data("SuperGPQA-all", "zero-shot"):
        stem = ROOT / "prompts" / f"supergpqa.zero-shot.{row['uuid']}"
        stem.with_name(stem.name + ".input").write_text(f"supergpqa/zero-shot\n{DATA}\n{row['uuid']}\n")
        stem.with_name(stem.name + ".expected").write_text(f"=== user ===\n{prompt}\n=== end ===\n")


if __name__ == "__main__":
    main()
