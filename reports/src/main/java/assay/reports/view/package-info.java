/// A report that is served while its runs go on.
///
/// Start with [ViewServer]. It only reads: run folders are followed without a lock, and nothing is
/// written. The page is that of `assay.reports.page`; this package gives its script the progress,
/// the figures so far, and the samples it asks for. It must not know models or benchmarks.
package assay.reports.view;
