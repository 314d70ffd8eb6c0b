package assay.reports.compare;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// What several runs have in common.
public final class SharedSamples {
  private SharedSamples() {}

  /// Returns the runs with those samples only that every run has with the same content and has
  /// measured.
  ///
  /// @throws IncomparableRunsException if there is none
  public static List<RunOutcomes> of(List<RunOutcomes> runs) {
    return of(runs, sample -> !sample.measured().isEmpty());
  }

  /// Returns the runs with those samples only that every run has with the same content, whether it
  /// has measured them or not.
  ///
  /// @throws IncomparableRunsException if there is none
  static List<RunOutcomes> withUnmeasured(List<RunOutcomes> runs) {
    return of(runs, sample -> true);
  }

  private static List<RunOutcomes> of(List<RunOutcomes> runs, Predicate<SampleOutcome> wanted) {
    Set<String> common = new HashSet<>();
    Map<String, String> digests = new HashMap<>();
    for (SampleOutcome sample : runs.getFirst().samples()) {
      common.add(sample.id());
      digests.put(sample.id(), sample.digest());
    }
    for (RunOutcomes run : runs) {
      Set<String> here = new HashSet<>();
      for (SampleOutcome sample : run.samples()) {
        if (sample.digest().equals(digests.get(sample.id())) && wanted.test(sample)) {
          here.add(sample.id());
        }
      }
      common.retainAll(here);
    }
    if (common.isEmpty()) {
      throw new IncomparableRunsException(
          "the %d runs share no sample that all of them measured".formatted(runs.size()));
    }
    return runs.stream().map(run -> run.only(common)).toList();
  }
}
