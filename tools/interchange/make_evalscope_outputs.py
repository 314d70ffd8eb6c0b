"""Writes outputs of evalscope of the kinds that an import has to understand. See README.md beside this file.

usage: make_evalscope_outputs.py OUT
"""

import csv
import json
import os
import pathlib
import shutil
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"

from evalscope import TaskConfig, run_task
from evalscope.api.messages import ChatMessageAssistant
from evalscope.api.model import ChatCompletionChoice, GenerateConfig, ModelOutput, ModelUsage
from evalscope.api.model.model import Model
from evalscope.models.mockllm import MockLLM

QUESTIONS = [
    ("Which rock comes from lava?", ["copper", "granite", "basalt", "chalk"], "C"),
    ("Which rock is white and soft?", ["copper", "granite", "basalt", "chalk"], "D"),
    ("Which of these is a metal?", ["copper", "granite", "basalt", "chalk"], "A"),
]
ANSWERS = [["答案：C", "答案：C"], ["答案：B", "It is chalk \U0001f642. 答案：D"], ["copper, I think", "答案：A"]]


class Scripted(MockLLM):
    """Answers by the question; every second time with the second answer."""

    calls = {}

    def generate(self, input, tools, tool_choice, config):
        text = input[-1].text
        number = next(i for i, (question, _, _) in enumerate(QUESTIONS) if question in text)
        call = self.calls.get(number, 0)
        self.calls[number] = call + 1
        answer = ANSWERS[number][call % 2]
        return ModelOutput(
            model="own/tiny-7b",
            choices=[ChatCompletionChoice(message=ChatMessageAssistant(content=answer, model="own/tiny-7b"),
                                          stop_reason="max_tokens" if number == 2 and call == 0 else "stop")],
            usage=ModelUsage(input_tokens=40, output_tokens=len(answer), total_tokens=40 + len(answer)),
        )


def main(out):
    out = pathlib.Path(out)
    shutil.rmtree(out, ignore_errors=True)
    with tempfile.TemporaryDirectory() as work:
        data = pathlib.Path(work) / "mcq"
        data.mkdir()
        with open(data / "rocks_val.csv", "w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(["id", "question", "A", "B", "C", "D", "answer"])
            for number, (question, options, answer) in enumerate(QUESTIONS):
                rows.writerow([number + 1, question, *options, answer])
        model = Model(Scripted("own/tiny-7b"), GenerateConfig())
        run_task(TaskConfig(
            model=model,
            model_id="tiny-7b",
            datasets=["general_mcq"],
            dataset_args={"general_mcq": {"local_path": str(data), "subset_list": ["rocks"]}},
            generation_config={"temperature": 0.6, "top_p": 0.95, "max_tokens": 64, "seed": 7},
            repeats=2,
            eval_batch_size=1,
            work_dir=str(pathlib.Path(work) / "outputs"),
            no_timestamp=True,
        ))
        done = pathlib.Path(work) / "outputs"
        for folder in ("reviews", "predictions", "reports", "configs"):
            for file in (done / folder).rglob("*"):
                if file.suffix in (".json", ".jsonl", ".yaml"):
                    target = out / file.relative_to(done)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(file, target)


main(*sys.argv[1:])
