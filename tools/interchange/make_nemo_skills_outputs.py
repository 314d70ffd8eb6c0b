"""Writes outputs of NeMo-Skills of the kinds that an import has to understand. See README.md beside this file.

usage: make_nemo_skills_outputs.py NEMO_SKILLS OUT

NEMO_SKILLS is a checkout of NVIDIA/NeMo-Skills at 0b012df8, whose evaluator and metrics are run as they are; the rows
that they get are those that `nemo_skills/inference/generate.py` writes. It takes math_verify and numpy.
"""

import dataclasses
import json
import pathlib
import shutil
import sys
import types

ROCKS = [
    {"problem": "Which rock comes from lava?\n\nA. copper\nB. granite\nC. basalt", "expected_answer": "C", "subset_for_metrics": "lava"},
    {"problem": "Which of these is a metal?\n\nA. copper\nB. granite\nC. basalt", "expected_answer": "A", "subset_for_metrics": "metal"},
    {"problem": "Which rock is a plutonic one?\n\nA. copper\nB. granite\nC. basalt", "expected_answer": "B", "subset_for_metrics": "lava"},
]
GENERATIONS = [
    ["It flows. \\boxed{C}", "\\boxed{A}", "I cannot say \U0001f642"],
    ["\\boxed{B}", "So **Answer: A**", "Both \\boxed{B} and no other."],
]


def stub(name, folder=None, **members):
    module = types.ModuleType(name)
    if folder:
        module.__path__ = [str(folder)]
    module.__dict__.update(members)
    sys.modules[name] = module


def load(root):
    root = pathlib.Path(root) / "nemo_skills"
    stub("nemo_skills", root)
    stub("nemo_skills.utils", get_logger_name=lambda _: "nemo_skills", nested_dataclass=dataclasses.dataclass)
    stub("nemo_skills.evaluation", root / "evaluation")
    stub("nemo_skills.evaluation.evaluator", root / "evaluation/evaluator")
    stub("nemo_skills.evaluation.metrics", root / "evaluation/metrics")

    @dataclasses.dataclass(kw_only=True)
    class Config:
        input_file: str = None

    stub("nemo_skills.evaluation.evaluator.base", BaseEvaluatorConfig=Config)
    from nemo_skills.evaluation.evaluator.mcq import eval_mcq
    from nemo_skills.evaluation.metrics.math_metrics import MathMetrics

    return eval_mcq, MathMetrics


def main(checkout, out):
    eval_mcq, metrics = load(checkout)
    folder = pathlib.Path(out) / "tiny-7b/eval-results/rocks"
    shutil.rmtree(out, ignore_errors=True)
    folder.mkdir(parents=True)
    files = []
    for seed, texts in enumerate(GENERATIONS):
        file = folder / f"output-rs{seed}.jsonl"
        with open(file, "w", encoding="utf-8") as lines:
            for number, (rock, text) in enumerate(zip(ROCKS, texts)):
                start = 1796048972.25 + number
                generated = {"generation": text, "num_generated_tokens": len(text.split()), "finish_reason": "stop" if "boxed" in text else "length",
                             "generation_start_time": start, "generation_end_time": start + 0.5, "generation_time": 0.5}
                lines.write(json.dumps(generated | rock) + "\n")
        eval_mcq({"input_file": str(file)})
        files.append([json.loads(line) for line in open(file, encoding="utf-8")])
    computed = metrics()
    for attempts in zip(*files):
        computed.update(list(attempts))
    with open(folder / "metrics.json", "w", encoding="utf-8") as file:
        json.dump({"rocks": computed.get_metrics()}, file, indent=2)
        file.write("\n")


main(*sys.argv[1:])
