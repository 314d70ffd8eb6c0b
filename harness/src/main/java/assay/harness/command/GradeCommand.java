package assay.harness.command;

import assay.harness.experiment.Experiment;
import assay.harness.experiment.Rescoring;
import assay.harness.experiment.Scoring;
import assay.harness.run.Console;
import assay.harness.run.ScorerSet.Given;
import assay.harness.run.ScorerSet.ProgramSettings;
import assay.harness.run.UsageException;
import assay.harness.score.CountsJson;
import assay.harness.score.PairVerdicts;
import assay.harness.score.Pairs;
import assay.harness.score.VerdictWriter;
import assay.reports.run.Counts;
import assay.reports.run.VerdictCounter;
import assay.scorers.catalog.Scorers;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Grades pairs of reference and answer.
@Command(
    name = "grade",
    mixinStandardHelpOptions = true,
    description = "Grades pairs of a reference (gold) and an answer (pred) by one scorer.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay grade --scorer math/hendrycks --pairs pairs.jsonl \\",
      "        --verdicts verdicts.jsonl --json",
      "      lines of {\"id\": ..., \"gold\": \"\\\\frac{1}{2}\", \"pred\": \"1/2\"}",
      "  assay grade --scorer math/sound --pairs completions.jsonl --extract",
      "      pred is a whole completion; the scorer finds the answer in it"
    })
final class GradeCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--scorer",
      required = true,
      paramLabel = "NAME",
      description = "The scorer; `assay list --suites` shows them.")
  private String scorer;

  @Option(
      names = "--pairs",
      required = true,
      paramLabel = "FILE",
      description =
          "Rows with id, gold and pred: JSON Lines, JSON, CSV or Parquet, also gzip. gold may be a"
              + " list of references of which any will do, pred null where there is no answer.")
  private Path pairs;

  @Option(
      names = "--extract",
      description = "pred is a whole completion, from which the scorer's rules take the answer.")
  private boolean extract;

  @Option(
      names = "--verdicts",
      paramLabel = "FILE",
      description = "Write one JSON line a pair: id, verdict, answer, rule, detail.")
  private Path verdicts;

  @Option(names = "--json", description = "Print one JSON object instead of a sentence.")
  private boolean json;

  GradeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (Scorers.grader(scorer).isEmpty()) {
      throw new UsageException(
          "--scorer %s: grades no pairs; these do: %s"
              .formatted(scorer, String.join(", ", Scorers.names())));
    }
    VerdictCounter counter = new VerdictCounter();
    Pairs graded = new Pairs(pairs, extract ? Given.COMPLETIONS : Given.ANSWERS, scorer);
    Scoring scoring = Scoring.by(List.of(scorer), ProgramSettings.STANDARD);
    try (VerdictWriter writer =
            VerdictWriter.open(Optional.ofNullable(verdicts), graded.numericIds());
        Rescoring rescoring = Rescoring.open(new Experiment.Replayed(graded, scoring))) {
      PairVerdicts each =
          new PairVerdicts(
              (id, score) -> {
                counter.add(score);
                writer.write(id, 0, score);
              });
      try {
        rescoring.run(console, each::add);
      } finally {
        each.finish();
      }
    }
    Counts counts = counter.counts();
    console.out().print(json ? summary(counts) + "\n" : sentence(counts));
    return 0;
  }

  private ObjectNode summary(Counts counts) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("scorer", scorer);
    CountsJson.write(node, counts);
    return node;
  }

  private String sentence(Counts counts) {
    String parts =
        counts.credit() == 0
            ? ""
            : String.format(
                Locale.ROOT, "; wrong ones are right in part, worth %.2f", counts.credit());
    return "%s: %d pairs, %d correct, %d wrong (%d without answer), %d not measured%s%n"
        .formatted(
            scorer,
            counts.total(),
            counts.correct(),
            counts.wrong(),
            counts.noAnswer(),
            counts.unmeasured(),
            parts);
  }
}
