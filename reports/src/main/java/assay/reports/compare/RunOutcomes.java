package assay.reports.compare;

import assay.reports.run.RunRecords;
import assay.reports.run.SampleWeights;
import assay.reports.run.Verdict;
import assay.results.Completion;
import assay.results.SampleRecord;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
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
    String chosen = scorer.orElseGet(() -> run.manifest().scorers().getFirst());
    if (!run.manifest().scorers().contains(chosen)) {
      throw new IllegalArgumentException(
          "%s was not judged by %s; it has %s"
              .formatted(run.name(), chosen, String.join(", ", run.manifest().scorers())));
    }
    Map<Integer, Building> samples = new TreeMap<>();
    SampleWeights weights = SampleWeights.of(run.manifest().dataset());
    Map<Object, Object> shared = new HashMap<>();
    try (Stream<SampleRecord> records = run.source().open()) {
      for (Iterator<SampleRecord> each = records.iterator(); each.hasNext(); ) {
        SampleRecord record = each.next();
        samples
            .computeIfAbsent(record.index(), index -> Building.of(record, shared))
            .add(record, chosen);
      }
    }
    return new RunOutcomes(
        run.name(),
        run.manifest().dataset().suite(),
        chosen,
        RunSettings.of(run.manifest()),
        samples.values().stream().map(building -> building.build(weights)).toList());
  }

  /// Returns these outcomes without the samples of other ids.
  public RunOutcomes only(Set<String> ids) {
    return new RunOutcomes(
        name,
        suite,
        scorer,
        settings,
        samples.stream().filter(sample -> ids.contains(sample.id())).toList());
  }

  /// Returns these outcomes without the samples that are not among those of a plan, by id and
  /// content.
  ///
  /// @param digests of the plan's samples by id
  public RunOutcomes like(Map<String, String> digests) {
    return only(
        samples.stream()
            .filter(each -> digests.containsKey(each.id()))
            .filter(each -> Alignment.sameContent(digests.get(each.id()), each.digest()))
            .map(SampleOutcome::id)
            .collect(Collectors.toSet()));
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

  private record Building(
      String id,
      String digest,
      Map<String, String> facets,
      Map<Integer, SampleOutcome.Attempt> by) {

    static Building of(SampleRecord record, Map<Object, Object> shared) {
      @SuppressWarnings("unchecked") // the map gives back an object equal to the one asked for
      Map<String, String> facets =
          (Map<String, String>) shared.computeIfAbsent(record.sample().facets(), facet -> facet);
      return new Building(record.sample().id(), record.sample().digest(), facets, new TreeMap<>());
    }

    void add(SampleRecord record, String scorer) {
      OptionalInt tokens = OptionalInt.empty();
      int characters = 0;
      if (record.outcome() instanceof Completion completion) {
        tokens = completion.completionTokens();
        characters = completion.text().length();
      }
      by.put(
          record.attempt(),
          new SampleOutcome.Attempt(
              Verdict.of(record.scores().get(scorer)), tokens, characters, record.truncated()));
    }

    SampleOutcome build(SampleWeights weights) {
      return new SampleOutcome(id, digest, facets, List.copyOf(by.values()), weights.of(id));
    }
  }
}
