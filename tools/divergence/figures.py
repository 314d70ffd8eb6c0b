#!/usr/bin/env python3
"""What `assay engine divergence` says of two models, computed by NumPy from the logits of `assay engine logits`.

    python3 tools/divergence/figures.py ./assay REFERENCE.gguf MODEL.gguf TEXT WINDOW

for models that want no begin of text. DivergenceCommandTest holds the command against the figures that this prints.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np


def logits(assay, model, tokens, folder):
    out = folder / "logits.npy"
    ids = ",".join(map(str, tokens))
    subprocess.run([assay, "engine", "logits", "--model", model, "--tokens", ids, "--out", out], check=True)
    return np.load(out).astype(np.float64)


def log_softmax(rows):
    shifted = rows - rows.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def main():
    assay, reference, model, text, window = sys.argv[1:6]
    window = int(window)
    command = [assay, "engine", "tokenize", "--model", reference, "--input", text, "--json"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    tokens = found if isinstance(found, list) else found["tokens"]
    tokens = [token if isinstance(token, int) else token["id"] for token in tokens]
    kl, expected, actual, same = [], [], [], []
    with tempfile.TemporaryDirectory() as name:
        for start in range(0, len(tokens) - window + 1, window):
            part = tokens[start:start + window]
            p, q = (log_softmax(logits(assay, each, part, pathlib.Path(name))) for each in (reference, model))
            rows = np.arange(window // 2, window - 1)
            right = np.array(part)[rows + 1]
            p, q = p[rows], q[rows]
            kl += list((np.exp(p) * (p - q)).sum(axis=1))
            expected += list(p[np.arange(len(rows)), right])
            actual += list(q[np.arange(len(rows)), right])
            same += list(p.argmax(axis=1) == q.argmax(axis=1))
    kl, expected, actual = map(np.array, (kl, expected, actual))
    change = np.exp(actual) - np.exp(expected)
    print("tokens", len(kl), "perplexity", np.exp(-expected.mean()), np.exp(-actual.mean()))
    print("kl mean", kl.mean(), "median, 90, 99, 99.9 %", *np.quantile(kl, [0.5, 0.9, 0.99, 0.999]), "max", kl.max())
    print("same", np.mean(same), "rms", np.sqrt((change**2).mean()), "change", change.mean())


main()
