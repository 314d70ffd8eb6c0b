package assay.reports.axes;

import assay.reports.compare.RunOutcomes;
import assay.reports.compare.SampleOutcome;
import assay.reports.run.Breakdown;
import assay.reports.run.NaturalOrder;
import assay.reports.run.RunReport;
import assay.reports.run.Slice;
import assay.reports.statistics.ClusteredShare;
import assay.reports.statistics.Interval;
import assay.reports.statistics.MantelHaenszel;
import assay.reports.statistics.NewcombeInterval;
import assay.reports.statistics.StandardisedDifference;
import assay.results.published.Cutoff;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The score of one run on problems from before the end of its model's training data and on those
/// from after.
///
/// A higher score before may mean that the model has seen problems or their solutions; problems
/// that grew harder give the same picture, for which the figures by difficulty are there.
///
/// @param run the run's name
/// @param model its model's name
/// @param cutoff the end of the training data
/// @param before problems whose date is not behind it
/// @param after problems whose date is
/// @param undecided measured problems of which only the month of the cutoff is known
/// @param gap of the two scores, after minus before; empty if one side has no problem
/// @param months the score by month, in order
public record Contamination(
    String run,
    String model,
    Cutoff cutoff,
    Period before,
    Period after,
    int undecided,
    Optional<Gap> gap,
    List<Slice> months) {
  private static final String STRATUM = "difficulty";

  public Contamination {
    Objects.requireNonNull(run);
    Objects.requireNonNull(model);
    Objects.requireNonNull(cutoff);
    Objects.requireNonNull(before);
    Objects.requireNonNull(after);
    Objects.requireNonNull(gap);
    months = List.copyOf(months);
  }

  /// One side of the cutoff.
  ///
  /// @param problems measured
  /// @param score mean over them; 0 without any
  /// @param interval its 95 % interval; from 0 to 1 without any
  public record Period(int problems, double score, Interval interval) {}

  /// The difference of the sides.
  ///
  /// @param value after minus before
  /// @param interval the 95 % interval of independent shares (Newcombe)
  /// @param strata problems by difficulty that both sides have
  /// @param standardised the difference as if both sides had the same difficulties; empty if there
  ///   are no difficulties that both have
  /// @param odds of a right answer after against before, pooled over the difficulties; empty also
  ///   where problems were tried several times, which are no independent answers, or answers are
  ///   right in part, which are neither right nor wrong
  public record Gap(
      double value,
      Interval interval,
      List<Difficulty> strata,
      Optional<StandardisedDifference> standardised,
      Optional<MantelHaenszel> odds) {
    public Gap {
      strata = List.copyOf(strata);
    }
  }

  /// Problems of one difficulty.
  public record Difficulty(String name, Period before, Period after) {}

  /// Returns the figures of a run whose problems have dates; empty if they have none.
  static Optional<Contamination> of(RunReport run, Cutoff cutoff) {
    Optional<Breakdown> months =
        run.breakdowns().stream().filter(each -> each.facet().equals("month")).findFirst();
    if (months.isEmpty()) {
      return Optional.empty();
    }
    List<SampleOutcome> samples =
        RunOutcomes.of(run.records(), Optional.empty()).samples().stream()
            .filter(sample -> !sample.measured().isEmpty())
            .toList();
    List<SampleOutcome> before = new ArrayList<>();
    List<SampleOutcome> after = new ArrayList<>();
    int undecided = 0;
    for (SampleOutcome sample : samples) {
      Optional<ProblemDate> date = ProblemDate.of(sample.facets());
      if (date.isEmpty()) {
        continue;
      }
      switch (date.get().against(cutoff.lastDay())) {
        case BEFORE -> before.add(sample);
        case AFTER -> after.add(sample);
        case UNDECIDED -> undecided++;
      }
    }
    return Optional.of(
        new Contamination(
            run.name(),
            run.manifest().model().name(),
            cutoff,
            side(before),
            side(after),
            undecided,
            before.isEmpty() || after.isEmpty()
                ? Optional.empty()
                : Optional.of(gap(before, after)),
            months.get().slices()));
  }

  private static Gap gap(List<SampleOutcome> before, List<SampleOutcome> after) {
    Period first = side(before);
    Period second = side(after);
    Map<String, List<List<SampleOutcome>>> strata = strata(before, after);
    boolean counted =
        Stream.of(before, after).flatMap(List::stream).allMatch(Contamination::counts);
    return new Gap(
        second.score() - first.score(),
        NewcombeInterval.of(first.score(), first.interval(), second.score(), second.interval()),
        strata.entrySet().stream()
            .map(
                each ->
                    new Difficulty(
                        each.getKey(), side(each.getValue().get(0)), side(each.getValue().get(1))))
            .toList(),
        StandardisedDifference.of(
            strata.values().stream()
                .map(
                    sides ->
                        new StandardisedDifference.ShareStratum(
                            shares(sides.get(0)), shares(sides.get(1))))
                .toList()),
        counted
            ? MantelHaenszel.of(strata.values().stream().map(Contamination::counts).toList())
            : Optional.empty());
  }

  /// Returns the problems of each difficulty that both sides have: those before, and those after.
  private static Map<String, List<List<SampleOutcome>>> strata(
      List<SampleOutcome> before, List<SampleOutcome> after) {
    Map<String, List<List<SampleOutcome>>> strata = new TreeMap<>(new NaturalOrder());
    for (int side = 0; side < 2; side++) {
      for (SampleOutcome sample : side == 0 ? before : after) {
        String name = sample.facets().get(STRATUM);
        if (name != null) {
          strata
              .computeIfAbsent(name, each -> List.of(new ArrayList<>(), new ArrayList<>()))
              .get(side)
              .add(sample);
        }
      }
    }
    strata.values().removeIf(sides -> sides.get(0).isEmpty() || sides.get(1).isEmpty());
    return strata;
  }

  private static List<Double> shares(List<SampleOutcome> samples) {
    return samples.stream().map(SampleOutcome::share).toList();
  }

  /// Returns whether a problem is one right or one wrong answer, which odds can be made of.
  private static boolean counts(SampleOutcome sample) {
    return sample.attempts().size() == 1
        && sample.measured().stream().allMatch(a -> a.verdict().credit() % 1 == 0);
  }

  private static MantelHaenszel.CountStratum counts(List<List<SampleOutcome>> sides) {
    return new MantelHaenszel.CountStratum(
        solved(sides.get(0)), sides.get(0).size(), solved(sides.get(1)), sides.get(1).size());
  }

  private static long solved(List<SampleOutcome> samples) {
    return samples.stream().filter(SampleOutcome::solved).count();
  }

  private static Period side(List<SampleOutcome> samples) {
    if (samples.isEmpty()) {
      return new Period(0, 0, new Interval(0, 1));
    }
    ClusteredShare share =
        ClusteredShare.of(
            samples.stream()
                .mapToDouble(
                    s -> s.measured().stream().mapToDouble(a -> a.verdict().credit()).sum())
                .toArray(),
            samples.stream().mapToInt(s -> s.measured().size()).toArray());
    return new Period(samples.size(), share.value(), share.interval());
  }

  /// When a problem appeared: on a day, or in a month.
  private record ProblemDate(LocalDate first, LocalDate last) {
    private static final List<String> FACETS = List.of("contest_date", "date", "month");
    private static final int DAY_LENGTH = 10;

    private enum Timing {
      BEFORE,
      AFTER,
      UNDECIDED
    }

    static Optional<ProblemDate> of(Map<String, String> facets) {
      for (String facet : FACETS) {
        String value = facets.getOrDefault(facet, "");
        if (value.matches("\\d{4}-\\d{2}-\\d{2}.*")) {
          LocalDate day = LocalDate.parse(value.substring(0, DAY_LENGTH));
          return Optional.of(new ProblemDate(day, day));
        }
        if (value.matches("\\d{4}-\\d{2}")) {
          LocalDate day = LocalDate.parse(value + "-01");
          return Optional.of(new ProblemDate(day, day.plusMonths(1).minusDays(1)));
        }
      }
      return Optional.empty();
    }

    Timing against(LocalDate lastDay) {
      if (!last.isAfter(lastDay)) {
        return Timing.BEFORE;
      }
      return first.isAfter(lastDay) ? Timing.AFTER : Timing.UNDECIDED;
    }
  }
}
