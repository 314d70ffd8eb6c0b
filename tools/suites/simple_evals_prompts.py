#!/usr/bin/env python3
"""Writes the prompts that OpenAI's simple-evals itself sends for the project's own items.

Only its data is put in another place: `pandas.read_csv` gives the stand-ins, whose texts are ours;
no question of GPQA is in them.

    git clone https://github.com/openai/simple-evals simple_evals   (ee3b031)
    pip install pandas jinja2 requests tqdm
    python3 tools/suites/simple_evals_prompts.py simple_evals
"""

import importlib
import json
import os
import pathlib
import sys
import types

import pandas

ROOT = pathlib.Path(__file__).resolve().parents[2] / "tasks/src/test/resources/assay/tasks"
READ = pandas.read_csv


def original(name):
    folder = pathlib.Path(sys.argv[1]).resolve()
    package = types.ModuleType("simple_evals")
    package.__path__ = [str(folder)]
    sys.modules["simple_evals"] = package
    return importlib.import_module(f"simple_evals.{name}")


class Captured:
    """A sampler that answers "No" and keeps what it is asked."""

    def __init__(self):
        self.prompts = []

    def _pack_message(self, role, content):
        return {"role": role, "content": content}

    def __call__(self, messages):
        self.prompts.append(messages)
        return types.SimpleNamespace(response_text="No", actual_queried_message_list=messages)


def asked(evaluation, frame, **options):
    pandas.read_csv = lambda url: frame
    sampler = Captured()
    os.environ["debug"] = "1"  # one after the other
    evaluation(**options)(sampler)
    return sampler.prompts


def fixture(protocol, data, sample, messages, attempt=None):
    name = f"{protocol.replace('/', '.')}.{sample}" + (f".{attempt}" if attempt is not None else "")
    lines = [protocol, data, sample] + ([str(attempt)] if attempt is not None else [])
    (ROOT / "prompts" / (name + ".input")).write_text("\n".join(lines) + "\n")
    shown = "".join(f"=== {each['role']} ===\n{each['content']}\n" for each in messages)
    (ROOT / "prompts" / (name + ".expected")).write_text(shown + "=== end ===\n")


def gpqa():
    data = "gpqa/gpqa_standin.csv"
    frame = READ(ROOT / "demo" / data)
    prompts = asked(original("gpqa_eval").GPQAEval, frame)
    for row, attempt in ((0, 0), (0, 1), (5, 0), (5, 2), (23, 0), (23, 2)):
        sample = frame["Record ID"][row]
        fixture("gpqa-diamond/simple-evals", data, sample, prompts[attempt * len(frame) + row], attempt)


def aime():
    data = "aime/aime.jsonl"
    rows = [json.loads(line) for line in (ROOT / "demo" / data).read_text().splitlines()]
    frame = pandas.DataFrame([{"Question": row["problem"], "Answer": row["answer"]} for row in rows])
    prompts = asked(original("math_eval").MathEval, frame, equality_checker=Captured(), n_repeats=1)
    for year in (2024, 2025, 2026):
        fixture(f"aime-{year}/simple-evals", data, str(rows[year - 2024]["id"]), prompts[year - 2024])


if __name__ == "__main__":
    gpqa()
    aime()
