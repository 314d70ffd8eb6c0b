package assay.harness.stored;

/// How the summary of runs is printed.
public enum SummaryForm {
  /// A line for each run, by the protocol's own scorer.
  LINES,
  /// A line for each scorer of each run.
  ALL_SCORERS,
  /// One JSON object with every figure.
  JSON
}
