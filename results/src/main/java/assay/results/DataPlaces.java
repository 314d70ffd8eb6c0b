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
/// @param model the model's file or folder, or the recording
public record DataPlaces(
    Optional<Path> suite, List<Path> data, Optional<Path> shots, Optional<Path> model) {
  /// Nothing is known.
  public static final DataPlaces UNKNOWN =
      new DataPlaces(Optional.empty(), List.of(), Optional.empty());

  public DataPlaces {
    Objects.requireNonNull(suite);
    data = List.copyOf(data);
    Objects.requireNonNull(shots);
    Objects.requireNonNull(model);
  }

  /// Returns the places of a task's files alone.
  public DataPlaces(Optional<Path> suite, List<Path> data, Optional<Path> shots) {
    this(suite, data, shots, Optional.empty());
  }

  /// Returns these places with the model's.
  public DataPlaces with(Optional<Path> file) {
    return new DataPlaces(suite, data, shots, file);
  }

  /// Returns the files by what tables call them.
  Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    suite.ifPresent(file -> words.put("suite file", file.toString()));
    for (int i = 0; i < data.size(); i++) {
      words.put(i == 0 ? "data file" : "data file " + (i + 1), data.get(i).toString());
    }
    shots.ifPresent(file -> words.put("shots file", file.toString()));
    model.ifPresent(file -> words.put("model file", file.toString()));
    return words;
  }
}
