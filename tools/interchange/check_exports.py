"""Reads exports with the programs they are meant for: check_exports.py RESULTS.json MODEL_INDEX.yaml RUN. See README.md beside this file."""

import collections
import json
import math
import pathlib
import sys

import yaml
from huggingface_hub import ModelCard
from huggingface_hub.repocard_data import eval_results_to_model_index, model_index_to_eval_results
from lm_eval.api.metrics import aggregate_subtask_metrics, mean, mean_stderr
from lm_eval.utils import make_table


def close(a, b):
    assert math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12), (a, b)


def records(run):
    scores = collections.defaultdict(list)
    for line in (run / "records.jsonl").open(encoding="utf-8"):
        for scorer, score in json.loads(line)["record"]["scores"].items():
            if score["verdict"] != "not-measured":
                scores[scorer].append(1.0 if score["verdict"] == "correct" else 0.0)
    return scores


def main(results_file, index_file, run):
    results = json.loads(results_file.read_text(encoding="utf-8"))
    print(make_table(results))
    if "groups" in results:
        print(make_table(results, "groups"))
    scores = records(run)
    for task, figures in results["results"].items():
        if task in results.get("group_subtasks", {}) or "group_subtasks" not in results:
            for scorer, values in scores.items():
                close(figures[f"acc,{scorer}"], mean(values))
                close(figures[f"acc_stderr,{scorer}"], mean_stderr(values))
                print(task, scorer, len(values), "equal to lm_eval's mean and mean_stderr")
    for group, tasks in results.get("group_subtasks", {}).items():
        scorer = next(iter(scores))
        parts = [results["results"][t] for t in tasks if f"acc,{scorer}" in results["results"][t]]
        whole = aggregate_subtask_metrics([p[f"acc,{scorer}"] for p in parts], [p["sample_len"] for p in parts])
        close(whole, results["results"][group][f"acc,{scorer}"])
        print(group, "equal to lm_eval's aggregate of", len(parts), "subtasks")
    text = index_file.read_text(encoding="utf-8")
    index = yaml.safe_load(text)["model-index"]
    name, evals = model_index_to_eval_results(index)
    assert eval_results_to_model_index(name, evals) == index
    card = ModelCard("---\n" + text + "---\n# Card\n")
    assert len(card.data.eval_results) == len(evals)
    print(name, [(e.metric_name, e.metric_value, e.metric_args["notMeasured"]) for e in evals])


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
