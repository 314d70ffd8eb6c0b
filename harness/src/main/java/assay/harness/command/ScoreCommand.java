package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.experiment.Experiment;
import assay.harness.experiment.Rescoring;
import assay.harness.experiment.Scoring;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.model.RecordedFields;
import assay.harness.model.Recording;
import assay.harness.options.LanguageFlag;
import assay.harness.options.SandboxFlags;
import assay.harness.options.TaskOptions;
import assay.harness.run.Console;
import assay.harness.score.RecordedItems;
import assay.harness.score.ScoreSummary;
import assay.harness.score.VerdictWriter;
import assay.tasks.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Scores recorded generations without a model.
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description = "Scores generations that were recorded elsewhere; no model is needed.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay score --suite mmlu-pro --recorded outputs.jsonl.gz \\",
      "        --scorer choice/official --json",
      "      rows with question_id, output, answer and n_options need no --data",
      "  assay score --suite math-500 --data math500.jsonl --recorded mine.jsonl \\",
      "        --fields id=uid,output=reply --scorer math/sound \\",
      "        --verdicts verdicts.jsonl",
      "      targets from the data, generations from a file with field names of",
      "      its own",
      "  assay score --suite livecodebench --data test6.jsonl --recorded codes.json \\",
      "        --scorer code/real --json",
      "      the official result form: question_id with code_list or output_list",
      "  assay score --suite code-contests --data contests.jsonl \\",
      "        --recorded mine.jsonl --scorer code/real --language cpp",
      "      C++ programs, compiled in the sandbox; the verdicts are those of",
      "      code/real+cpp",
      "",
      "--json prints one object: suite, scorer, samples, correct, wrong, noAnswer (a",
      "part of wrong), notMeasured, accuracy (over what was measured), lowest and",
      "highest (what the rest leaves open), causes, randomFallback (choice scorers),",
      "byCategory; for several attempts at a sample passAtK; for programs code:",
      "failures by the official grader's code, how many of its failures pass as real",
      "programs (officialArtefacts), timingSuspect, wall and processor time.",
      "",
      "Fields are looked for under these names, in order: id as question_id, id,",
      "task_id, unique_id, sample_id; output as output, model_outputs, generated_text,",
      "completion, response, text; several outputs as output_list or code_list; target",
      "as answer, target, gold; the language of programs as language, lang (python, cpp",
      "or java)."
    })
final class ScoreCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final TaskOptions task;
  @Mixin private SandboxFlags sandbox;
  @Mixin private LanguageFlag language;

  @Option(
      names = "--recorded",
      required = true,
      paramLabel = "FILE",
      description =
          "The generations: JSON, JSON Lines, CSV or Parquet, also gzip, or a run's folder.")
  private Path recorded;

  @Option(
      names = "--scorer",
      required = true,
      paramLabel = "NAME",
      description = "The scorer; `assay list --suites` shows them.")
  private String scorer;

  @Option(
      names = "--fields",
      paramLabel = "NAMES",
      description = "Names of the recording's fields, as id=uid,output=reply,target=key.")
  private String fields = "";

  @InGroup(OptionGroup.OUTPUT)
  @Option(
      names = "--verdicts",
      paramLabel = "FILE",
      description = "Write one JSON line a completion: id, verdict, answer, rule, detail.")
  private Path verdicts;

  @InGroup(OptionGroup.OUTPUT)
  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  ScoreCommand(Console console, Catalog catalog) {
    this.console = console;
    task = new TaskOptions(catalog);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    task.benchmark();
    List<String> names = language.named(List.of(scorer));
    Recording recording = new Recording(recorded, RecordedFields.parse(fields));
    RecordedItems.Form form = RecordedItems.Form.of(recording);
    ScoreSummary summary = new ScoreSummary(task.suite(), names.getFirst());
    try (Rescoring rescoring = Rescoring.open(experiment(recording, form));
        VerdictWriter writer =
            VerdictWriter.open(Optional.ofNullable(verdicts), form.numericIds())) {
      rescoring.sandbox().ifPresent(line -> console.remark("sandbox: " + line));
      rescoring.run(
          console,
          judged -> {
            summary.add(judged);
            writer.write(judged);
          });
    }
    console.out().print(json ? summary.json() : summary.text());
    return 0;
  }

  private Experiment.Replayed experiment(Recording recording, RecordedItems.Form form) {
    Optional<Dataset> data = task.namedDataset();
    boolean programs = scorer.startsWith("code/");
    return new Experiment.Replayed(
        new RecordedItems(recording, form, data, task.selection(), programs, language.word()),
        new Scoring(false, List.of(scorer), language.word(), sandbox.settings()));
  }
}
