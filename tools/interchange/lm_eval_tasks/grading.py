"""Metrics that are no verdicts: partial credit, and a judge that does not answer."""

import math


def process_results(doc, results):
    text = results[0]
    right = doc["answer"] in text
    return {"credit": 1.0 if right else 0.5 if any(c.isdigit() for c in text) else 0.0, "judged": math.nan if doc["id"] == "s2" else float(right), "passed": right}
