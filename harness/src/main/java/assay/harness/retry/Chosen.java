package assay.harness.retry;

import assay.results.Cause;
import assay.results.SampleRecord;
import assay.results.Score;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/// Which of the attempts that were not measured are done again.
///
/// What the model itself did under these settings, such as a completion that a limit cut or a
/// refusal, is no accident: to ask until something else comes would choose among its answers.
///
/// @param causes why they were not measured
public record Chosen(Set<Cause> causes) implements Predicate<SampleRecord> {
  /// What another try may change without another question.
  public static final Chosen ACCIDENTS =
      new Chosen(
          EnumSet.of(Cause.ENDPOINT_ERROR, Cause.TIMEOUT, Cause.SANDBOX_FAULT, Cause.GRADER_FAULT));

  /// Whatever was not measured.
  public static final Chosen ALL = new Chosen(EnumSet.allOf(Cause.class));

  public Chosen {
    causes = Set.copyOf(causes);
  }

  @Override
  public boolean test(SampleRecord record) {
    return record.primaryScore() instanceof Score.NotMeasured none && causes.contains(none.cause());
  }
}
