package assay.reports.compare;

import assay.reports.run.Verdict;
import assay.results.Cause;
import java.util.Objects;

/// A sample that one run got right and the other did not.
///
/// @param id the sample
/// @param lost whether the second run lost it; otherwise it gained it
/// @param cause why the run that failed did so, as far as its record tells
/// @param detail the cause in words
public record Flip(String id, boolean lost, Reason cause, String detail) {
  public Flip {
    Objects.requireNonNull(id);
    Objects.requireNonNull(cause);
    Objects.requireNonNull(detail);
  }

  /// What separates the two runs on a sample.
  public enum Reason {
    /// The completion was cut by a limit.
    TRUNCATION("truncation"),
    /// No rule found an answer in the completion.
    EXTRACTION("extraction"),
    /// The sandbox failed, so that one side was not measured.
    SANDBOX("sandbox"),
    /// One side was not measured for another cause.
    NOT_MEASURED("not measured"),
    /// Both gave an answer; the model answered otherwise.
    MODEL("the model");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    /// Returns the words that reports show.
    public String label() {
      return label;
    }
  }

  /// Returns the flip of a sample that the failing side did not get right.
  static Flip of(String id, boolean lost, SampleOutcome failing) {
    SampleOutcome.Attempt attempt =
        failing.attempts().stream()
            .filter(each -> !each.verdict().correct())
            .findFirst()
            .orElseThrow();
    return switch (attempt.verdict()) {
      case Verdict.NotMeasured unmeasured ->
          new Flip(id, lost, kind(unmeasured.cause()), unmeasured.cause().label());
      case Verdict.NoAnswer none ->
          attempt.truncated()
              ? new Flip(id, lost, Reason.TRUNCATION, "cut before an answer")
              : new Flip(id, lost, Reason.EXTRACTION, "no answer found");
      case Verdict.Wrong wrong ->
          attempt.truncated()
              ? new Flip(id, lost, Reason.TRUNCATION, "cut; " + wrong.rule())
              : new Flip(id, lost, Reason.MODEL, wrong.rule());
      case Verdict.Correct correct ->
          throw new IllegalStateException("a right answer is no reason for a flip");
    };
  }

  private static Reason kind(Cause cause) {
    return switch (cause) {
      case SANDBOX_FAULT -> Reason.SANDBOX;
      case TRUNCATED -> Reason.TRUNCATION;
      case ENDPOINT_ERROR,
          CONTENT_FILTER,
          REFUSAL,
          TIMEOUT,
          CONTEXT_OVERFLOW,
          NUMERIC_OVERFLOW,
          NOT_RECORDED,
          NO_VERDICT,
          GRADER_FAULT ->
          Reason.NOT_MEASURED;
    };
  }
}
