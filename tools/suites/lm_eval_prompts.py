#!/usr/bin/env python3
"""Writes the prompts that lm-evaluation-harness itself makes of the project's own items, against
which RenderedPromptsTest holds the protocols that are its tasks.

    pip install lm_eval==0.4.13
    python3 tools/suites/lm_eval_prompts.py
"""

import json
import pathlib
import tempfile

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


def of_subject(path, subject, folder):
    """Writes the rows of one subject: the harness has a task, and a data set, for each."""
    rows = [line for line in (ROOT / "demo" / path).read_text().splitlines() if json.loads(line)["subject"] == subject]
    target = pathlib.Path(folder) / f"{subject}.{pathlib.Path(path).name}"
    target.write_text("\n".join(rows) + "\n")
    return str(target)


def mmlu():
    data = "mmlu/test.jsonl"
    order = [json.loads(line)["question"] for line in (ROOT / "demo" / data).read_text().splitlines()]
    letters = "\n".join(" " + letter for letter in "ABCD")
    for protocol, kind, shots in (("mmlu/5-shot", "default", 5), ("mmlu/generative-5shot", "generative", 5), ("mmlu/generative-0shot", "generative", 0)):
        for subject in ("elementary_mathematics", "abstract_algebra"):
            with tempfile.TemporaryDirectory() as folder:
                splits = {"test": of_subject(data, subject, folder), "dev": of_subject("mmlu/dev.jsonl", subject, folder)}
                described = config(f"mmlu/{kind}/mmlu_{subject}.yaml")["description"]
                file = f"mmlu/{kind}/_default_template_yaml"
                asked = prompts(file, splits, description=described, num_fewshot=shots, task=f"mmlu_{subject}")
                for doc, prompt in list(asked)[:2]:
                    parts = [("text", prompt)] + ([("continuations", letters)] if kind == "default" else [])
                    fixture(protocol, data, str(order.index(doc["question"])), parts)
    data = "mmlu/redux.jsonl"
    described = config("mmlu-redux/generative/mmlu_elementary_mathematics.yaml")["description"]
    asked = prompts("mmlu-redux/generative/_default_template_yaml", {"test": data}, description=described, num_fewshot=0, task="redux")
    for row, (doc, prompt) in enumerate(asked):
        if row in (0, 4):
            fixture("mmlu-redux/generative", data, str(row), [("text", prompt)])


def mmlu_llama():
    data = "mmlu/test.jsonl"
    file = "llama3/instruct/mmlu_cot/_mmlu_cot_llama_template_yaml"
    for row, (_, prompt) in enumerate(prompts(file, {"test": data}, task="mmlu_cot_llama")):
        if row in (0, 3):
            fixture("mmlu/llama-cot", data, str(row), [("user", prompt)])


if __name__ == "__main__":
    gsm8k()
    mmlu()
    mmlu_llama()
