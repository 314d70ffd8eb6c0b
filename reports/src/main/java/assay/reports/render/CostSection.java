package assay.reports.render;

import static assay.reports.render.Table.number;
import static assay.reports.render.Table.text;

import assay.reports.axes.CostAxis;
import assay.reports.axes.CostComparison;
import assay.reports.axes.ModelCost;
import assay.reports.axes.ParetoFront;
import assay.reports.chart.FrontChart;
import assay.reports.run.Pace;
import assay.reports.statistics.Interval;
import assay.reports.text.Figures;
import assay.reports.text.Sizes;
import assay.results.published.CacheShape;
import assay.results.published.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// Score against size, memory and time: dense models and mixtures of experts side by side.
///
/// The columns of `cost.csv`: `run`, `model`, `suite`, `scorer`, `n`, `score`, `score_low`,
/// `score_high` (95 %), `parameters`, `active_parameters`, `weight_bytes_per_token`,
/// `kv_bytes_per_token`, `kv_bytes_at_32768`, `points_per_billion_active`, `answer_seconds`
/// (median) and `answers_timed`, `prefill_tokens_per_second` (median) and `prefills_timed`,
/// `decode_tokens_per_second` (median) and `decodes_timed`, `joules_per_answer` (mean) and
/// `answers_metered`, `characters_per_token` generated and `completions_counted`, `facts` (their
/// source), and for each cost `front_...` with `front`, the dominating run, or nothing where the
/// cost is not known.
final class CostSection {
  private static final long LONG_CONTEXT = 32_768;

  private CostSection() {}

  static Optional<Section> of(List<CostComparison> all) {
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<Section.Part> parts = new ArrayList<>();
    for (CostComparison each : all) {
      parts.addAll(parts(each, all.size() > 1 ? "-" + Sections.fileName(each.suite()) : ""));
    }
    return Optional.of(
        new Section("cost", "Score against cost", sentences(all), parts, List.of(file(all))));
  }

  private static List<String> sentences(List<CostComparison> all) {
    List<String> sentences = new ArrayList<>();
    List<String> unknown =
        all.stream()
            .flatMap(each -> each.models().stream())
            .filter(cost -> !cost.sized())
            .map(ModelCost::model)
            .distinct()
            .toList();
    if (!unknown.isEmpty()) {
      sentences.add(
          "Nothing is known here of the size of %s; --models FILE can say it."
              .formatted(String.join(", ", unknown)));
    }
    if (all.stream().anyMatch(each -> !each.fronts().isEmpty())) {
      sentences.add(
          "Which models are on a front follows from point estimates: where intervals overlap, the"
              + " order of two models may be chance.");
    }
    return sentences;
  }

  private static List<Section.Part> parts(CostComparison costs, String suffix) {
    List<Section.Part> parts = new ArrayList<>();
    if (costs.models().stream().anyMatch(ModelCost::sized)) {
      parts.add(Section.Part.of(sizes(costs)));
    }
    if (costs.models().stream().anyMatch(CostSection::paced)) {
      parts.add(Section.Part.of(paces(costs)));
    }
    for (ParetoFront front : costs.fronts()) {
      parts.add(
          Section.Part.of(
              new Section.Drawing(
                  "cost-" + front.axis().key() + suffix,
                  "Score against %s, %s, %%".formatted(front.axis().label(), costs.suite()),
                  FrontChart.of(front)),
              front(front)));
    }
    return parts;
  }

  private static Table sizes(CostComparison costs) {
    return new Table(
        "Size, " + costs.suite(),
        List.of(
            text("run"),
            number("score, %"),
            number("95 % interval"),
            number("parameters"),
            number("active"),
            number("weights read per token"),
            number("KV per token"),
            number("KV at 32,768"),
            number("points per B active")),
        costs.models().stream().map(CostSection::size).toList(),
        List.of(
            "active: parameters that take part in computing a token. Weights read: bytes for one"
                + " token decoded alone, in the types that they are stored in. KV: bytes of the"
                + " cache; a published model's with entries of 16 bits."));
  }

  private static List<String> size(ModelCost cost) {
    return List.of(
        cost.run(),
        Figures.percent(cost.score().value()),
        Figures.percent(cost.score().interval()),
        fact(cost, ModelCard::parameters, Sizes::parameters),
        fact(cost, ModelCard::activeParameters, Sizes::parameters),
        fact(cost, ModelCard::weightBytesPerToken, Sizes::bytes),
        fact(cost, CostSection::cachePerToken, Sizes::bytes),
        fact(cost, CostSection::cacheAtLength, Sizes::bytes),
        Sizes.plain(cost.pointsPerBillion()));
  }

  private static OptionalLong cachePerToken(ModelCard facts) {
    return facts.cache().stream().mapToLong(CacheShape::bytesPerToken).findFirst();
  }

  private static OptionalLong cacheAtLength(ModelCard facts) {
    return facts.cache().stream().mapToLong(cache -> cache.bytes(LONG_CONTEXT)).findFirst();
  }

  private static String fact(
      ModelCost cost, Function<ModelCard, OptionalLong> fact, Function<Double, String> words) {
    return cost.facts().stream()
        .flatMapToLong(facts -> fact.apply(facts).stream())
        .mapToObj(value -> words.apply((double) value))
        .findFirst()
        .orElse(Figures.NONE);
  }

  private static boolean paced(ModelCost cost) {
    return cost.pace().answerSeconds().n() > 0 || cost.pace().characters().completions() > 0;
  }

  private static Table paces(CostComparison costs) {
    return new Table(
        "Time and energy, " + costs.suite(),
        List.of(
            text("run"),
            number("time per answer"),
            number("n"),
            number("prefill, tokens/s"),
            number("n"),
            number("decode, tokens/s"),
            number("n"),
            number("energy per answer, J"),
            number("n"),
            number("characters per token"),
            number("n")),
        costs.models().stream().map(CostSection::pace).toList(),
        List.of(
            "Medians over attempts, as measured where the run was made; energy is a mean, of the"
                + " whole machine. Characters per generated token: how much text a token limit is"
                + " worth to a model."));
  }

  private static List<String> pace(ModelCost cost) {
    Pace pace = cost.pace();
    return List.of(
        cost.run(),
        pace.answerSeconds().value().stream()
            .mapToObj(Sizes::seconds)
            .findFirst()
            .orElse(Figures.NONE),
        Figures.count(pace.answerSeconds().n()),
        Sizes.plain(pace.prefillRate().value()),
        Figures.count(pace.prefillRate().n()),
        Sizes.plain(pace.decodeRate().value()),
        Figures.count(pace.decodeRate().n()),
        Sizes.plain(pace.joules().value()),
        Figures.count(pace.joules().n()),
        Sizes.plain(pace.characters().perToken()),
        Figures.count(pace.characters().completions()));
  }

  private static Table front(ParetoFront front) {
    return new Table(
        "Front of score against " + front.axis().label(),
        List.of(text("run"), number("cost"), number("score, %"), text("front")),
        front.points().stream()
            .map(
                point ->
                    List.of(
                        point.run(),
                        FrontChart.text(front.axis(), point.cost()),
                        Figures.percent(point.score().value()),
                        point.dominator().map(CostSection::dominated).orElse("on it")))
            .toList(),
        List.of());
  }

  private static String dominated(ParetoFront.Dominator dominator) {
    return "dominated by "
        + dominator.run()
        + (dominator.overlapping() ? ", intervals overlap" : "");
  }

  private static Section.DataFile file(List<CostComparison> all) {
    List<Table.Column> columns =
        new ArrayList<>(
            List.of(
                text("run"),
                text("model"),
                text("suite"),
                text("scorer"),
                number("n"),
                number("score"),
                number("score_low"),
                number("score_high"),
                number("parameters"),
                number("active_parameters"),
                number("weight_bytes_per_token"),
                number("kv_bytes_per_token"),
                number("kv_bytes_at_32768"),
                number("points_per_billion_active"),
                number("answer_seconds"),
                number("answers_timed"),
                number("prefill_tokens_per_second"),
                number("prefills_timed"),
                number("decode_tokens_per_second"),
                number("decodes_timed"),
                number("joules_per_answer"),
                number("answers_metered"),
                number("characters_per_token"),
                number("completions_counted"),
                text("facts")));
    for (CostAxis axis : CostAxis.values()) {
      columns.add(text("front_" + axis.key().replace('-', '_')));
    }
    List<List<String>> rows = new ArrayList<>();
    all.forEach(costs -> costs.models().forEach(cost -> rows.add(row(costs, cost))));
    return new Section.DataFile("cost", columns, rows);
  }

  private static List<String> row(CostComparison costs, ModelCost cost) {
    Optional<Interval> interval = cost.score().interval();
    Pace pace = cost.pace();
    List<String> row = new ArrayList<>();
    row.addAll(List.of(cost.run(), cost.model(), costs.suite(), costs.scorer()));
    row.add(Long.toString(cost.n()));
    row.add(Sections.exact(cost.score().value()));
    row.add(interval.map(each -> Sections.exact(each.low())).orElse(""));
    row.add(interval.map(each -> Sections.exact(each.high())).orElse(""));
    row.add(whole(cost, ModelCard::parameters));
    row.add(whole(cost, ModelCard::activeParameters));
    row.add(whole(cost, ModelCard::weightBytesPerToken));
    row.add(whole(cost, CostSection::cachePerToken));
    row.add(whole(cost, CostSection::cacheAtLength));
    row.add(Sections.exact(cost.pointsPerBillion()));
    row.addAll(median(pace.answerSeconds()));
    row.addAll(median(pace.prefillRate()));
    row.addAll(median(pace.decodeRate()));
    row.addAll(List.of(Sections.exact(pace.joules().value()), Long.toString(pace.joules().n())));
    row.add(Sections.exact(pace.characters().perToken()));
    row.add(Long.toString(pace.characters().completions()));
    row.add(cost.facts().map(ModelCard::source).orElse(""));
    for (CostAxis axis : CostAxis.values()) {
      row.add(membership(costs, axis, cost.run()));
    }
    return row;
  }

  private static List<String> median(Pace.Median median) {
    return List.of(Sections.exact(median.value()), Long.toString(median.n()));
  }

  private static String membership(CostComparison costs, CostAxis axis, String run) {
    return costs.fronts().stream()
        .filter(front -> front.axis() == axis)
        .flatMap(front -> front.points().stream())
        .filter(point -> point.run().equals(run))
        .map(point -> point.dominator().map(ParetoFront.Dominator::run).orElse("front"))
        .findFirst()
        .orElse("");
  }

  private static String whole(ModelCost cost, Function<ModelCard, OptionalLong> fact) {
    return cost.facts().stream()
        .flatMapToLong(facts -> fact.apply(facts).stream())
        .mapToObj(Long::toString)
        .findFirst()
        .orElse("");
  }
}
