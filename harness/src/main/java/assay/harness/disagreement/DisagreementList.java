package assay.harness.disagreement;

import assay.harness.disagreement.Disagreement.Reason;
import assay.harness.disagreement.Disagreement.Side;
import assay.results.Completion;
import assay.results.Reasoning;
import assay.results.Score;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Prints disagreements as they come, and their counts at the end. Belongs to one thread; keeps
/// only the counts.
public final class DisagreementList {
  private static final int AROUND = 40;
  private static final int LONGEST_ANSWER = 60;

  private final PrintStream out;
  private final String first;
  private final String second;
  private final boolean json;
  private final long limit;
  private final Map<Reason, Tally> reasons = new EnumMap<>(Reason.class);
  private long attempts;
  private long differing;

  /// Creates the list of one pair of scorers.
  ///
  /// @param limit how many are printed
  public DisagreementList(PrintStream out, String first, String second, boolean json, long limit) {
    this.out = out;
    this.first = first;
    this.second = second;
    this.json = json;
    this.limit = limit;
  }

  private static final class Tally {
    private long all;
    private long firstRight;
    private long secondRight;
  }

  /// Returns the name of the first scorer.
  public String first() {
    return first;
  }

  /// Returns the name of the second scorer.
  public String second() {
    return second;
  }

  /// Counts one attempt, and prints it where the scorers differ on it.
  public void add(Optional<Disagreement> difference) {
    attempts++;
    if (difference.isEmpty()) {
      return;
    }
    Disagreement found = difference.get();
    Tally tally = reasons.computeIfAbsent(found.reason(), reason -> new Tally());
    tally.all++;
    tally.firstRight += found.first().score().correct() ? 1 : 0;
    tally.secondRight += found.second().score().correct() ? 1 : 0;
    if (differing++ < limit) {
      out.println(json ? line(found) : text(found));
    }
  }

  /// Prints the counts.
  public void finish() {
    out.println(json ? summaryLine() : summary());
  }

  private static ObjectNode line(Disagreement found) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", found.record().sample().id()).put("attempt", found.record().attempt());
    node.put("target", found.record().sample().target());
    node.put("cause", found.reason().name()).put("words", found.reason().words());
    side(node.putObject("first"), found.first());
    side(node.putObject("second"), found.second());
    return node;
  }

  private static void side(ObjectNode node, Side side) {
    node.put("scorer", side.scorer()).put("verdict", side.score().verdict());
    node.put("answer", side.score().answerText()).put("rule", side.score().ruleName());
    detail(side.score()).ifPresent(detail -> node.put("detail", detail));
    side.place().ifPresent(place -> node.put("start", place.start()).put("end", place.end()));
  }

  private static Optional<String> detail(Score score) {
    return switch (score) {
      case Score.Correct correct -> Optional.empty();
      case Score.Wrong wrong -> Optional.of(wrong.detail()).filter(text -> !text.isEmpty());
      case Score.NoAnswer none -> Optional.of(none.detail());
      case Score.NotMeasured unmeasured ->
          Optional.of(unmeasured.cause().label() + ": " + unmeasured.detail());
    };
  }

  private static String text(Disagreement found) {
    String target = found.record().sample().target();
    return "%s%s%s%n  %s%n%s%n%s%n"
        .formatted(
            found.record().sample().id(),
            found.record().attempt() == 0 ? "" : ", attempt " + found.record().attempt(),
            target.isEmpty() ? "" : "  target " + oneLine(target, LONGEST_ANSWER),
            found.reason().words(),
            side(found, found.first()),
            side(found, found.second()));
  }

  private static String side(Disagreement found, Side side) {
    Score score = side.score();
    StringBuilder text =
        new StringBuilder("  %-20s %-12s".formatted(side.scorer(), score.verdict()));
    if (!score.answerText().isEmpty()) {
      text.append(' ')
          .append(oneLine(score.answerText(), LONGEST_ANSWER))
          .append("  by ")
          .append(score.ruleName());
    }
    detail(score).ifPresent(detail -> text.append("  ").append(oneLine(detail, 2 * AROUND)));
    if (side.place().isPresent() && found.record().outcome() instanceof Completion completion) {
      Reasoning.Span place = side.place().get();
      text.append("  [").append(place.start()).append("] ");
      text.append(excerpt(completion.text(), place));
    }
    return text.toString();
  }

  private static String excerpt(String completion, Reasoning.Span place) {
    int from = Math.max(0, place.start() - AROUND);
    int to = Math.min(completion.length(), place.end() + AROUND);
    return "\"%s%s%s\""
        .formatted(
            from > 0 ? "…" : "",
            oneLine(completion.substring(from, to), 4 * AROUND),
            to < completion.length() ? "…" : "");
  }

  private static String oneLine(String text, int longest) {
    String cut = text;
    if (text.length() > longest) {
      boolean halved = Character.isHighSurrogate(text.charAt(longest - 1));
      cut = text.substring(0, halved ? longest - 1 : longest) + "…";
    }
    return cut.replace('\n', '⏎');
  }

  private ObjectNode summaryLine() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode summary = node.putObject("summary");
    summary.put("first", first).put("second", second);
    summary.put("attempts", attempts).put("differing", differing);
    ObjectNode counts = summary.putObject("causes");
    reasons.forEach(
        (reason, tally) ->
            counts
                .putObject(reason.name())
                .put("attempts", tally.all)
                .put("firstCorrect", tally.firstRight)
                .put("secondCorrect", tally.secondRight));
    return node;
  }

  private String summary() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s and %s differ on %d of %d attempts".formatted(first, second, differing, attempts));
    if (reasons.isEmpty()) {
      return text.toString();
    }
    text.append("%n%8s %15s %15s  cause".formatted("attempts", "first correct", "second correct"));
    reasons.forEach(
        (reason, tally) ->
            text.append(
                "%n%8d %15d %15d  %s"
                    .formatted(tally.all, tally.firstRight, tally.secondRight, reason.words())));
    return text.toString();
  }
}
