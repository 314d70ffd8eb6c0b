package assay.reports.compare;

import java.util.HashMap;
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
    Map<String, String> common = new HashMap<>();
    for (SampleOutcome sample : runs.getFirst().samples()) {
      if (wanted.test(sample)) {
        common.put(sample.id(), sample.digest());
      }
    }
    for (RunOutcomes run : runs.subList(1, runs.size())) {
      Map<String, String> here = new HashMap<>();
      for (SampleOutcome sample : run.samples()) {
        if (sample.digest().equals(common.get(sample.id())) && wanted.test(sample)) {
          here.put(sample.id(), sample.digest());
        }
      }
      common = here;
    }
    if (common.isEmpty()) {
      throw new IncomparableRunsException(
          "the %d runs share no sample that all of them measured".formatted(runs.size()));
    }
    Set<String> ids = common.keySet();
    return runs.stream().map(run -> run.only(ids::contains)).toList();
  }
}
