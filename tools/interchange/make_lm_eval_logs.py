"""Writes logs of lm-evaluation-harness of every kind that an import has to understand. See README.md beside this file."""

import json
import os
import pathlib
import shutil
import sys

HERE = pathlib.Path(__file__).parent
os.environ["HF_HUB_OFFLINE"] = "1"

import lm_eval
from lm_eval.api.model import LM
from lm_eval.loggers import EvaluationTracker
from lm_eval.tasks import TaskManager

DEMO = HERE.parent.parent / "tasks/src/test/resources/assay/tasks/demo"
SUMS = {
    "crates": ["3 * 12 = 36. The answer is 36.", "The answer is 35.", "The answer is 36."],
    "rope": ["It is 9", "The answer is 9.", "The answer is 8."],
    "clock": ["The answer is 54.", "14 * 4 makes 56", "The answer is 56."],
    "Half": ["I am not sure.", "The answer is 125.", "No.\u2028 \u00bc of it \U0001f642"],
}


class Scripted(LM):
    """Answers from a list; of choices it likes the longest best."""

    def __init__(self, recorded):
        super().__init__()
        self.recorded = recorded
        self.calls = {}

    def loglikelihood(self, requests, disable_tqdm=False):
        return [(-10.0 / len(request.arguments[1]), len(request.arguments[1]) > 9) for request in requests]

    def loglikelihood_rolling(self, requests, disable_tqdm=False):
        raise NotImplementedError

    def generate_until(self, requests, disable_tqdm=False):
        return [self.answer(request.arguments[0]) for request in requests]

    def answer(self, prompt):
        for start, text in self.recorded:
            if prompt.startswith(start):
                return text
        for word, answers in SUMS.items():
            if word in prompt:
                call = self.calls.get(word, 0)
                self.calls[word] = call + 1
                return answers[call % len(answers)]
        raise ValueError(prompt)


def recorded():
    """The demo's recording of its multiple-choice questions."""
    questions = {str(q["question_id"]): q["question"] for q in map(json.loads, (DEMO / "multiple-choice.jsonl").open())}
    rows = map(json.loads, (DEMO / "recorded/multiple-choice.jsonl").open())
    return [(questions[str(row["id"])], row["output"]) for row in rows]


def main(target):
    work = target / "work"
    shutil.copytree(HERE / "lm_eval_tasks", work / "tasks")
    shutil.copy(DEMO / "multiple-choice.jsonl", work / "tasks")
    os.chdir(work / "tasks")
    tracker = EvaluationTracker(output_path=str(work / "out"))
    results = lm_eval.simple_evaluate(
        Scripted(recorded()),
        tasks=["own", "sums_graded", "mmlu_pro_own"],
        task_manager=TaskManager(include_path=str(work / "tasks"), include_defaults=False),
        evaluation_tracker=tracker,
        log_samples=True,
        bootstrap_iters=1000,
        num_fewshot=0,
    )
    for task in results["configs"].values():  # the maker's own folders are nobody's business
        source = task.get("metadata", {}).get("config_source")
        if source:
            task["metadata"]["config_source"] = "tasks/" + source.rsplit("/", 1)[-1]
    samples = results.pop("samples")
    tracker.save_results_aggregated(results=results, samples=samples)
    for task in samples:
        tracker.save_results_samples(task, samples[task])
    for file in sorted((work / "out").rglob("*.json*")):
        name = file.name.split("_20")[0]
        shutil.move(file, target / (name + file.suffix))
    os.chdir(target)
    shutil.rmtree(work)
    print(json.dumps(results["results"], indent=1))
    print("lm_eval", lm_eval.__version__)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).absolute())
