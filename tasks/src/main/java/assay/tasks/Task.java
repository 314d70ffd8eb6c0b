package assay.tasks;

import assay.results.ProtocolFacts;
import java.util.Objects;

/// A benchmark's dataset with the protocol by which it is run.
///
/// @param benchmark whose task it is
/// @param window which dates or release of a dated benchmark, in words; `all` for every other
/// @param dataset what is asked
/// @param protocol by which rules, one of those that the benchmark lists
public record Task(Benchmark benchmark, String window, Dataset dataset, Protocol protocol) {
  public Task {
    Objects.requireNonNull(benchmark);
    Objects.requireNonNull(window);
    Objects.requireNonNull(dataset);
    Objects.requireNonNull(protocol);
  }

  /// Returns the benchmark's name.
  public String suite() {
    return benchmark.suite();
  }

  /// Returns the name of the figure: which problems were asked is a part of it where the benchmark
  /// is dated.
  public String metric() {
    return benchmark.facts().dated() ? suite() + " " + window : suite();
  }

  /// Returns what the protocol is in the words of published scores.
  public ProtocolFacts facts() {
    return benchmark.protocolFacts(protocol.name());
  }

  /// Returns the task by other rules, such as the same ones with longer prompts.
  public Task by(Protocol other) {
    return new Task(benchmark, window, dataset, other);
  }

  /// Returns the task with the words that another run of it had for the same window.
  public Task in(String words) {
    return new Task(benchmark, words, dataset, protocol);
  }
}
