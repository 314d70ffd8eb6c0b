package assay.tasks;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a user asks for when a task is made.
///
/// @param data the data files in order, at least one
/// @param shots the file with the few-shot examples; without it they are looked for beside the data
/// @param protocol name of the protocol; the benchmark's default without it
/// @param window which dates of a dated benchmark
public record TaskRequest(
    List<Path> data, Optional<Path> shots, Optional<String> protocol, Window window) {
  public TaskRequest {
    data = List.copyOf(data);
    if (data.isEmpty()) {
      throw new IllegalArgumentException("a task needs at least one data file");
    }
    Objects.requireNonNull(shots);
    Objects.requireNonNull(protocol);
    Objects.requireNonNull(window);
  }

  /// Returns the request for some data as a benchmark has it: by the default protocol, all of it.
  public static TaskRequest of(List<Path> data) {
    return new TaskRequest(data, Optional.empty(), Optional.empty(), Window.ALL);
  }
}
