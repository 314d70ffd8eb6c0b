package assay.reports.run;

import java.util.Objects;

/// The score as the benchmark's own evaluator would print it for the same verdicts.
///
/// Official evaluators turn what they could not measure into a number: mostly into wrong answers,
/// sometimes into fewer questions. The figure is for comparison with published ones; the estimate
/// beside it is the honest one.
///
/// @param convention how the denominator and the missing answers are treated, in words
/// @param value 0 to 1
/// @param samples the denominator
public record OfficialFigure(String convention, double value, long samples) {
  public OfficialFigure {
    Objects.requireNonNull(convention);
  }
}
