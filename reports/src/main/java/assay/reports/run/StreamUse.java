package assay.reports.run;

import assay.reports.run.AnswerTimes.Median;
import java.util.Objects;
import java.util.OptionalDouble;

/// When the text of a run's streamed answers came, in seconds.
///
/// @param firstToken from sending to the first text, over streamed answers
/// @param betweenTokens an answer's mean time from one token to the next, over those that had some
/// @param longestGap longest time between two tokens of all answers; empty where none was measured
public record StreamUse(Median firstToken, Median betweenTokens, OptionalDouble longestGap) {
  public StreamUse {
    Objects.requireNonNull(firstToken);
    Objects.requireNonNull(betweenTokens);
    Objects.requireNonNull(longestGap);
  }
}
