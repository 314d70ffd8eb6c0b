#!/usr/bin/env python3
"""Writes the prompts that SuperGPQA's own loader makes of the project's own items.

    git clone https://github.com/SuperGPQA/SuperGPQA   (03a3e27)
    python3 tools/suites/supergpqa_prompts.py SuperGPQA [FOLDER]

Without a folder the five-shot prompts have the project's own examples; into a folder they have the authors'.
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
    their = utils.common.read_yaml
    own = str(ROOT / "demo/supergpqa/five-shot.yaml")  # their five examples are not ours to ship
    utils.common.read_yaml = lambda mode: their(own if mode == "five-shot" and len(sys.argv) < 3 else mode)
    from infer.data_loader import load_data

    for mode, role in (("zero-shot", "user"), ("five-shot", "text")):
        for prompt, row in load_data("SuperGPQA-all", mode):
            stem = (pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "prompts") / f"supergpqa.{mode}.{row['uuid']}"
            stem.with_name(stem.name + ".input").write_text(f"supergpqa/{mode}\n{DATA}\n{row['uuid']}\n")
            stem.with_name(stem.name + ".expected").write_text(f"=== {role} ===\n{prompt}\n=== end ===\n")


if __name__ == "__main__":
    main()
