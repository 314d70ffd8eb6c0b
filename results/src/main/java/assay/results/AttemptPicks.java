package assay.results;

import assay.results.SampleRecord.AttemptKey;
import java.util.Objects;

/// The experts that one attempt at a sample used.
public record AttemptPicks(AttemptKey key, ExpertPicks picks) {
  public AttemptPicks {
    Objects.requireNonNull(key);
    Objects.requireNonNull(picks);
  }
}
