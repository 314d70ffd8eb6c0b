"""Writes reference values for the tests of assay.reports from SciPy and statsmodels.

Usage: python3 tools/statistics/reference.py > reports/src/test/resources/assay/reports/statistics/reference.json
Needs: pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
Never needed to build, test or run the program.
"""

import json
import platform
from fractions import Fraction
from math import comb

import numpy
import scipy
import statsmodels
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.proportion import proportion_confint


def wilson(hits, n, confidence):
    low, high = proportion_confint(hits, n, alpha=1 - confidence, method="wilson")
    case = {"hits": hits, "n": n, "confidence": confidence, "low": float(low), "high": float(high)}
    if isinstance(hits, int):
        check = stats.binomtest(hits, n).proportion_ci(confidence, method="wilson")
        assert abs(check.low - low) < 1e-12 and abs(check.high - high) < 1e-12
    return case


def clustered(hits, trials):
    values = numpy.concatenate([[1.0] * h + [0.0] * (t - h) for h, t in zip(hits, trials)])
    groups = numpy.concatenate([[i] * t for i, t in enumerate(trials)])
    fit = sm.OLS(values, numpy.ones(len(values))).fit(
        cov_type="cluster", cov_kwds={"groups": groups}
    )
    value, error, n = float(fit.params[0]), float(fit.bse[0]), len(values)
    naive = value * (1 - value) / (n - 1)
    effective = n / max(1.0, error**2 / naive)
    low, high = proportion_confint(value * effective, effective, method="wilson")
    return {
        "hits": hits, "trials": trials, "value": value, "standardError": error,
        "effectiveTrials": effective, "low": float(low), "high": float(high),
    }


def mean(values):
    error = float(stats.sem(values))
    low, high = stats.t.interval(0.95, len(values) - 1, loc=numpy.mean(values), scale=error)
    return {
        "values": values, "mean": float(numpy.mean(values)), "standardError": error,
        "low": float(low), "high": float(high),
    }


def pass_at_k(n, c, k):
    return {"n": n, "c": c, "k": k, "value": float(1 - Fraction(comb(n - c, k), comb(n, k)))}


def main():
    rng = numpy.random.default_rng(20261123)
    clusters = []
    for samples, attempts in [(40, 1), (25, 8), (60, 3), (12, 10)]:
        chance = rng.beta(0.6, 0.6, samples)
        trials = [attempts] * samples
        clusters.append(clustered([int(rng.binomial(attempts, p)) for p in chance], trials))
    uneven = [int(t) for t in rng.integers(1, 6, 30)]
    clusters.append(clustered([int(rng.integers(0, t + 1)) for t in uneven], uneven))
    reference = {
        "made": f"Python {platform.python_version()}, numpy {numpy.__version__}, "
        f"scipy {scipy.__version__}, statsmodels {statsmodels.__version__}",
        "wilson": [
            wilson(*case)
            for case in [
                (391, 1504, 0.95), (449, 1504, 0.95), (0, 10, 0.95), (10, 10, 0.95), (1, 1, 0.95),
                (5909, 12032, 0.95), (1, 500, 0.95), (499, 500, 0.99), (30, 100, 0.9),
                (17.25, 40.5, 0.95),
            ]
        ],
        "clustered": clusters,
        "mean": [mean([round(float(v), 4) for v in rng.random(size)]) for size in (2, 5, 31, 400)],
        "passAtK": [
            pass_at_k(*case)
            for case in [
                (1, 0, 1), (1, 1, 1), (10, 3, 1), (10, 3, 5), (10, 5, 5), (10, 6, 5), (64, 7, 16),
                (200, 1, 100), (200, 13, 10), (1000, 2, 500), (2000, 1, 1999),
            ]
        ],
    }
    lines = [f' "made": {json.dumps(reference.pop("made"))}']
    for name, cases in reference.items():
        lines.append(f' "{name}": [\n  ' + ",\n  ".join(map(json.dumps, cases)) + "\n ]")
    print("{\n" + ",\n".join(lines) + "\n}")


main()
