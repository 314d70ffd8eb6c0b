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
import re
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


def mmlu():
    for protocol, data, kept in (("mmlu/simple-evals", "mmlu/test.jsonl", (0, 3)), ("mmlu-redux/simple-evals", "mmlu/redux.jsonl", (0, 4))):
        rows = [json.loads(line) for line in (ROOT / "demo" / data).read_text().splitlines()]
        table = [
            {"Question": row["question"], **dict(zip("ABCD", row["choices"])), "Answer": "ABCD"[row["answer"]], "Subject": "x"}
            for row in rows
        ]
        prompts = asked(original("mmlu_eval").MMLUEval, pandas.DataFrame(table))
        for row in kept:
            fixture(protocol, data, str(row), prompts[row])


def answers():
    """Writes what the original takes from odd answers to MMLU, for MultilingualAnswerTest."""
    common = original("common")
    texts = [
        "Answer: B", "answer : b", "**Answer:** C", "Answer: $\\boxed{D}$", "Answer:\u200b B", "\u7b54\u6848\uff1aC", "\u7b54: A", "So the answer is B.",
        "Respuesta: A", "R\u00e9ponse : D", "\u0627\u0644\u0625\u062c\u0627\u0628\u0629: \u062c", "\u0989\u09a4\u09cd\u09a4\u09b0: \u09a1", "Answer: E",
        "Answer: E\nAnswer: A", "Antwort: B\nAnswer: C", "Answer: \uff22", "Answer\n: C", "Answer: because", "Answer: (B)", "Answer: \\text{B}", "",
        "Jawaban: D", "\u7b54\u3048: \uff24", "Answer: \\mathbf{A}", "\u0627\u0644\u0625\u062c\u0627\u0628\u0629: \u062e",
    ]
    target = ROOT.parents[5] / "scorers/src/test/resources/assay/scorers/choice/simple-evals-mmlu.jsonl"
    with open(target, "w") as file:
        for text in texts:
            found = None
            normal = common.normalize_response(text)
            for each in common.MULTILINGUAL_ANSWER_REGEXES:
                match = re.search(common.MULTILINGUAL_ANSWER_PATTERN_TEMPLATE.format(each), normal)
                if match:
                    found = common.normalize_extracted_answer(match.group(1))
                    break
            file.write(json.dumps({"text": text, "found": found}) + "\n")


if __name__ == "__main__":
    mmlu()
    answers()
    gpqa()
    aime()
