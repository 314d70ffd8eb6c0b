package assay.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// One line of a run's record file: one attempt at one sample, from prompt to scores.
///
/// @param index position of the sample in the run's selection, from 0
/// @param attempt which completion of the sample this is, from 0
/// @param sample the dataset item
/// @param prompt what was sent
/// @param outcome what came back
/// @param scores verdict by scorer name; the first entry is the protocol's own scorer
public record SampleRecord(
    int index,
    int attempt,
    Sample sample,
    Prompt prompt,
    Outcome outcome,
    Map<String, Score> scores) {

  public SampleRecord {
    Require.atLeast(0, index, "index");
    Require.atLeast(0, attempt, "attempt");
    Objects.requireNonNull(sample);
    Objects.requireNonNull(prompt);
    Objects.requireNonNull(outcome);
    if (scores.isEmpty()) {
      throw new IllegalArgumentException("a record needs the verdict of at least one scorer");
    }
    scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
  }

  /// Returns the key that is unique within a run.
  public AttemptKey key() {
    return new AttemptKey(sample.id(), attempt);
  }

  /// Returns the verdict of the protocol's own scorer.
  public Score primaryScore() {
    return scores.values().iterator().next();
  }

  /// Returns whether the completion was cut by a limit.
  public boolean truncated() {
    return outcome instanceof Completion completion && completion.stopReason().truncated();
  }

  /// A sample's id and the number of the attempt at it.
  public record AttemptKey(String sampleId, int attempt) {}
}
