#!/usr/bin/env python3
"""Writes the prompts that Qwen2.5-Math's and QwQ's own scripts make of the project's own items.

The first writes ChatML, which is read back into messages here; the second's data files hold whole
prompts, so that what follows the problem is taken from them.

    git clone https://github.com/QwenLM/Qwen2.5-Math (a45202b), https://github.com/QwenLM/QwQ (620a5ea)
    python3 tools/suites/qwen_prompts.py Qwen2.5-Math/evaluation QwQ/eval/data/aime24.jsonl
"""

import json
import pathlib
import re
import sys
import types

sys.path.insert(0, sys.argv[1])
from utils import construct_prompt  # noqa: E402  (the script's own)

ROOT = pathlib.Path(__file__).resolve().parents[2] / "tasks/src/test/resources/assay/tasks"
ARGS = types.SimpleNamespace(prompt_type="qwen25-math-cot", num_shots=0, adapt_few_shot=False)
MESSAGE = re.compile(r"<\|im_start\|>(system|user)\n(.*?)<\|im_end\|>\n", re.S)


def fixture(protocol, data, sample, parts):
    stem = ROOT / "prompts" / f"{protocol.replace('/', '.')}.{sample}"
    stem.with_name(stem.name + ".input").write_text(f"{protocol}\n{data}\n{sample}\n")
    shown = "".join(f"=== {role} ===\n{content}\n" for role, content in parts)
    stem.with_name(stem.name + ".expected").write_text(shown + "=== end ===\n")


def by_system(protocol, data, sample, problem):
    text = construct_prompt({"question": problem}, "gsm8k", ARGS)
    parts = MESSAGE.findall(text)
    assert text == "".join(f"<|im_start|>{role}\n{said}<|im_end|>\n" for role, said in parts) + "<|im_start|>assistant\n"
    fixture(protocol, data, sample, parts)


def endings(file):
    """Returns what all prompts of the file end with, from the line after the problem."""
    found = {json.loads(line)["prompt"].rpartition("\n")[2] for line in pathlib.Path(file).read_text().splitlines()}
    assert len(found) == 1, found
    return found.pop()


def row(data, number):
    return json.loads((ROOT / "demo" / data).read_text().splitlines()[number])


def main():
    for number in (0, 3):
        by_system("gsm8k/boxed", "gsm8k/test.jsonl", str(number), row("gsm8k/test.jsonl", number)["question"])
    ending = endings(sys.argv[2])
    for year in (2024, 2025, 2026):
        data, item = "aime/aime.jsonl", row("aime/aime.jsonl", year - 2024)
        sample = str(item["id"])
        by_system(f"aime-{year}/boxed-system", data, sample, item["problem"])
        fixture(f"aime-{year}/boxed-user", data, sample, [("user", item["problem"] + "\n" + ending)])


if __name__ == "__main__":
    main()
