package assay.harness.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Where a run's files are, as its manifest remembers them among the facts on the program: a
/// convenience for repeating the run, never a part of its identity.
///
/// @param suite the description of a suite of one's own
/// @param data data files in order
/// @param shots few-shot examples, where they were named
record DataPlaces(Optional<Path> suite, List<Path> data, Optional<Path> shots) {
  private static final String SUITE = "suite file";
  private static final String DATA = "data file";
  private static final String SHOTS = "shots file";

  DataPlaces {
    Objects.requireNonNull(suite);
    data = List.copyOf(data);
    Objects.requireNonNull(shots);
  }

  /// Returns what a manifest's facts remember.
  static DataPlaces of(Map<String, String> facts) {
    List<Path> data = new ArrayList<>();
    for (String name = DATA; facts.containsKey(name); name = name(data.size())) {
      data.add(Path.of(facts.get(name)));
    }
    return new DataPlaces(
        Optional.ofNullable(facts.get(SUITE)).map(Path::of),
        data,
        Optional.ofNullable(facts.get(SHOTS)).map(Path::of));
  }

  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    suite.ifPresent(file -> facts.put(SUITE, file.toString()));
    for (int i = 0; i < data.size(); i++) {
      facts.put(name(i), data.get(i).toString());
    }
    shots.ifPresent(file -> facts.put(SHOTS, file.toString()));
    return facts;
  }

  private static String name(int index) {
    return index == 0 ? DATA : DATA + " " + (index + 1);
  }
}
