package assay.harness.plan;

import assay.reports.statistics.Interval;
import assay.reports.text.VisibleText;
import assay.results.Cost;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Forecasts for a terminal.
public final class ForecastText {
  private static final int MOST_NAMED = 20;

  private final StringBuilder text = new StringBuilder();

  private ForecastText() {}

  /// Returns a block of lines for each run, and the sums of several.
  public static String of(List<RunForecast> runs) {
    ForecastText made = new ForecastText();
    runs.forEach(made::run);
    List<RunForecast> asked = runs.stream().filter(run -> !run.recorded()).toList();
    if (runs.size() > 1) {
      made.line(
          "total",
          String.format(
              Locale.ROOT,
              "%d runs, %,d calls, %,d prompt tokens, at most %,d generated",
              runs.size(),
              runs.stream().mapToLong(RunForecast::calls).sum(),
              asked.stream().mapToLong(RunForecast::promptTokens).sum(),
              asked.stream().mapToLong(RunForecast::mostOutputTokens).sum()));
    }
    return made.text.toString();
  }

  private void line(String word, String words) {
    text.append(String.format(Locale.ROOT, "%-11s", word))
        .append(VisibleText.oneLine(words))
        .append('\n');
  }

  private void run(RunForecast run) {
    line("run", run.name());
    line(
        "asks",
        String.format(
            Locale.ROOT,
            "%s by %s of %s",
            run.manifest().dataset().suite(),
            run.manifest().protocol().name(),
            run.manifest().model().name()));
    line(
        "samples",
        String.format(
            Locale.ROOT,
            "%,d (%s), %,d calls",
            run.prompts().samples(),
            run.manifest().dataset().selection(),
            run.calls()));
    unfit(run.prompts().unfit());
    if (run.recorded()) {
      line("answers", "recorded: nothing is asked, so nothing is paid or waited for");
    } else {
      asked(run);
    }
    run.precision().ifPresent(this::precision);
    run.findings()
        .forEach(
            each ->
                line(
                    each.level(),
                    String.format(Locale.ROOT, "%s: %s", each.rule(), each.message())));
    text.append('\n');
  }

  private void asked(RunForecast run) {
    line(
        "prompts",
        String.format(
            Locale.ROOT,
            "%,d tokens, the longest %,d; %s",
            run.promptTokens(),
            run.longestPrompt(),
            run.promptTokensSource()));
    answers(run);
    time(run);
    cost(run);
  }

  private void unfit(List<String> ids) {
    if (!ids.isEmpty()) {
      line(
          "too long",
          String.format(
              Locale.ROOT,
              "%s%s",
              String.join(", ", ids.subList(0, Math.min(MOST_NAMED, ids.size()))),
              ids.size() > MOST_NAMED ? " and %d more".formatted(ids.size() - MOST_NAMED) : ""));
    }
  }

  private void answers(RunForecast run) {
    line(
        "answers",
        String.format(
            Locale.ROOT,
            "%sat most %,d tokens",
            run.outputTokens().isPresent()
                ? String.format(Locale.ROOT, "about %,d, ", run.outputTokens().getAsLong())
                : "",
            run.mostOutputTokens()));
  }

  private void time(RunForecast run) {
    if (run.seconds().isEmpty()) {
      line("time", "not known; --pilot 20 asks 20 samples");
      return;
    }
    Pilot pilot = run.pilot().orElseThrow();
    line(
        "time",
        String.format(
            Locale.ROOT,
            "about %s, as %d %s took%s",
            duration(run.seconds().getAsDouble()),
            pilot.answered(),
            pilot.answered() == 1 ? "sample" : "samples",
            pilot.kept() > 0
                ? " (%d of them when they were asked before)".formatted(pilot.kept())
                : ""));
  }

  private static String duration(double seconds) {
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    return seconds < 7200
        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }

  private void cost(RunForecast run) {
    run.mostCost()
        .ifPresent(
            most ->
                line(
                    "cost",
                    String.format(
                        Locale.ROOT,
                        "%sat most about %s%s",
                        run.cost().map(each -> "about " + money(each) + ", ").orElse(""),
                        money(most),
                        run.prompts().counted() ? "" : "; prompts " + run.promptTokensSource())));
  }

  private static String money(Cost cost) {
    return cost.amount().setScale(2, RoundingMode.HALF_UP).toPlainString() + " " + cost.currency();
  }

  private void precision(Precision precision) {
    line(
        "interval",
        String.format(
            Locale.ROOT,
            "%s at a score of %.1f %% (%s)",
            points(precision.interval()),
            100 * precision.score(),
            precision.scoreSource()));
    precision
        .adjusted()
        .ifPresent(
            each ->
                line(
                    "adjusted",
                    String.format(
                        Locale.ROOT,
                        "%s by difficulty, if R² is %.2f as for the file's own models",
                        points(each),
                        precision.rSquared().orElseThrow())));
    Optional<Interval> found = precision.detectable();
    if (found.isPresent()) {
      boolean one = found.get().low() == found.get().high();
      line(
          "finds",
          String.format(
              Locale.ROOT,
              one ? "differences from %.1f points%s %s" : "differences from %.1f to %s points %s",
              100 * found.get().low(),
              one ? "" : String.format(Locale.ROOT, "%.1f", 100 * found.get().high()),
              precision.detectableSource()));
    } else if (!precision.detectableSource().isEmpty()) {
      line("finds", precision.detectableSource());
    }
  }

  private static String points(Interval interval) {
    return String.format(
        Locale.ROOT, "%.1f %% to %.1f %%", 100 * interval.low(), 100 * interval.high());
  }
}
