#!/usr/bin/env python3
"""Measures how many questions a difficulty file saves, on outputs that MMLU-Pro publishes.

  saving.py model_outputs_*_5shots.json      # unzipped from eval_results/ of TIGER-AI-Lab/MMLU-Pro

Counts an answer as right where the file's own `pred` is its `answer`. For each model the other families'
mean share right is the difficulty; of the model's answers 500 are drawn by category, 150 times, and the score
of all is estimated by the stratified mean and by regression on the difficulty within the categories. Prints
for each model by how much regression varies less (in variance: the share of questions that it saves), its mean
error, and how often its 95 % interval holds the full score. It is written apart from Assay's own estimator,
which `AdjustedScoreTest` holds against complete recordings. Needs Python alone.
"""
import json
import math
import random
import re
import sys

QUESTIONS, DRAWS, COMPLETE, NORMAL = 500, 150, 11_900, 1.965
RELATIVES = {"mixtral": "mistral", "mathstral": "mistral", "gemma": "gemini"}


def family(model):
    letters = re.match("[a-z]+", model.lower().removeprefix("meta-")).group(0)
    return RELATIVES.get(letters, letters)


def read(files):
    runs, categories = {}, {}
    for file in files:
        rows = [row for row in json.load(open(file)) if isinstance(row, dict) and "pred" in row]
        name = re.sub(r".*model_outputs_|_5shots.*", "", file)
        right = {row["question_id"]: int(row["pred"] == row["answer"]) for row in rows}
        categories.update((row["question_id"], row["category"]) for row in rows)
        if len(right) > COMPLETE:
            runs[name] = right
    return runs, categories


def estimate(right, ease, strata, population):
    """Returns the stratified mean, the adjusted mean and the adjusted variance of one draw."""
    plain = known = xx = xy = yy = 0.0
    count = 0
    for ids in strata:
        drawn = random.sample(ids, max(2, round(QUESTIONS * len(ids) / population)))
        n, share = len(drawn), len(ids) / population
        y = sum(right[i] for i in drawn) / n
        x = sum(ease[i] for i in drawn) / n
        weight = share * share * (1 - n / len(ids)) / n / (n - 1)
        xx += weight * sum((ease[i] - x) ** 2 for i in drawn)
        xy += weight * sum((ease[i] - x) * (right[i] - y) for i in drawn)
        yy += weight * sum((right[i] - y) ** 2 for i in drawn)
        plain, known, count = plain + share * y, known + share * x, count + n
    slope, freedom = xy / xx, count - len(strata) - 1
    mean = sum(ease.values()) / population
    return plain, plain + slope * (mean - known), (yy - slope * xy) * (freedom + 1) / freedom


def measure(right, ease, categories):
    strata = {}
    for i in right:
        strata.setdefault(categories[i], []).append(i)
    full = sum(right.values()) / len(right)
    bias = squares = plain_squares = covered = 0.0
    for _ in range(DRAWS):
        plain, adjusted, variance = estimate(right, ease, list(strata.values()), len(right))
        bias += (adjusted - full) / DRAWS
        squares += (adjusted - full) ** 2
        plain_squares += (plain - full) ** 2
        covered += (abs(adjusted - full) <= NORMAL * math.sqrt(variance)) / DRAWS
    return 1 - squares / plain_squares, bias, covered


def main():
    random.seed(1)
    runs, categories = read(sys.argv[1:])
    members = {}
    for name in runs:
        members.setdefault(family(name), []).append(name)
    shares = {each: {i: sum(runs[n].get(i, 0) for n in names) / len(names) for i in categories}
              for each, names in members.items()}
    found = []
    for name, right in runs.items():
        others = [shares[each] for each in members if each != family(name)]
        ease = {i: sum(share[i] for share in others) / len(others) for i in right}
        found.append((*measure(right, ease, categories), name))
    for saving, bias, covered, name in sorted(found):
        print(f"{saving:6.3f} saved, bias {bias:+.5f}, covered {covered:.3f}  {name}")
    means = [sum(each[i] for each in found) / len(found) for i in range(3)]
    print("%d runs of %d families: %.3f saved, bias %+.5f, covered %.3f" % (len(found), len(members), *means))


if __name__ == "__main__":
    main()
