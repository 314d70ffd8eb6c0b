package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import java.util.Optional;

/// Reads answers for graders other than [SoundEquivalence].
public final class AnswerReader {
  private AnswerReader() {}

  /// Returns what the text denotes in the notation of answers, or empty where it is no mathematics.
  public static Optional<Expression> read(String text) {
    ReadAnswer answer = ReadAnswer.inNotation(text);
    return answer.isMathematics() ? Optional.of(answer.expression()) : Optional.empty();
  }
}
