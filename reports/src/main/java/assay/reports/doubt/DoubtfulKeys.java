package assay.reports.doubt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

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

  /// Returns how many of these questions are of each kind, whatever their reference answer is; only
  /// what is in doubt with every reference answer counts.
  ///
  /// @param ids of samples of the suite
  public Map<String, Long> always(String suite, List<String> ids) {
    Map<String, List<DoubtfulKey>> known = of(suite);
    Map<String, Long> counts = new LinkedHashMap<>();
    if (known.isEmpty()) {
      return counts;
    }
    for (String id : ids) {
      known.getOrDefault(id, List.of()).stream()
          .filter(each -> each.key().isEmpty())
          .findFirst()
          .ifPresent(each -> counts.merge(each.kind(), 1L, Long::sum));
    }
    return counts;
  }
}
