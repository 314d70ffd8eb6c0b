package assay.scorers.catalog;

import assay.results.Score;
import assay.scorers.code.CodeResult;
import java.util.Objects;
import java.util.Optional;

/// What a scorer says of a completion.
///
/// @param program what else is known of a program that was run for it
public record Judgement(Score score, Optional<CodeResult> program) {
  public Judgement {
    Objects.requireNonNull(score);
    Objects.requireNonNull(program);
  }

  static Judgement of(Score score) {
    return new Judgement(score, Optional.empty());
  }
}
