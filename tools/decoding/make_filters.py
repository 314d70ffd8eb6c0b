"""Writes what Transformers' logits processors leave of random logits. See README.md beside this file."""

import pathlib

import torch
from transformers import generation as g

HERE = pathlib.Path(__file__).parent
TARGET = HERE.parent.parent / "engine/src/test/resources/assay/engine/decoding/filters.txt"
VOCAB = 48
PROMPT = [3, 7, 7, 11, 40, 3]
GENERATED = [7, 12, 12, 12, 0, 47]

# Settings by name; what is absent is off.
CASES = [
    {},
    {"temperature": 0.7},
    {"temperature": 1.5},
    {"topK": 1},
    {"topK": 10},
    {"topK": 100},
    {"topP": 0.3},
    {"topP": 0.9},
    {"topP": 0.999},
    {"minP": 0.02},
    {"minP": 0.1},
    {"minP": 1.0},
    {"typicalP": 0.2},
    {"typicalP": 0.9},
    {"typicalP": 0.05},
    {"repetition": 1.3},
    {"repetition": 0.8},
    {"frequency": 0.5},
    {"presence": 1.25},
    {"frequency": -0.3, "presence": -0.5},
    {"bias": {5: 4.0, 12: -100.0, 47: 0.5}},
    {"temperature": 0.6, "topK": 20, "topP": 0.95},
    {"temperature": 1.4, "topP": 0.9, "minP": 0.08},
    {"temperature": 0.8, "topK": 30, "typicalP": 0.7},
    {"temperature": 1.2, "topK": 25, "topP": 0.9, "minP": 0.03, "typicalP": 0.6},
    {"repetition": 1.2, "temperature": 0.7, "topP": 0.8},
    {"repetition": 1.1, "frequency": 0.4, "presence": 0.6, "temperature": 0.9, "topK": 12},
    {"bias": {3: 2.5, 20: -3.0}, "repetition": 1.5, "frequency": 0.2, "temperature": 1.1, "minP": 0.05},
]


def openai(scores, case):
    """https://platform.openai.com/docs/guides/text-generation: mu[j] -= c[j] * frequency + (c[j] > 0) * presence"""
    counts = torch.bincount(torch.tensor(GENERATED), minlength=VOCAB).float()
    return scores - counts * case.get("frequency", 0.0) - (counts > 0).float() * case.get("presence", 0.0)


def leave(logits, case):
    """The order of GenerationMixin._get_logits_processor in 4.57, with OpenAI's penalties where vLLM has them."""
    ids = torch.tensor([PROMPT + GENERATED])
    scores = torch.tensor([logits])
    if "bias" in case:
        bias = {(token,): value for token, value in case["bias"].items()}
        scores = g.SequenceBiasLogitsProcessor(bias)(ids, scores)
    if "repetition" in case:
        scores = g.RepetitionPenaltyLogitsProcessor(case["repetition"])(ids, scores)
    scores = openai(scores, case)
    if "temperature" in case:
        scores = g.TemperatureLogitsWarper(case["temperature"])(ids, scores)
    if "topK" in case:
        scores = g.TopKLogitsWarper(case["topK"])(ids, scores)
    if "topP" in case:
        scores = g.TopPLogitsWarper(case["topP"])(ids, scores)
    if "minP" in case:
        scores = g.MinPLogitsWarper(case["minP"])(ids, scores)
    if "typicalP" in case:
        scores = g.TypicalLogitsWarper(case["typicalP"])(ids, scores)
    return scores[0].double().softmax(0)


def main():
    random = torch.Generator().manual_seed(5)
    lines = [
        "# Made by tools/decoding/make_filters.py. A case is three lines: settings, logits, and token=probability of what is left.",
        "prompt " + " ".join(map(str, PROMPT)),
        "generated " + " ".join(map(str, GENERATED)),
    ]
    for case in CASES:
        for scale in (1.0, 3.0):
            logits = (torch.randn(VOCAB, generator=random) * scale).tolist()
            left = leave(logits, case)
            settings = [
                f"bias{token}={value}" for token, value in case.get("bias", {}).items()
            ] + [f"{name}={value}" for name, value in case.items() if name != "bias"]
            lines.append("case " + " ".join(settings))
            lines.append("logits " + " ".join(f"{value:.9g}" for value in logits))
            lines.append("left " + " ".join(f"{i}={p:.10g}" for i, p in enumerate(left.tolist()) if p > 0))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(lines) + "\n")


main()
