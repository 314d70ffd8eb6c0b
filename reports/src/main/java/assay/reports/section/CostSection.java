package assay.reports.section;

import assay.reports.axes.CostAxis;
import assay.reports.axes.CostComparison;
import assay.reports.axes.ModelCost;
import assay.reports.axes.ParetoFront;
import assay.reports.axes.ParetoFront.Point;
import assay.reports.chart.FrontChart;
import assay.reports.compare.Lineup;
import assay.reports.run.AnswerTimes;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.DataFile;
import assay.reports.table.Table;
import assay.reports.table.Unit;
import assay.reports.text.FileNames;
import assay.results.published.CacheShape;
import assay.results.published.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/// Score against size, memory and time: dense models and mixtures of experts side by side.
final class CostSection {
  private static final long LONG_CONTEXT = 32_768;
  private static final String COUNTED = "n";

  private static final Column<Costed> RUN =
      Column.text("run", "run", "the run's name", row -> row.cost().run());
  private static final List<Column<Costed>> SCORE =
      List.of(Scores.value(row -> row.cost().score()), Scores.interval(row -> row.cost().score()));
  private static final List<Column<Costed>> SIZES =
      List.of(
          fact(Unit.PARAMETERS, "parameters", ModelCard::parameters)
              .in("parameters", "of the model"),
          fact(Unit.PARAMETERS, "active", ModelCard::activeParameters)
              .in("active_parameters", "that take part in computing a token"),
          fact(Unit.BYTES, "weights read per token", ModelCard::weightBytesPerToken)
              .in("weight_bytes_per_token", "read for one token decoded alone"),
          fact(Unit.BYTES, "KV per token", CostSection::cachePerToken)
              .in("kv_bytes_per_token", "of the cache"),
          fact(Unit.BYTES, "KV at 32,768", CostSection::cacheAtLength)
              .in("kv_bytes_at_32768", "of the cache after so many tokens"),
          Column.<Costed>number(
                  Unit.PLAIN, "points per B active", row -> Cell.of(row.cost().pointsPerBillion()))
              .in("points_per_billion_active", "points of score"));
  private static final List<Column<Costed>> PACES =
      List.of(
          times(Unit.SECONDS, "time per answer", times -> times.answerSeconds().value())
              .in("answer_seconds", "of a call, a median"),
          counted(times -> times.answerSeconds().n()).in("answers_timed", "calls timed"),
          times(Unit.PLAIN, "prefill, tokens/s", times -> times.prefillRate().value())
              .in("prefill_tokens_per_second", "a median"),
          counted(times -> times.prefillRate().n()).in("prefills_timed", "attempts timed"),
          times(Unit.PLAIN, "decode, tokens/s", times -> times.decodeRate().value())
              .in("decode_tokens_per_second", "a median"),
          counted(times -> times.decodeRate().n()).in("decodes_timed", "attempts timed"),
          times(Unit.PLAIN, "energy per answer, J", times -> times.joules().value())
              .in("joules_per_answer", "of the whole machine, a mean"),
          counted(times -> times.joules().n()).in("answers_metered", "answers metered"),
          times(Unit.PLAIN, "characters per token", times -> times.characters().perToken())
              .in("characters_per_token", "generated"),
          counted(times -> times.characters().completions())
              .in("completions_counted", "completions whose tokens are known"));

  private CostSection() {}

  /// A model beside others.
  private record Costed(CostComparison all, ModelCost cost) {
    static List<Costed> of(CostComparison all) {
      return all.models().stream().map(cost -> new Costed(all, cost)).toList();
    }
  }

  private static Column<Costed> fact(
      Unit unit, String header, Function<ModelCard, OptionalLong> fact) {
    return Column.number(
        unit, header, row -> Cell.of(row.cost().facts(), facts -> Cell.of(fact.apply(facts))));
  }

  private static OptionalLong cachePerToken(ModelCard facts) {
    return facts.cache().stream().mapToLong(CacheShape::bytesPerToken).findFirst();
  }

  private static OptionalLong cacheAtLength(ModelCard facts) {
    return facts.cache().stream().mapToLong(cache -> cache.bytes(LONG_CONTEXT)).findFirst();
  }

  private static Column<Costed> times(
      Unit unit, String header, Function<AnswerTimes, OptionalDouble> of) {
    return Column.number(unit, header, row -> Cell.of(of.apply(row.cost().times())));
  }

  private static Column<Costed> counted(Function<AnswerTimes, Long> of) {
    return Column.number(Unit.COUNT, COUNTED, row -> Cell.of((long) of.apply(row.cost().times())));
  }

  static Optional<Section> of(List<CostComparison> all, Lineup lineup) {
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>(sentences(all));
    for (CostComparison each : all) {
      parts.addAll(parts(each, lineup, all.size() > 1 ? "-" + FileNames.of(each.suite()) : ""));
    }
    return Optional.of(Section.of("cost", "Score against cost", parts, List.of(file(all))));
  }

  private static List<Part> sentences(List<CostComparison> all) {
    List<Part> sentences = new ArrayList<>();
    List<String> unknown =
        all.stream()
            .flatMap(each -> each.models().stream())
            .filter(cost -> !cost.sized())
            .map(ModelCost::model)
            .distinct()
            .toList();
    if (!unknown.isEmpty()) {
      sentences.add(
          new Part.Sentence(
              "Nothing is known here of the size of %s; --models FILE can say it."
                  .formatted(String.join(", ", unknown))));
    }
    List<String> doubtful =
        all.stream()
            .flatMap(each -> each.models().stream())
            .filter(ModelCost::sized)
            .flatMap(cost -> cost.facts().stream())
            .flatMap(
                facts ->
                    facts.check().caution().stream().map(words -> facts.model() + " is " + words))
            .distinct()
            .toList();
    if (!doubtful.isEmpty()) {
      sentences.add(
          new Part.Sentence(
              "In the registry of models, %s.".formatted(String.join("; ", doubtful))));
    }
    if (all.stream().anyMatch(each -> !each.fronts().isEmpty())) {
      sentences.add(
          new Part.Sentence(
              "Which models are on a front follows from point estimates: where intervals overlap,"
                  + " the order of two models may be chance."));
    }
    return sentences;
  }

  private static List<Part> parts(CostComparison costs, Lineup lineup, String suffix) {
    List<Part> parts = new ArrayList<>();
    if (costs.models().stream().anyMatch(ModelCost::sized)) {
      parts.add(Part.of(sizes(costs)));
    }
    if (costs.models().stream().anyMatch(CostSection::paced)) {
      parts.add(Part.of(paces(costs)));
    }
    for (ParetoFront front : costs.fronts()) {
      parts.add(
          Part.of(
              Drawing.of(
                  "cost-" + front.axis().key() + suffix,
                  "Score against %s, %s, %%".formatted(label(costs, front.axis()), costs.suite()),
                  () ->
                      FrontChart.of(
                          front, cost -> unit(front.axis()).shown(Cell.of(cost)), lineup::number)),
              front(front, label(costs, front.axis()))));
    }
    return parts;
  }

  private static boolean paced(ModelCost cost) {
    return cost.times().answerSeconds().n() > 0 || cost.times().characters().completions() > 0;
  }

  private static Table<Costed> sizes(CostComparison costs) {
    return new Table<>(
        "Size, " + costs.suite(),
        columns(List.of(RUN), SCORE, SIZES),
        Costed.of(costs),
        List.of(
            "active: parameters that take part in computing a token, embedding and output matrix in"
                + " full, as Qwen counts them (DeepSeek leaves the embedding out). Weights read:"
                + " bytes for one token decoded alone, in the types that they are stored in. KV:"
                + " bytes of the cache; a published model's with entries of 16 bits."));
  }

  private static Table<Costed> paces(CostComparison costs) {
    return new Table<>(
        "Time and energy, " + costs.suite(),
        columns(List.of(RUN), PACES),
        Costed.of(costs),
        List.of(
            "Medians over attempts, as measured where the run was made; energy is a mean, of the"
                + " whole machine. Characters per generated token: how much text a token limit is"
                + " worth to a model."));
  }

  @SafeVarargs
  private static List<Column<Costed>> columns(List<Column<Costed>>... groups) {
    List<Column<Costed>> columns = new ArrayList<>();
    for (List<Column<Costed>> group : groups) {
      columns.addAll(group);
    }
    return columns;
  }

  private static String label(CostComparison costs, CostAxis axis) {
    return axis == CostAxis.MONEY
        ? axis.label() + " in " + costs.currency().orElseThrow()
        : axis.label();
  }

  private static Unit unit(CostAxis axis) {
    return switch (axis) {
      case ACTIVE_PARAMETERS -> Unit.PARAMETERS;
      case WEIGHT_BYTES -> Unit.BYTES;
      case ANSWER_SECONDS -> Unit.SECONDS;
      case MONEY -> Unit.MONEY;
    };
  }

  private static Table<Point> front(ParetoFront front, String label) {
    return new Table<>(
        "Front of score against " + label,
        List.of(
            Column.text("run", Point::run),
            Column.number(unit(front.axis()), "cost", point -> Cell.of(point.cost())),
            Scores.value(Point::score),
            Column.text(
                "front", point -> point.dominator().map(CostSection::words).orElse("on it"))),
        front.points());
  }

  private static String words(ParetoFront.Dominator dominator) {
    return "dominated by "
        + dominator.run()
        + (dominator.overlapping() ? ", intervals overlap" : "");
  }

  private static DataFile<Costed> file(List<CostComparison> all) {
    List<Column<Costed>> columns = new ArrayList<>();
    columns.add(RUN);
    columns.add(Column.text("", "model", "its model", row -> row.cost().model()));
    columns.add(Column.text("", "suite", "what was asked", row -> row.all().suite()));
    columns.add(Column.text("", "scorer", "who judged", row -> row.all().scorer()));
    columns.add(Column.count("n", "n", "attempts measured", row -> row.cost().n()));
    columns.addAll(columns(SCORE, SIZES, PACES));
    columns.add(
        Column.<Costed>known("", row -> row.cost().facts().map(ModelCard::source))
            .in("facts", "where the model's facts are from"));
    for (CostAxis axis : CostAxis.values()) {
      columns.add(
          Column.<Costed>known("", row -> membership(row, axis))
              .in(
                  "front_" + FileNames.column(axis.key()),
                  "front, or the run that dominates this one; empty where the cost is not known"));
    }
    return new DataFile<>(
        "cost", columns, all.stream().flatMap(costs -> Costed.of(costs).stream()).toList());
  }

  private static Optional<String> membership(Costed row, CostAxis axis) {
    return row.all().fronts().stream()
        .filter(front -> front.axis() == axis)
        .flatMap(front -> front.points().stream())
        .filter(point -> point.run().equals(row.cost().run()))
        .map(point -> point.dominator().map(ParetoFront.Dominator::run).orElse("front"))
        .findFirst();
  }
}
