package assay.reports.run;

import assay.reports.run.AnswerTimes.Median;
import assay.results.StreamTimes;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/// Counts when the text of streamed answers came. Mutable; one thread.
final class StreamTally {
  private static final double NANOS = 1e9;

  private final DoubleStream.Builder firstTokens = DoubleStream.builder();
  private final DoubleStream.Builder betweenTokens = DoubleStream.builder();
  private OptionalDouble longest = OptionalDouble.empty();

  void add(StreamTimes times) {
    firstTokens.add(seconds(times.firstToken()));
    if (times.gaps().count() > 0) {
      betweenTokens.add(seconds(times.gaps().mean()));
      longest = OptionalDouble.of(Math.max(longest.orElse(0), seconds(times.gaps().longest())));
    }
  }

  StreamUse use() {
    return new StreamUse(
        Median.of(firstTokens.build().toArray()),
        Median.of(betweenTokens.build().toArray()),
        longest);
  }

  private static double seconds(Duration time) {
    return time.toNanos() / NANOS;
  }
}
