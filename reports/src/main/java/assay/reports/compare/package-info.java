/// What a run's samples say beside those of another run, of several, or beside a published figure.
///
/// Start with [Comparison#of]; [Ranking#of] orders several runs, [Reproduction#of] holds a
/// published figure against one. Only samples with the same id and the same content are compared.
/// This package does not know gates, plans of variants or how figures are shown.
package assay.reports.compare;
