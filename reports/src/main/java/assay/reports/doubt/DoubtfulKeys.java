package assay.reports.doubt;

import assay.reports.run.RunRecords;
import assay.results.SampleRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Questions in doubt, of one suite or of several.
///
/// @param all in the order of their files
public record DoubtfulKeys(List<DoubtfulKey> all) {
  public DoubtfulKeys {
    all = List.copyOf(all);
  }

  /// Returns the lists that are part of the program, each row with its source.
  public static DoubtfulKeys bundled() {
    return DoubtfulFile.bundled();
  }

  /// Returns these and further ones.
  public DoubtfulKeys and(DoubtfulKeys others) {
    List<DoubtfulKey> both = new ArrayList<>(all);
    both.addAll(others.all);
    return new DoubtfulKeys(both);
  }

  /// Returns the suites that they are of, in alphabetical order.
  public List<String> tasks() {
    return List.copyOf(new TreeSet<>(all.stream().map(DoubtfulKey::task).toList()));
  }

  /// Returns those of a suite by id; a question may be in doubt for several reasons.
  Map<String, List<DoubtfulKey>> of(String suite) {
    Map<String, List<DoubtfulKey>> byId = new LinkedHashMap<>();
    for (DoubtfulKey key : all) {
      if (key.task().equals(suite)) {
        byId.computeIfAbsent(key.id(), _ -> new ArrayList<>()).add(key);
      }
    }
    return Collections.unmodifiableMap(byId);
  }

  /// Returns the questions of a run that are in doubt with the reference answers that it has: their
  /// kinds by id, in the order of the lists. Reads its records once.
  public Map<String, String> in(RunRecords run) {
    Map<String, List<DoubtfulKey>> listed = of(run.manifest().dataset().suite());
    Map<String, String> found = new HashMap<>();
    try (Stream<SampleRecord> records = run.source().skim()) {
      records
          .map(SampleRecord::sample)
          .forEach(
              sample ->
                  listed.getOrDefault(sample.id(), List.of()).stream()
                      .filter(key -> key.doubts(sample.target()))
                      .findFirst()
                      .ifPresent(key -> found.put(sample.id(), key.kind())));
    }
    return inOrder(listed, found);
  }

  /// Returns the questions that are in doubt whatever their reference answer is: their kinds by id,
  /// in the order of the lists.
  public Map<String, String> always(String suite) {
    Map<String, List<DoubtfulKey>> listed = of(suite);
    Map<String, String> found = new HashMap<>();
    listed.forEach(
        (id, keys) ->
            keys.stream()
                .filter(each -> each.key().isEmpty())
                .findFirst()
                .ifPresent(each -> found.put(id, each.kind())));
    return inOrder(listed, found);
  }

  /// Returns the ids of the questions of which one reference answer alone is in doubt, so that the
  /// one that a run has decides.
  public Set<String> withOneAnswer(String suite) {
    return all.stream()
        .filter(each -> each.task().equals(suite) && each.key().isPresent())
        .map(DoubtfulKey::id)
        .collect(Collectors.toSet());
  }

  /// Records stand as they were done; the lists' order is the same everywhere.
  private static Map<String, String> inOrder(
      Map<String, List<DoubtfulKey>> listed, Map<String, String> found) {
    Map<String, String> kinds = new LinkedHashMap<>();
    listed.keySet().stream().filter(found::containsKey).forEach(id -> kinds.put(id, found.get(id)));
    return kinds;
  }

  /// Returns how many of these questions are of each kind, whatever their reference answer is; only
  /// what is in doubt with every reference answer counts.
  ///
  /// @param ids of samples of the suite
  public Map<String, Long> always(String suite, List<String> ids) {
    Map<String, String> kinds = always(suite);
    Map<String, Long> counts = new LinkedHashMap<>();
    ids.stream()
        .filter(kinds::containsKey)
        .forEach(id -> counts.merge(kinds.get(id), 1L, Long::sum));
    return counts;
  }
}
