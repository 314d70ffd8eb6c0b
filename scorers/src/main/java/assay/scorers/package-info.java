/// From what a model wrote to a [assay.results.Score].
///
/// The entry point is [Scorer]; [Scorers] lists those that need only text. Scorers are
/// deterministic and total; only `assay.scorers.code` starts processes. Nothing here knows a
/// dataset, a model or a report.
package assay.scorers;
