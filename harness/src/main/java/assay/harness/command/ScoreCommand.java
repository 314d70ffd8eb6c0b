package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.model.RecordedFields;
import assay.harness.model.RecordedRow;
import assay.harness.model.Recording;
import assay.harness.run.Console;
import assay.harness.run.ContentCheck;
import assay.harness.run.Replay;
import assay.harness.run.ScorerSet;
import assay.harness.run.UsageException;
import assay.results.Cause;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.Sample;
import assay.scorers.code.sandbox.Language;
import assay.tasks.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
      "  assay score --suite mmlu-pro --recorded outputs.jsonl.gz --scorer choice/official --json",
      "      rows with question_id, output, answer and n_options need no --data",
      "  assay score --suite math-500 --data math500.jsonl --recorded mine.jsonl \\",
      "        --fields id=uid,output=reply --scorer math/sound --verdicts verdicts.jsonl",
      "      targets from the data, generations from a file with field names of its own",
      "  assay score --suite livecodebench --data test6.jsonl --recorded codes.json \\",
      "        --scorer code/real --json",
      "      the official result form: question_id with code_list or output_list",
      "  assay score --suite code-contests --data contests.jsonl --recorded mine.jsonl \\",
      "        --scorer code/real --language cpp",
      "      C++ programs, compiled in the sandbox; the verdicts are those of code/real+cpp",
      "",
      "--json prints one object: suite, scorer, samples, correct, wrong, noAnswer (a part of"
          + " wrong),",
      "notMeasured, accuracy (over what was measured), lowest and highest (what the rest leaves",
      "open), causes, randomFallback (choice scorers), byCategory; for several attempts at a"
          + " sample",
      "passAtK; for programs code: failures by the official grader's code, how many of its"
          + " failures",
      "pass as real programs (officialArtefacts), timingSuspect, wall and processor time.",
      "",
      "Fields are looked for under these names, in order: id as question_id, id, task_id,"
          + " unique_id,",
      "sample_id; output as output, model_outputs, generated_text, completion, response, text;",
      "several outputs as output_list or code_list; target as answer, target, gold; the language"
          + " of",
      "programs as language, lang (python, cpp or java)."
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

  @Option(
      names = "--verdicts",
      paramLabel = "FILE",
      description = "Write one JSON line a completion: id, verdict, answer, rule, detail.")
  private Path verdicts;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  ScoreCommand(Console console, Catalog catalog) {
    this.console = console;
    task = new TaskOptions(catalog);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    task.benchmark();
    Recording recording = new Recording(recorded, RecordedFields.parse(fields));
    Scan scan = scan(recording);

    List<String> names = language.named(List.of(scorer));
    ScoreSummary summary = new ScoreSummary(task.suite(), names.getFirst());
    try (ScorerSet scorers = ScorerSet.open(names, sandbox.settings(), scan.bareCode());
        VerdictWriter writer =
            VerdictWriter.open(Optional.ofNullable(verdicts), scan.numericIds());
        Stream<Replay.Item> items =
            task.data().isEmpty() ? withoutData(recording) : withData(recording)) {
      scorers.sandbox().ifPresent(line -> console.remark("sandbox: " + line));
      Replay.run(
          items,
          scorers,
          console,
          judged -> {
            summary.add(judged);
            writer.write(judged);
          });
    }
    console.out().print(json ? summary.json() : summary.text());
    return 0;
  }

  /// What the first rows say about the form of the file.
  private record Scan(boolean numericIds, boolean bareCode) {}

  private static Scan scan(Recording recording) throws IOException {
    try (Stream<RecordedRow> rows = recording.rows()) {
      return rows.findFirst()
          .map(row -> new Scan(row.numericId(), row.bareCode()))
          .orElseThrow(() -> new UsageException(recording.path() + ": has no rows"));
    }
  }

  private Stream<Replay.Item> withoutData(Recording recording) throws IOException {
    Map<String, Integer> attempts = new LinkedHashMap<>();
    return recording
        .rows()
        .flatMap(
            row -> {
              Sample sample =
                  row.sample()
                      .orElseThrow(
                          () ->
                              new UsageException(
                                  ("%s: sample %s has no target; give the dataset with --data,"
                                          + " or name the field with --fields target=NAME")
                                      .formatted(recording.path(), row.id())));
              int first = attempts.merge(row.id(), row.outcomes().size(), Integer::sum);
              return items(sample, generations(row), first - row.outcomes().size());
            });
  }

  /// What a recording has of one attempt.
  private record Generation(Outcome outcome, Optional<Language> language) {}

  private List<Generation> generations(RecordedRow row) {
    Optional<Language> declared =
        scorer.startsWith("code/") ? row.programmingLanguage() : Optional.empty();
    Optional<String> said = language.word();
    if (declared.isPresent()
        && said.isPresent()
        && !Language.declaredBy(said.get()).equals(declared)) {
      throw new UsageException(
          "--language %s: %s says %s for sample %s"
              .formatted(said.get(), recorded, declared.get(), row.id()));
    }
    return row.outcomes().stream().map(outcome -> new Generation(outcome, declared)).toList();
  }

  private Generation missing(String id) {
    return new Generation(
        new Failure(
            Cause.NOT_RECORDED,
            "%s has no completion of sample %s".formatted(recorded.getFileName(), id)),
        Optional.empty());
  }

  private static Stream<Replay.Item> items(Sample sample, List<Generation> all, int first) {
    return IntStream.range(0, all.size())
        .mapToObj(
            i -> new Replay.Item(sample, first + i, all.get(i).outcome(), all.get(i).language()));
  }

  private List<Generation> withdrawn(String words, int attempts) {
    return Collections.nCopies(
        attempts,
        new Generation(
            new Failure(
                Cause.NOT_RECORDED,
                "%s is of another revision of the data: it has %s"
                    .formatted(recorded.getFileName(), words)),
            Optional.empty()));
  }

  private Stream<Replay.Item> withData(Recording recording) throws IOException {
    Map<String, List<Generation>> byId = new LinkedHashMap<>();
    Map<String, Sample> stated = new LinkedHashMap<>();
    try (Stream<RecordedRow> rows = recording.rows()) {
      rows.forEach(
          row -> {
            byId.computeIfAbsent(row.id(), id -> new ArrayList<>()).addAll(generations(row));
            stated.putIfAbsent(row.id(), row.stated());
          });
    }
    Set<String> contradicted = new TreeSet<>();
    Dataset dataset = task.dataset();
    Set<String> unknown = new HashSet<>(byId.keySet());
    return task.selection()
        .apply(dataset.open())
        .flatMap(
            sample -> {
              unknown.remove(sample.id());
              List<Generation> generations =
                  byId.getOrDefault(sample.id(), List.of(missing(sample.id())));
              Optional<String> difference =
                  Optional.ofNullable(stated.get(sample.id()))
                      .flatMap(content -> ContentCheck.difference(content, sample));
              difference.ifPresent(words -> contradicted.add(sample.id()));
              return items(
                  sample,
                  difference.map(words -> withdrawn(words, generations.size())).orElse(generations),
                  0);
            })
        .onClose(
            () -> {
              if (!contradicted.isEmpty()) {
                console.remark(
                    "%d recorded samples are of another revision of the data and were not measured: %s"
                        .formatted(contradicted.size(), String.join(", ", contradicted)));
              }
              if (!unknown.isEmpty()) {
                console.remark(
                    "%d recorded samples are not in the selected data and were left out"
                        .formatted(unknown.size()));
              }
            });
  }
}
