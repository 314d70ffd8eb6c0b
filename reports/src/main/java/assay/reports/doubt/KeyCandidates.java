package assay.reports.doubt;

import assay.reports.compare.RunOutcomes;
import assay.reports.run.RunRecords;
import assay.reports.run.Verdict;
import assay.results.SampleRecord;
import assay.results.Score;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Questions that recorded runs make doubtful: candidates for a reader, no verdicts.
///
/// A question is proposed for one of two reasons. Either no model has it right and more than half
/// of the models give one and the same other answer. Or good models miss it more often than bad
/// ones: by the exact one-sided rank-sum test of [RightByRank], models that have it right score
/// lower on all other questions than those that do not. Where answers are right in part, those that
/// earn the most stand against the others. Questions are many and models few, so the second kind
/// has as many false ones as [#expectedByChance] says at most.
///
/// @param task the suite
/// @param models that the runs are of, a run each
/// @param tested questions that enough runs measured
/// @param mostRuns that measured one and the same question
/// @param expectedByChance how many of the second kind chance alone would give where right answers
///   did not depend on the model: the sum of the sizes that the tests attain
/// @param keys the proposals, in the same form as a list of disputed keys
public record KeyCandidates(
    String task,
    List<String> models,
    int tested,
    int mostRuns,
    double expectedByChance,
    DoubtfulKeys keys) {
  public KeyCandidates {
    models = List.copyOf(models);
  }

  /// What a question must have to be proposed.
  ///
  /// @param least runs that measured it, at least 2
  /// @param level of the rank-sum test, between 0 and 1
  public record Demands(int least, double level) {
    public Demands {
      if (least < 2 || !(level > 0 && level < 1)) {
        throw new IllegalArgumentException("%d runs at level %s".formatted(least, level));
      }
    }
  }

  /// One run's first measured attempt at a question.
  ///
  /// @param rest the run's score on all questions, which stands for how good its model is
  /// @param credit what the answer earned: 1 where it is right
  private record Given(double rest, String answer, double credit) {}

  /// Reads runs of one suite, twice each.
  ///
  /// @throws IllegalArgumentException if they are of several suites
  public static KeyCandidates of(List<RunRecords> runs, Demands demands) {
    String task = suite(runs.getFirst());
    Map<String, Map<String, List<Given>>> byKey = new LinkedHashMap<>();
    for (RunRecords run : runs) {
      if (!suite(run).equals(task)) {
        throw new IllegalArgumentException(
            "%s is of %s and %s of %s: propose for each suite alone"
                .formatted(runs.getFirst().name(), task, run.name(), suite(run)));
      }
      read(run, byKey);
    }
    List<String> models = runs.stream().map(run -> run.manifest().model().name()).toList();
    return new Proposing(task, models, demands).of(byKey);
  }

  private static String suite(RunRecords run) {
    return run.manifest().dataset().suite();
  }

  private static void read(RunRecords run, Map<String, Map<String, List<Given>>> byKey) {
    double score = RunOutcomes.of(run, Optional.empty()).score().orElse(0);
    String scorer = run.manifest().scorers().getFirst();
    try (Stream<SampleRecord> records = run.source().skim()) {
      records
          .filter(record -> record.attempt() == 0)
          .forEach(
              record -> {
                Score verdict = record.scores().get(scorer);
                if (verdict.measured()) {
                  byKey
                      .computeIfAbsent(record.sample().id(), _ -> new HashMap<>())
                      .computeIfAbsent(record.sample().target(), _ -> new ArrayList<>())
                      .add(new Given(score, verdict.answerText(), Verdict.of(verdict).credit()));
                }
              });
    }
  }

  /// The proposals while they grow.
  private static final class Proposing {
    private final String task;
    private final List<String> models;
    private final Demands demands;
    private final List<DoubtfulKey> agreed = new ArrayList<>();
    private final List<DoubtfulKey> reversed = new ArrayList<>();
    private int tested;
    private int mostRuns;
    private double expected;

    Proposing(String task, List<String> models, Demands demands) {
      this.task = task;
      this.models = models;
      this.demands = demands;
    }

    KeyCandidates of(Map<String, Map<String, List<Given>>> byKey) {
      byKey.forEach(
          (id, keys) ->
              keys.forEach(
                  (key, given) -> {
                    mostRuns = Math.max(mostRuns, given.size());
                    if (given.size() >= demands.least()) {
                      tested++;
                      propose(id, key, given);
                    }
                  }));
      agreed.addAll(reversed);
      return new KeyCandidates(task, models, tested, mostRuns, expected, new DoubtfulKeys(agreed));
    }

    private void propose(String id, String key, List<Given> given) {
      double most = given.stream().mapToDouble(Given::credit).max().orElseThrow();
      if (most == 0) {
        mostFrequent(given)
            .filter(answer -> 2 * answer.getValue() > given.size())
            .ifPresent(
                answer ->
                    agreed.add(
                        row(
                            id,
                            key,
                            "no model has it right: %d of %d give %s"
                                .formatted(answer.getValue(), given.size(), answer.getKey()))));
        return;
      }
      RightByRank test =
          RightByRank.of(
              rests(given, each -> each.credit() == most),
              rests(given, each -> each.credit() < most));
      expected += test.attained(demands.level());
      if (test.pValue() <= demands.level()) {
        reversed.add(
            row(
                id,
                key,
                String.format(
                    Locale.ROOT,
                    "good models miss it more often than bad ones: %d of %d %s, with"
                        + " lower scores (rank sum, exact, p = %.4f)",
                    rests(given, each -> each.credit() == most).length,
                    given.size(),
                    most == 1 ? "have it right" : "have the most of it right",
                    test.pValue())));
      }
    }

    private static double[] rests(List<Given> given, Predicate<Given> which) {
      return given.stream().filter(which).mapToDouble(Given::rest).toArray();
    }

    private static Optional<Map.Entry<String, Long>> mostFrequent(List<Given> given) {
      return given.stream()
          .map(Given::answer)
          .filter(answer -> !answer.isEmpty())
          .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
          .entrySet()
          .stream()
          .max(Map.Entry.comparingByValue());
    }

    private DoubtfulKey row(String id, String key, String reason) {
      return new DoubtfulKey(
          task,
          id,
          "assay doubtful, of runs by " + String.join("; ", models),
          reason,
          Optional.of(key).filter(text -> !text.isEmpty()));
    }
  }
}
