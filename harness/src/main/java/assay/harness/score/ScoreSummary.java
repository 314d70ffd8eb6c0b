package assay.harness.score;

import assay.harness.run.Judged;
import assay.reports.run.Counts;
import assay.reports.run.SampleCounts;
import assay.reports.run.VerdictCounter;
import assay.results.Sample;
import assay.results.Score;
import assay.scorers.choice.RandomFallback;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// What `assay score` prints: counts over all verdicts, and by category.
public final class ScoreSummary {
  private final String suite;
  private final String scorer;
  private final VerdictCounter all = new VerdictCounter();
  private final Map<String, VerdictCounter> byCategory = new TreeMap<>();
  private final List<RandomFallback.Question> guesses = new ArrayList<>();
  private final SampleCounts<String> samples = new SampleCounts<>();
  private final CodeCounts programs = new CodeCounts();

  /// Creates an empty summary of one scorer's verdicts.
  public ScoreSummary(String suite, String scorer) {
    this.suite = suite;
    this.scorer = scorer;
  }

  /// Counts one attempt.
  public void add(Judged judged) {
    Score score = judged.record().primaryScore();
    Sample sample = judged.record().sample();
    all.add(score);
    samples.add(sample.id(), score);
    judged.program().ifPresent(programs::add);
    sample.facets().entrySet().stream()
        .findFirst()
        .ifPresent(
            facet ->
                byCategory
                    .computeIfAbsent(facet.getValue(), name -> new VerdictCounter())
                    .add(score));
    if (scorer.startsWith("choice/")
        && score.measured()
        && sample.extras() instanceof Sample.Choices choices) {
      choices
          .option(sample.target())
          .ifPresent(
              right ->
                  guesses.add(
                      new RandomFallback.Question(
                          sample.facets().getOrDefault("category", ""),
                          choices.options().size(),
                          right,
                          score instanceof Score.NoAnswer)));
    }
  }

  /// Returns one JSON object and a newline.
  public String json() {
    return tree() + "\n";
  }

  private ObjectNode tree() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("suite", suite).put("scorer", scorer);
    CountsJson.write(node, all.counts());
    ObjectNode causeNode = node.putObject("causes");
    all.counts().notMeasured().forEach((cause, count) -> causeNode.put(cause.label(), count));
    CountsJson.passAtK(node, samples.counts());
    programs.write(node);
    if (!guesses.isEmpty()) {
      RandomFallback.Hits hits = RandomFallback.of(guesses);
      node.putObject("randomFallback")
          .put("unanswered", hits.unanswered())
          .put("drawnHits", hits.drawnHits())
          .put("expectedHits", hits.expectedHits());
    }
    ObjectNode categories = node.putObject("byCategory");
    byCategory.forEach(
        (name, counter) -> CountsJson.write(categories.putObject(name), counter.counts()));
    return node;
  }

  /// Returns a table.
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(suite).append(" by ").append(scorer).append('\n');
    text.append(
        String.format(
            Locale.ROOT,
            "%-24s %8s %8s %8s %10s %12s %9s%n",
            "",
            "samples",
            "correct",
            "wrong",
            "no answer",
            "not measured",
            "accuracy"));
    row(text, "all", all.counts());
    byCategory.forEach((name, counter) -> row(text, "  " + name, counter.counts()));
    if (!guesses.isEmpty()) {
      RandomFallback.Hits hits = RandomFallback.of(guesses);
      text.append(
          String.format(
              Locale.ROOT,
              "random fallback (not in the figures above): %d hits drawn as the official script"
                  + " draws them, %.2f expected, for %d unanswered%n",
              hits.drawnHits(),
              hits.expectedHits(),
              hits.unanswered()));
    }
    if (all.counts().credit() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "wrong ones are right in part, worth %.2f, which the accuracy counts%n",
              all.counts().credit()));
    }
    all.counts()
        .notMeasured()
        .forEach(
            (cause, count) ->
                text.append("not measured: ")
                    .append(count)
                    .append(' ')
                    .append(cause.label())
                    .append('\n'));
    text.append(programs.text());
    return text.toString();
  }

  private static void row(StringBuilder text, String name, Counts counts) {
    OptionalDouble accuracy = counts.accuracy();
    text.append(
        String.format(
            Locale.ROOT,
            "%-24s %8d %8d %8d %10d %12d %9s%n",
            name,
            counts.total(),
            counts.correct(),
            counts.wrong(),
            counts.noAnswer(),
            counts.unmeasured(),
            accuracy.isEmpty()
                ? "-"
                : String.format(Locale.ROOT, "%.2f %%", 100 * accuracy.getAsDouble())));
  }
}
