package assay.results;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Where a run's files were: a convenience for repeating the run, never a part of its identity.
///
/// @param suite the description of a suite of one's own
/// @param data data files in order
/// @param shots few-shot examples, where they were named
public record DataPlaces(Optional<Path> suite, List<Path> data, Optional<Path> shots) {
  /// Nothing is known.
  public static final DataPlaces UNKNOWN =
      new DataPlaces(Optional.empty(), List.of(), Optional.empty());

  public DataPlaces {
    Objects.requireNonNull(suite);
    data = List.copyOf(data);
    Objects.requireNonNull(shots);
  }

  /// Returns the files by what tables call them.
  Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    suite.ifPresent(file -> words.put("suite file", file.toString()));
    for (int i = 0; i < data.size(); i++) {
      words.put(i == 0 ? "data file" : "data file " + (i + 1), data.get(i).toString());
    }
    shots.ifPresent(file -> words.put("shots file", file.toString()));
    return words;
  }
}
