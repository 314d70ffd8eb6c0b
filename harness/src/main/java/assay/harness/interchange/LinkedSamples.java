package assay.harness.interchange;

import assay.harness.run.ContentCheck;
import assay.results.Sample;
import assay.tasks.DataException;
import assay.tasks.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The data's own samples in place of what a log holds of them, so that the log pairs with runs of
/// this program over the same data.
///
/// @param byId samples of the data by id, those that the log has
record LinkedSamples(Map<String, Sample> byId) {
  private static final int NAMED = 5;

  LinkedSamples {
    byId = Map.copyOf(byId);
  }

  /// Samples as the log has them.
  static final LinkedSamples NONE = new LinkedSamples(Map.of());

  /// Links a log with its data.
  ///
  /// @throws DataException if the data lacks samples of the log, or states other content for them
  static LinkedSamples of(ForeignLog log, Path file, Dataset data) throws IOException {
    Map<String, Sample> stated = new HashMap<>();
    log.read(entry -> stated.putIfAbsent(entry.sample().id(), entry.sample()));
    Map<String, Sample> found = new HashMap<>();
    List<String> different = new ArrayList<>();
    try (Stream<Sample> samples = data.open()) {
      samples
          .filter(sample -> stated.containsKey(sample.id()))
          .forEach(
              sample -> {
                found.put(sample.id(), sample);
                ContentCheck.difference(stated.get(sample.id()), sample)
                    .ifPresent(words -> different.add(sample.id() + " has " + words));
              });
    }
    refuse(file, data, "are not in", missing(stated.keySet(), found.keySet()));
    refuse(file, data, "have other content in the log than in", different);
    return new LinkedSamples(found);
  }

  private static List<String> missing(Set<String> stated, Set<String> found) {
    Set<String> missing = new TreeSet<>(stated);
    missing.removeAll(found);
    return List.copyOf(missing);
  }

  private static void refuse(Path file, Dataset data, String problem, List<String> ids) {
    if (!ids.isEmpty()) {
      throw DataException.inFile(
          file.toString(),
          "%d samples %s %s: %s%s. Name the revision of the data that the log was made with, or leave --data out"
              .formatted(
                  ids.size(),
                  problem,
                  data.source(),
                  String.join("; ", ids.stream().limit(NAMED).toList()),
                  ids.size() > NAMED ? "; ..." : ""));
    }
  }

  Sample of(Sample stated) {
    return byId.getOrDefault(stated.id(), stated);
  }
}
