package assay.reports.run;

import assay.reports.run.AnswerTimes.Median;
import assay.results.StreamTimes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/// When the text of a run's streamed answers came, in seconds.
///
/// @param firstToken from sending to the first text, over streamed answers
/// @param betweenTokens an answer's mean time from one token to the next, over those that had some
/// @param longestGap longest time between two tokens of all answers; empty where none was measured
public record StreamUse(Median firstToken, Median betweenTokens, OptionalDouble longestGap) {
  private static final double NANOS = 1e9;

  public StreamUse {
    Objects.requireNonNull(firstToken);
    Objects.requireNonNull(betweenTokens);
    Objects.requireNonNull(longestGap);
  }

  static StreamUse of(List<StreamTimes> times) {
    List<StreamTimes.Gaps> gaps =
        times.stream().map(StreamTimes::gaps).filter(each -> each.count() > 0).toList();
    return new StreamUse(
        Median.of(times.stream().mapToDouble(each -> seconds(each.firstToken())).toArray()),
        Median.of(gaps.stream().mapToDouble(each -> seconds(each.mean())).toArray()),
        gaps.stream().mapToDouble(each -> seconds(each.longest())).max());
  }

  private static double seconds(Duration time) {
    return time.toNanos() / NANOS;
  }
}
