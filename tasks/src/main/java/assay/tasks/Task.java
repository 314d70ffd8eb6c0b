package assay.tasks;

import java.util.Objects;

/// A dataset with the protocol by which it is run.
///
/// @param suite the benchmark's name
/// @param metric name of the figure, with the window where that is part of its meaning
/// @param dataset what is asked
/// @param protocol by which rules
public record Task(String suite, String metric, Dataset dataset, Protocol protocol) {
  public Task {
    Objects.requireNonNull(suite);
    Objects.requireNonNull(metric);
    Objects.requireNonNull(dataset);
    Objects.requireNonNull(protocol);
  }
}
