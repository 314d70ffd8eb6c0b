package assay.reports.compare;

import assay.reports.run.InconsistentRecordsException;
import assay.reports.run.RunRecords;
import assay.reports.run.SampleWeights;
import assay.reports.run.Sharing;
import assay.reports.run.Verdict;
import assay.results.Completion;
import assay.results.Digests;
import assay.results.SampleRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What one scorer made of a run's samples, without any text.
///
/// @param name the run's name
/// @param suite what was asked
/// @param scorer whose verdicts these are
/// @param settings what else the run was made with, in display order: model, protocol, sampling
/// @param samples in the run's order
public record RunOutcomes(
    String name,
    String suite,
    String scorer,
    Map<String, String> settings,
    List<SampleOutcome> samples) {

  public RunOutcomes {
    Objects.requireNonNull(name);
    Objects.requireNonNull(suite);
    Objects.requireNonNull(scorer);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    samples = List.copyOf(samples);
  }

  /// Reads a run's records once.
  ///
  /// @param scorer whose verdicts are kept; empty for the protocol's own
  /// @throws IllegalArgumentException if the run has no record, or none by this scorer
  public static RunOutcomes of(RunRecords run, Optional<String> scorer) {
    return of(run, scorer, new Sharing());
  }

  /// Reads a run's records once, beside other runs of the same samples.
  ///
  /// @param sharing of what the runs have alike, as ids and digests are
  /// @throws IllegalArgumentException if the run has no record, or none by this scorer
  public static RunOutcomes of(RunRecords run, Optional<String> scorer, Sharing sharing) {
    String chosen = scorer.orElseGet(() -> run.manifest().scorers().getFirst());
    if (!run.manifest().scorers().contains(chosen)) {
      throw new IllegalArgumentException(
          "%s was not judged by %s; it has %s"
              .formatted(run.name(), chosen, String.join(", ", run.manifest().scorers())));
    }
    SampleWeights weights = SampleWeights.of(run.manifest().dataset());
    List<Seen> seen = new ArrayList<>();
    try (Stream<SampleRecord> records = run.source().skim()) {
      records.forEach(
          record -> {
            requireVerdict(run, record, chosen);
            seen.add(Seen.of(record, chosen, weights, sharing));
          });
    }
    seen.sort(Comparator.comparingInt(Seen::index));
    return new RunOutcomes(
        run.name(),
        run.manifest().dataset().suite(),
        chosen,
        RunSettings.of(run.manifest()),
        samples(seen));
  }

  private static void requireVerdict(RunRecords run, SampleRecord record, String scorer) {
    if (!record.scores().containsKey(scorer)) {
      throw new InconsistentRecordsException(
          run.name(),
          record.key(),
          "judged by %s, the run by %s as well; score the run again with one set of scorers"
              .formatted(String.join(", ", record.scores().keySet()), scorer));
    }
  }

  /// Returns these outcomes without the samples of other ids.
  public RunOutcomes only(Predicate<String> ids) {
    return new RunOutcomes(
        name,
        suite,
        scorer,
        settings,
        samples.stream().filter(sample -> ids.test(sample.id())).toList());
  }

  /// Returns these outcomes without the samples that are not among those of a plan, by id and
  /// content.
  ///
  /// @param digests of the plan's samples by id
  public RunOutcomes like(Map<String, String> digests) {
    Set<String> alike =
        samples.stream()
            .filter(each -> digests.containsKey(each.id()))
            .filter(each -> Alignment.sameContent(digests.get(each.id()), each.digest()))
            .map(SampleOutcome::id)
            .collect(Collectors.toSet());
    return only(alike::contains);
  }

  /// Returns the mean over the measured samples of their share of right answers, weighed; empty
  /// where none was measured.
  public OptionalDouble score() {
    double sum = 0;
    double weights = 0;
    for (SampleOutcome sample : samples) {
      if (!sample.measured().isEmpty()) {
        sum += sample.weight() * sample.share();
        weights += sample.weight();
      }
    }
    return weights == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / weights);
  }

  /// Returns these outcomes with samples that count as these weights say.
  public RunOutcomes weighed(SampleWeights weights) {
    return new RunOutcomes(
        name,
        suite,
        scorer,
        settings,
        samples.stream().map(each -> each.weighing(weights.of(each.id()))).toList());
  }

  /// Takes the attempts at each sample together.
  private static List<SampleOutcome> samples(List<Seen> seen) {
    List<SampleOutcome> samples = new ArrayList<>();
    for (int from = 0, to; from < seen.size(); from = to) {
      to = from + 1;
      while (to < seen.size() && seen.get(to).index() == seen.get(from).index()) {
        to++;
      }
      samples.add(Seen.together(seen.subList(from, to)));
    }
    return samples;
  }

  /// A record: its sample as if no other attempt was made at it.
  private record Seen(int index, int number, SampleOutcome sample) {
    static Seen of(SampleRecord record, String scorer, SampleWeights weights, Sharing sharing) {
      OptionalInt tokens = OptionalInt.empty();
      int characters = 0;
      if (record.outcome() instanceof Completion completion) {
        tokens = sharing.of(completion.completionTokens());
        characters = completion.text().length();
      }
      Verdict verdict = sharing.of(Verdict.of(record.scores().get(scorer)));
      String id = sharing.of(record.sample().id());
      return new Seen(
          record.index(),
          record.attempt(),
          new SampleOutcome(
              id,
              sharing.of(Digests.front(record.sample().digest())),
              sharing.of(record.sample().facets()),
              List.of(new SampleOutcome.Attempt(verdict, tokens, characters, record.truncated())),
              weights.of(id)));
    }

    /// Returns what came of the sample that attempts were made at, of which the last with a number
    /// counts.
    static SampleOutcome together(List<Seen> attempts) {
      SampleOutcome first = attempts.getFirst().sample;
      if (attempts.size() == 1) {
        return first;
      }
      Map<Integer, SampleOutcome.Attempt> byNumber = new TreeMap<>();
      attempts.forEach(each -> byNumber.put(each.number, each.sample.attempts().getFirst()));
      return new SampleOutcome(
          first.id(),
          first.digest(),
          first.facets(),
          List.copyOf(byNumber.values()),
          first.weight());
    }
  }
}
