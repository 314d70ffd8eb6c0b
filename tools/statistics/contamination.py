"""Writes reference values for scores before and after a date, from statsmodels and NumPy.

Usage: python3 tools/statistics/contamination.py > reports/src/test/resources/assay/reports/statistics/contamination.json
Needs: pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
Never needed to build, test or run the program.

`pairs` is Newcombe's interval of a difference of two independent shares (`confint_proportions_2indep`). `strata` is the pooled
odds ratio of Mantel and Haenszel with the interval of Robins, Breslow and Greenland and the test without correction for
continuity (`StratifiedTable`). `standardised` is the difference weighed by the strata's sizes, from its formula in NumPy.
"""

import json
import platform

import numpy
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.proportion import confint_proportions_2indep

STRATA = [
    [[30, 40, 45, 52], [20, 60, 22, 70], [5, 50, 3, 61]],
    [[90, 100, 60, 100], [50, 100, 20, 100]],
    [[8, 9, 7, 12], [0, 4, 1, 5], [3, 3, 2, 2]],
    [[40, 80, 41, 80]],
]


def pair(before, n_before, after, n_after):
    low, high = confint_proportions_2indep(after, n_after, before, n_before, method="newcomb", compare="diff")
    return {
        "before": before, "nBefore": n_before, "after": after, "nAfter": n_after,
        "low": float(low), "high": float(high),
    }


def pooled(strata):
    tables = [numpy.array([[a, n - a], [b, m - b]]) for b, m, a, n in strata]
    table = StratifiedTable(tables)
    low, high = table.oddsratio_pooled_confint()
    return {
        "strata": strata, "oddsRatio": float(table.oddsratio_pooled), "low": float(low), "high": float(high),
        "pValue": float(table.test_null_odds(correction=False).pvalue),
    }


def standardised(strata):
    total = sum(m + n for _, m, _, n in strata)
    value = variance = 0.0
    for b, m, a, n in strata:
        before = numpy.repeat([1.0, 0.0], [b, m - b])
        after = numpy.repeat([1.0, 0.0], [a, n - a])
        weight = (m + n) / total
        value += weight * (after.mean() - before.mean())
        variance += weight**2 * (after.var(ddof=1) / n + before.var(ddof=1) / m)
    half = stats.norm.isf(0.025) * variance**0.5
    return {
        "strata": strata, "value": float(value), "standardError": float(variance**0.5),
        "low": float(value - half), "high": float(value + half),
    }


def main():
    cases = [(30, 40, 45, 52), (56, 70, 48, 80), (0, 10, 0, 20), (10, 10, 0, 20), (9, 10, 3, 10), (511, 700, 112, 355)]
    print(json.dumps({
        "made with": {
            "python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__,
            "statsmodels": statsmodels.__version__,
        },
        "pairs": [pair(*case) for case in cases],
        "strata": [pooled(strata) for strata in STRATA],
        "standardised": [standardised(strata) for strata in STRATA],
    }, indent=1))


if __name__ == "__main__":
    main()
