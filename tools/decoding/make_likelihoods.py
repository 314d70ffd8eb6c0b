"""Writes log-likelihoods of continuations, by SciPy from the reference logits. See README.md beside this file."""

import json
import pathlib
import sys

import numpy as np
from scipy.special import log_softmax

HERE = pathlib.Path(__file__).parent
TARGET = HERE.parent.parent / "engine/src/test/resources/assay/engine/likelihoods.txt"
SPLITS = [1, 2, 40, 95, 96, 97, 111]
LONGEST = 20


def main():
    golden = pathlib.Path(sys.argv[1])
    lines = [
        "# Made by tools/decoding/make_likelihoods.py: model, length of context and continuation, sum of log-probabilities,",
        "# whether greedy decoding writes the continuation, log-probability of each of its tokens.",
    ]
    for name in ("qwen2", "qwen2-tied"):
        reference = json.loads((golden / f"{name}.json").read_text())
        tokens = reference["prompt"] + reference["greedy"]
        logits = np.load(golden / f"{name}.logits.npy").astype(np.float64)
        logprobs = log_softmax(logits, axis=1)
        for split in SPLITS:
            end = min(len(tokens), split + LONGEST)
            at = range(split, end)
            each = [logprobs[i - 1, tokens[i]] for i in at]
            greedy = all(int(logits[i - 1].argmax()) == tokens[i] for i in at)
            numbers = " ".join(f"{value:.8f}" for value in each)
            lines.append(f"{name} {split} {end - split} {sum(each):.8f} {str(greedy).lower()} {numbers}")
    TARGET.write_text("\n".join(lines) + "\n")


main()
