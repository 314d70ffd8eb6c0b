package assay.harness.serve.metric;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What is counted of requests. Any thread may count.
public final class RequestMetrics {
  private final Map<String, LongAdder> answered = new ConcurrentHashMap<>();
  private final Map<String, Histogram> seconds = new ConcurrentHashMap<>();
  private final Map<Integer, LongAdder> byStatus = new ConcurrentHashMap<>();

  /// Counts an answer.
  ///
  /// @param path one of the server's own, so that clients cannot make new ones
  /// @param status of the answer
  /// @param elapsed seconds from the request to the end of its answer
  public void answered(String path, int status, double elapsed) {
    String labels =
        MetricText.label("path", path) + "," + MetricText.label("status", String.valueOf(status));
    answered.computeIfAbsent(labels, _ -> new LongAdder()).increment();
    byStatus.computeIfAbsent(status, _ -> new LongAdder()).increment();
    seconds
        .computeIfAbsent(MetricText.label("path", path), _ -> Histogram.ofSeconds())
        .observe(elapsed);
  }

  /// Returns how many answers had each status.
  public Map<Integer, Long> byStatus() {
    Map<Integer, Long> counts = new TreeMap<>();
    byStatus.forEach((status, count) -> counts.put(status, count.sum()));
    return counts;
  }

  /// Writes the figures.
  public void write(MetricText text) {
    text.counter("assay_requests_total", "Requests answered.");
    new TreeMap<>(answered)
        .forEach((labels, count) -> text.sample("assay_requests_total", labels, count.sum()));
    text.histogram("assay_request_seconds", "From a request to the end of its answer.");
    new TreeMap<>(seconds)
        .forEach((labels, times) -> text.sample("assay_request_seconds", labels, times));
  }
}
