/// The statistics behind every figure: intervals of shares and of means.
///
/// Start with [ClusteredShare]. Quantiles come from Apache Commons Statistics; the rest is tested
/// against SciPy and statsmodels (`tools/statistics`). This package knows no runs and no scores.
package assay.reports.statistics;
