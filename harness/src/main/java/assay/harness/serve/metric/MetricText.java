package assay.harness.serve.metric;

import java.math.BigDecimal;

/// Writes Prometheus' text format.
///
/// Source: Prometheus documentation, "Exposition formats", text format 0.0.4.
public final class MetricText {
  /// The type of the text.
  public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder();

  /// Begins a family of counters.
  public MetricText counter(String name, String help) {
    return family(name, "counter", help);
  }

  /// Begins a family of values that rise and fall.
  public MetricText gauge(String name, String help) {
    return family(name, "gauge", help);
  }

  /// Begins a family of histograms.
  public MetricText histogram(String name, String help) {
    return family(name, "histogram", help);
  }

  private MetricText family(String name, String type, String help) {
    text.append("# HELP %s %s\n# TYPE %s %s\n".formatted(name, help, name, type));
    return this;
  }

  /// Writes one value.
  ///
  /// @param labels as [#label] makes them, separated by commas; may be empty
  public MetricText sample(String name, String labels, double value) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append('{').append(labels).append('}');
    }
    text.append(' ').append(number(value)).append('\n');
    return this;
  }

  /// Writes one count.
  ///
  /// @param labels as [#label] makes them, separated by commas; may be empty
  public MetricText sample(String name, String labels, long count) {
    return sample(name, labels, (double) count);
  }

  /// Writes a histogram.
  public MetricText sample(String name, String labels, Histogram histogram) {
    histogram.write(this, name, labels);
    return this;
  }

  /// Returns a label.
  public static String label(String name, String value) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return "%s=\"%s\"".formatted(name, escaped);
  }

  static String number(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
        : String.valueOf(value).replace("Infinity", "+Inf");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
