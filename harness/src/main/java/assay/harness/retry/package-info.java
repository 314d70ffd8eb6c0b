/// Attempts of a stored run that were not measured, done again.
///
/// Start with [Retry]: which they are, by what the run's manifest says they are asked, and how the
/// new records stand beside the old ones.
package assay.harness.retry;
