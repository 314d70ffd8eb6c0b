package assay.harness.divergence;

import assay.results.divergence.Divergence;
import assay.results.divergence.Divergence.Candidate;
import assay.results.divergence.Divergence.Estimated;
import assay.results.divergence.Divergence.Figures;
import assay.results.divergence.Divergence.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A divergence in lines for a terminal.
public final class DivergenceText {
  private static final int PERCENT = 100;

  private DivergenceText() {}

  /// Returns the lines.
  public static List<String> of(Divergence divergence) {
    Figures figures = divergence.figures();
    List<String> lines = new ArrayList<>();
    lines.add(line("reference", divergence.reference().name()));
    lines.add(line("model", divergence.model().name()));
    lines.add(
        line(
            "tokens",
            "%d scored in %d passages of %s"
                .formatted(
                    divergence.texts().scoredTokens(),
                    divergence.texts().passages(),
                    String.join(", ", divergence.texts().sources()))));
    lines.add(line("perplexity", figures.perplexity().model(), 4, 1));
    lines.add(line("  of the reference", figures.perplexity().reference(), 4, 1));
    lines.add(line("  ln of the ratio", figures.perplexity().logRatio(), 5, 1));
    lines.add(line("KL divergence", figures.kl().mean(), 6, 1) + " nats a token");
    lines.add(
        line(
            "  of tokens",
            String.format(
                Locale.ROOT,
                "median %.6f, 90 %% %.6f, 99 %% %.6f, largest %.4f",
                figures.kl().median(),
                figures.kl().p90(),
                figures.kl().p99(),
                figures.kl().largest())));
    lines.add(line("same top token, %", figures.sameTop(), 2, PERCENT));
    lines.add(line("right token, RMS %", figures.right().rootMeanSquare(), 3, PERCENT));
    lines.add(line("  mean change, %", figures.right().mean(), 3, PERCENT));
    divergence.worst().forEach(place -> lines.addAll(lines(place)));
    return lines;
  }

  private static List<String> lines(Place place) {
    return List.of(
        "",
        String.format(
            Locale.ROOT, "KL %.3f at token %d of %s", place.kl(), place.index(), place.source()),
        "  before     " + quoted(place.before()),
        String.format(
            Locale.ROOT,
            "  right      %s: %.4f, of the reference %.4f",
            quoted(place.right().text()),
            place.right().model(),
            place.right().reference()),
        "  reference  " + candidates(place.reference()),
        "  model      " + candidates(place.model()));
  }

  private static String candidates(List<Candidate> candidates) {
    return candidates.stream()
        .map(each -> String.format(Locale.ROOT, "%s %.4f", quoted(each.text()), each.probability()))
        .collect(Collectors.joining(", "));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") + '"';
  }

  private static String line(String name, Estimated figure, int decimals, double factor) {
    String number = "%." + decimals + "f";
    return line(
        name,
        String.format(Locale.ROOT, number, factor * figure.value())
            + figure
                .interval()
                .map(
                    range ->
                        String.format(
                            Locale.ROOT,
                            " (" + number + " to " + number + ")",
                            factor * range.low(),
                            factor * range.high()))
                .orElse(""));
  }

  private static String line(String name, String value) {
    return "%-20s %s".formatted(name, value);
  }
}
