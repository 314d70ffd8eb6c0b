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
/// @param published what the data was published as, where it was not named by its files
/// @param named what the model was named, where that was no path
public record DataPlaces(
    Optional<Path> suite,
    List<Path> data,
    Optional<Path> shots,
    Optional<Path> model,
    Optional<Origin> published,
    Optional<Origin> named) {
  /// Nothing is known.
  public static final DataPlaces UNKNOWN =
      new DataPlaces(Optional.empty(), List.of(), Optional.empty());

  public DataPlaces {
    Objects.requireNonNull(suite);
    data = List.copyOf(data);
    Objects.requireNonNull(shots);
    Objects.requireNonNull(model);
    Objects.requireNonNull(published);
    Objects.requireNonNull(named);
  }

  /// Returns the places of a task's files alone.
  public DataPlaces(Optional<Path> suite, List<Path> data, Optional<Path> shots) {
    this(suite, data, shots, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Returns these places with the model's, and what it was named.
  public DataPlaces with(Optional<Path> file, Optional<Origin> name) {
    return new DataPlaces(suite, data, shots, file, published, name);
  }

  /// Returns these places of data that was published.
  public DataPlaces of(Optional<Origin> data) {
    return new DataPlaces(suite, this.data, shots, model, data, named);
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
    published.ifPresent(
        origin -> {
          words.put("published data", origin.words());
          origin
              .digests()
              .forEach((file, digest) -> words.put("SHA-256 of published " + file, digest));
        });
    named.ifPresent(origin -> words.put("model as named", origin.words()));
    return words;
  }
}
