/// The figures of one run: verdicts, accuracies, official figures, tokens and times.
///
/// Start with [RunReport#of], which reads a run's records once, or with [RunningScore] for a run
/// that still goes on. This package knows nothing of other runs and of how figures are shown.
package assay.reports.run;
