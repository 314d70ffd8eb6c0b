#!/usr/bin/env python3
"""Writes the prompts that lm-evaluation-harness itself makes of the project's own items, against
which RenderedPromptsTest holds the protocols that are its tasks.

    pip install lm_eval==0.4.13
    python3 tools/suites/lm_eval_prompts.py
"""

import json
import pathlib

import lm_eval
import yaml
from lm_eval.api.task import ConfigurableTask

ROOT = pathlib.Path(__file__).resolve().parents[2] / "tasks/src/test/resources/assay/tasks"
TASKS = pathlib.Path(lm_eval.__file__).parent / "tasks"
SEED = 1234


def config(file):
    class Loader(yaml.SafeLoader):
        pass

    Loader.add_constructor("!function", lambda loader, node: None)
    return yaml.load((TASKS / file).read_text(), Loader)


def prompts(file, splits, shots=None, **overrides):
    """Yields what the task asks for each row of its test split, in order."""
    settings = config(file) | {"dataset_path": "json", "dataset_name": None} | overrides
    settings["dataset_kwargs"] = {"data_files": {name: str(ROOT / "demo" / path) for name, path in splits.items()}}
    if shots:
        settings["fewshot_config"]["samples"] = [json.loads(line) for line in (ROOT / "demo" / shots).read_text().splitlines()]
    task = ConfigurableTask(config=settings)
    task.set_fewshot_seed(SEED)
    for doc in task.eval_docs:
        yield doc, task.fewshot_context(doc, task.config.num_fewshot)


def fixture(protocol, data, sample, parts):
    stem = ROOT / "prompts" / f"{protocol.replace('/', '.')}.{sample.replace('/', '-')}"
    stem.with_name(stem.name + ".input").write_text(f"{protocol}\n{data}\n{sample}\n")
    shown = "".join(f"=== {role} ===\n{content}\n" for role, content in parts)
    stem.with_name(stem.name + ".expected").write_text(shown + "=== end ===\n")


def gsm8k():
    splits = {"test": "gsm8k/test.jsonl", "train": "gsm8k/train.jsonl"}
    for protocol, file, shots in (
        ("gsm8k/5-shot", "gsm8k/gsm8k.yaml", None),
        ("gsm8k/cot-0shot", "gsm8k/gsm8k-cot-zeroshot.yaml", None),
        ("gsm8k/cot-8shot", "gsm8k/gsm8k-cot.yaml", "gsm8k/shots.jsonl"),
    ):
        for row, (_, prompt) in enumerate(prompts(file, splits, shots)):
            if row in (0, 3):
                fixture(protocol, splits["test"], str(row), [("text", prompt)])


if __name__ == "__main__":
    gsm8k()
