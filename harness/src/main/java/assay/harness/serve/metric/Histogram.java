package assay.harness.serve.metric;

import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/// How often values fell where. Any thread may count.
public final class Histogram {
  private final double[] bounds;
  private final LongAdder[] counts; // of each bound, and of what lies above all
  private final DoubleAdder sum = new DoubleAdder();

  private Histogram(double... bounds) {
    this.bounds = bounds.clone();
    counts = new LongAdder[bounds.length + 1];
    Arrays.setAll(counts, _ -> new LongAdder());
  }

  /// Returns a histogram of times in seconds, from a millisecond to ten minutes.
  public static Histogram ofSeconds() {
    return new Histogram(
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300,
        600);
  }

  /// Returns a histogram of counts, by powers of two up to 4096.
  public static Histogram ofCounts() {
    return new Histogram(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096);
  }

  /// Counts a value.
  public void observe(double value) {
    int place = 0;
    while (place < bounds.length && value > bounds[place]) {
      place++;
    }
    counts[place].increment();
    sum.add(value);
  }

  /// Writes the buckets, each with all below it, then sum and count.
  void write(MetricText text, String name, String labels) {
    long below = 0;
    for (int i = 0; i < bounds.length; i++) {
      below += counts[i].sum();
      text.sample(name + "_bucket", bucket(labels, MetricText.number(bounds[i])), below);
    }
    below += counts[bounds.length].sum();
    text.sample(name + "_bucket", bucket(labels, "+Inf"), below);
    text.sample(name + "_sum", labels, sum.sum());
    text.sample(name + "_count", labels, below);
  }

  private static String bucket(String labels, String bound) {
    return "%s%sle=\"%s\"".formatted(labels, labels.isEmpty() ? "" : ",", bound);
  }
}
