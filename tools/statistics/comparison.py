"""Writes reference values for comparisons of two runs, from SciPy and statsmodels.

Usage: python3 tools/statistics/comparison.py > reports/src/test/resources/assay/reports/statistics/comparison.json
Needs: pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
Never needed to build, test or run the program.

`pairs` holds McNemar's exact test (statsmodels) and the interval of Bonett and Price, which neither
library has, from its formula in 50-digit arithmetic. `clusters` is the one-sample t test and
interval (SciPy) and a percentile bootstrap with 200,000 resamples (SciPy). `holm` is statsmodels'.
`sequential` integrates the joint normal distribution of the looks (SciPy's multivariate normal)
at critical values that are solved for one after the other.
"""

import json
import platform
from decimal import Decimal, getcontext

import numpy
import scipy
import statsmodels
from scipy import optimize, stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

getcontext().prec = 50


def pairs(only_a, only_b, n):
    test = mcnemar([[0, only_a], [only_b, n - only_a - only_b]], exact=True)
    p12 = Decimal(only_a + 1) / (n + 2)
    p21 = Decimal(only_b + 1) / (n + 2)
    d = p21 - p12
    half = Decimal(float(stats.norm.isf(0.025))) * ((p12 + p21 - d * d) / (n + 2)).sqrt()
    return {
        "onlyA": only_a, "onlyB": only_b, "n": n, "pValue": float(test.pvalue),
        "low": float(max(d - half, -1)), "high": float(min(d + half, 1)),
    }


def clusters(values):
    test = stats.ttest_1samp(values, 0)
    interval = test.confidence_interval(0.95)
    boot = stats.bootstrap(
        (numpy.array(values),), numpy.mean, n_resamples=200_000, method="percentile", batch=2000,
        rng=numpy.random.default_rng(7),
    ).confidence_interval
    return {
        "values": values, "mean": float(numpy.mean(values)),
        "standardError": float(stats.sem(values)), "pValue": float(test.pvalue),
        "low": float(interval.low), "high": float(interval.high),
        "bootLow": float(boot.low), "bootHigh": float(boot.high),
    }


def holm(values):
    return {"p": values, "adjusted": [float(v) for v in multipletests(values, method="holm")[1]]}


def spent(rate, t):
    return 2 * stats.norm.sf(stats.norm.isf(rate / 2) / numpy.sqrt(t))


def sequential(rate, fractions):
    critical = []
    before = 0.0
    for look in range(len(fractions)):
        t = numpy.array(fractions[: look + 1])
        covariance = numpy.sqrt(numpy.minimum.outer(t, t) / numpy.maximum.outer(t, t))
        now = spent(rate, fractions[look])

        def crossing(value):
            bounds = numpy.array(critical + [value])
            if look == 0:
                return stats.norm.sf(value)
            stay = stats.multivariate_normal(
                cov=covariance, allow_singular=False, maxpts=2_000_000, abseps=1e-9, releps=1e-9)
            earlier = stats.multivariate_normal(
                cov=covariance[:-1, :-1], maxpts=2_000_000, abseps=1e-9, releps=1e-9)
            reached = stats.norm.cdf(bounds[0]) if look == 1 else earlier.cdf(bounds[:-1])
            return reached - stay.cdf(bounds)

        critical.append(float(optimize.brentq(lambda v: crossing(v) - (now - before), 0.5, 8)))
        before = now
    return {"rate": rate, "fractions": fractions, "critical": critical}


def main():
    rng = numpy.random.default_rng(20261125)
    attempts = rng.integers(-4, 5, 60) / 4
    reference = {
        "made": f"Python {platform.python_version()}, numpy {numpy.__version__}, "
        f"scipy {scipy.__version__}, statsmodels {statsmodels.__version__}",
        "pairs": [
            pairs(*case)
            for case in [
                (0, 0, 10), (1, 0, 1), (3, 9, 40), (12, 12, 500), (59, 86, 1504), (0, 7, 100),
                (1021, 2148, 12032), (5, 0, 5),
            ]
        ],
        "clusters": [
            clusters([float(v) for v in attempts]),
            clusters([0.0, 0.5, -0.5, 1.0, 0.25]),
            clusters([float(v) for v in rng.choice([-1.0, 0.0, 1.0], 400, p=[0.1, 0.75, 0.15])]),
        ],
        "holm": [holm([0.01, 0.04, 0.03, 0.005]), holm([0.5, 0.9, 1.0]), holm([0.02]),
                 holm([0.001, 0.001, 0.2, 0.049, 0.6])],
        "sequential": [sequential(0.05, [1.0]), sequential(0.05, [0.5, 1.0]),
                       sequential(0.025, [0.25, 0.5, 0.75, 1.0])],
    }
    lines = [f' "made": {json.dumps(reference.pop("made"))}']
    for name, cases in reference.items():
        lines.append(f' "{name}": [\n  ' + ",\n  ".join(map(json.dumps, cases)) + "\n ]")
    print("{\n" + ",\n".join(lines) + "\n}")


main()
