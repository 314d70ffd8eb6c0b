"""Writes reference values for effects and interactions of variants, from SciPy and statsmodels.

Usage: python3 tools/statistics/factorial.py > reports/src/test/resources/assay/reports/statistics/factorial.json
Needs: pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
Never needed to build, test or run the program.

Six runs of 40 samples in two axes, `model` (m0, m1) and `temperature` (0.0, 0.5, 1.0), with a
planted interaction; `unbalanced` leaves (m1, 1.0) out. `runs` holds the right answers, `effects` and
`interactions` one-sample t tests of each sample's contrast (SciPy) with Holm's correction over all
rows of the kind (statsmodels).
"""

import json

import numpy
from scipy import stats
from statsmodels.stats.multitest import multipletests

MODELS = ["m0", "m1"]
TEMPERATURES = ["0.0", "0.5", "1.0"]
CHANCE = {("m0", "0.0"): 0.7, ("m0", "0.5"): 0.65, ("m0", "1.0"): 0.6,
          ("m1", "0.0"): 0.75, ("m1", "0.5"): 0.6, ("m1", "1.0"): 0.3}


def row(values):
    test = stats.ttest_1samp(values, 0)
    interval = test.confidence_interval(0.95)
    return {"value": float(numpy.mean(values)), "low": float(interval.low),
            "high": float(interval.high), "p": float(test.pvalue)}


def adjusted(rows):
    for each, p in zip(rows, multipletests([r["p"] for r in rows], method="holm")[1]):
        each["adjusted"] = float(p)
    return rows


def study(cells):
    def mean(keys):
        return numpy.mean([cells[k] for k in keys], axis=0)

    effects = []
    common = [t for t in TEMPERATURES if all((m, t) in cells for m in MODELS)]
    effects.append({"axis": "model", "level": "m1", "combinations": len(common),
                    **row(mean([("m1", t) for t in common]) - mean([("m0", t) for t in common]))})
    for level in TEMPERATURES[1:]:
        both = [m for m in MODELS if (m, level) in cells and (m, "0.0") in cells]
        effects.append({"axis": "temperature", "level": level, "combinations": len(both),
                        **row(mean([(m, level) for m in both]) - mean([(m, "0.0") for m in both]))})
    interactions = []
    if len(cells) == 6:
        for level in TEMPERATURES[1:]:
            there = cells["m1", level] - cells["m1", "0.0"]
            here = cells["m0", level] - cells["m0", "0.0"]
            interactions.append({"first": level, "second": "m1", **row(there - here)})
        adjusted(interactions)
    return {"runs": [{"model": m, "temperature": t, "right": [int(v) for v in values]}
                     for (m, t), values in cells.items()],
            "effects": adjusted(effects), "interactions": interactions}


def main():
    rng = numpy.random.default_rng(20261125)
    hard = rng.normal(0, 0.15, 40)
    cells = {key: (rng.random(40) < numpy.clip(chance + hard, 0.02, 0.98)).astype(float)
             for key, chance in CHANCE.items()}
    part = {key: values for key, values in cells.items() if key != ("m1", "1.0")}
    print(json.dumps({"balanced": study(cells), "unbalanced": study(part)}, indent=1))


main()
