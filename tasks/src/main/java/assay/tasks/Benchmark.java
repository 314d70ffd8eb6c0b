package assay.tasks;

import java.util.List;

/// One benchmark: it knows its data's form and its protocols.
public interface Benchmark {

  /// Returns the suite's name on the command line, such as `mmlu-pro`.
  String suite();

  /// Returns one sentence on what it measures.
  String description();

  /// Returns the names of its protocols, the default first.
  List<String> protocols();

  /// Returns the data alone, which is all that scoring recorded completions needs.
  ///
  /// @throws DataException if a file is missing or is not this benchmark's data
  Dataset dataset(TaskRequest request);

  /// Returns the task that the request describes.
  ///
  /// @throws DataException if a file is missing or is not this benchmark's data
  /// @throws IllegalArgumentException if the protocol is not one of [#protocols()]
  Task task(TaskRequest request);

  /// Returns the error for a protocol that is not one of [#protocols()].
  default IllegalArgumentException unknown(String protocol) {
    return new IllegalArgumentException(
        "unknown protocol \"%s\" of suite %s; expected one of %s"
            .formatted(protocol, suite(), String.join(", ", protocols())));
  }
}
