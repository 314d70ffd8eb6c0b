package assay.harness.command;

import assay.harness.interchange.ImportedRun;
import assay.harness.interchange.MmluProOutputs;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.ScorerSet;
import assay.harness.run.UsageException;
import assay.reports.Reproduction;
import assay.reports.RunReport;
import assay.results.published.PublishedScore;
import assay.results.published.PublishedScores;
import assay.results.store.RunDirectory;
import assay.scorers.code.sandbox.SandboxChoice;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Holds a published score against a run.
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    description = {
      "Reproduces a published score: takes the figure and its protocol from the registry, runs or"
          + " replays, and reports published, measured, difference, whether it lies within the"
          + " sampling noise, and every field of the protocol that differs or is not stated."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay reproduce qwen1.5-110b/mmlu-pro --recorded outputs_Qwen1.5-110B.full.jsonl.gz",
      "      offline, from the outputs that the benchmark's authors published",
      "  assay reproduce qwen2.5-72b-instruct/mmlu-pro --data test.parquet \\",
      "        --model http://localhost:8000/v1#Qwen2.5-72B-Instruct --out runs/qwen72",
      "  assay reproduce qwen2.5-72b-instruct/mmlu-pro --run runs/qwen72",
      "",
      "--json prints target, published, measured, difference (percent and points), n, withinNoise,",
      "scorer, fields (name, stated, used, agreement), sentence, and all figures of the registry."
    })
final class ReproduceCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "TARGET",
      description = "MODEL/SUITE as in `assay published`, whatever the case.")
  private String target;

  @Option(
      names = "--recorded",
      paramLabel = "FILE",
      description = "Generations made elsewhere; without --data, MMLU-Pro's published outputs.")
  private Path recorded;

  @Option(names = "--run", paramLabel = "RUN", description = "A run made before.")
  private Path run;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "A model to run, as in `assay run`.")
  private String model;

  @Option(names = "--data", paramLabel = "FILE", description = "The suite's data.")
  private List<Path> data = List.of();

  @Option(names = "--shots", paramLabel = "FILE", description = "Few-shot examples.")
  private Path shots;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      description = "Rules by which to run (default: what the registry states, else the suite's).")
  private String protocol;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run's folder (default: below runs/).")
  private Path out;

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  ReproduceCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<PublishedScore> figures = figures();
    RunDirectory directory = RunDirectory.open(directory(figures.getFirst()));
    RunReport report = Reports.of(List.of(directory)).runs().getFirst();
    List<Reproduction> reproductions =
        figures.stream().map(figure -> Reproduction.of(figure, report)).toList();
    console.out().print(json ? json(reproductions) : text(reproductions));
    console.remark("records   " + directory.recordFile());
    return ExitCode.OK.status();
  }

  private List<PublishedScore> figures() {
    int slash = target.lastIndexOf('/');
    if (slash < 1) {
      throw new UsageException("TARGET " + target + ": write MODEL/SUITE");
    }
    String name = target.substring(0, slash);
    String suite = target.substring(slash + 1).toLowerCase(Locale.ROOT);
    List<PublishedScore> found = PublishedScores.bundled().of(name, suite);
    if (found.isEmpty()) {
      throw new UsageException(
          "the registry has no figure of %s on %s; `assay published %s` shows what it has"
              .formatted(name, suite, name));
    }
    return found;
  }

  private Path directory(PublishedScore figure) throws IOException {
    long sources =
        List.of(recorded != null, run != null, model != null).stream()
            .filter(given -> given)
            .count();
    if (sources != 1) {
      throw new UsageException("give one of --recorded, --run and --model");
    }
    if (run != null) {
      return run;
    }
    Path folder = out == null ? defaultFolder() : out;
    if (recorded != null && data.isEmpty()) {
      return imported(figure, folder);
    }
    return executed(figure, folder);
  }

  private Path defaultFolder() {
    String name = "reproduce-" + target + "-" + (recorded == null ? model : recorded.getFileName());
    return Path.of("runs", name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-"));
  }

  private Path imported(PublishedScore figure, Path folder) throws IOException {
    if (!figure.suite().equals("mmlu-pro")) {
      throw new UsageException("--data is missing: name the data of suite " + figure.suite());
    }
    if (RunDirectory.isRun(folder)) {
      return folder;
    }
    MmluProOutputs log = new MmluProOutputs(recorded);
    try (ScorerSet scorers = ScorerSet.open(log.origin().scorers(), SandboxChoice.AUTO, false)) {
      new ImportedRun(log, recorded, log.origin(), scorers.scorers(), Optional.empty())
          .write(folder, ProgramVersion.facts());
    }
    return folder;
  }

  /// The same as `assay run` with the protocol's settings; continued where it was stopped.
  private Path executed(PublishedScore figure, Path folder) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--suite", suite(figure), "--out", folder.toString(), "--resume"));
    arguments.addAll(
        List.of("--model", recorded == null ? model : "recorded:" + recorded, "--quiet"));
    data.forEach(file -> arguments.addAll(List.of("--data", file.toString())));
    if (shots != null) {
      arguments.addAll(List.of("--shots", shots.toString()));
    }
    if (protocol != null) {
      arguments.addAll(List.of("--protocol", protocol));
    }
    if (data.isEmpty()) {
      throw new UsageException("--data is missing: name the data of suite " + suite(figure));
    }
    CommandLine command = AssayCommand.commandLine(console.resultsTo(console.err()));
    List<String> line = new ArrayList<>(List.of("run"));
    line.addAll(arguments);
    int status = command.execute(line.toArray(String[]::new));
    if (status != ExitCode.OK.status()) {
      throw new UsageException("the run did not finish; its message is above");
    }
    return folder;
  }

  /// All of MATH is measured on its subset of 500; the report shows that as a difference.
  private static String suite(PublishedScore figure) {
    return figure.suite().equals("math") ? "math-500" : figure.suite();
  }

  private static String text(List<Reproduction> reproductions) {
    StringBuilder text = new StringBuilder();
    for (Reproduction each : reproductions) {
      text.append(each.sentence()).append('\n');
      text.append("  source     ").append(each.published().provenance().source().title());
      text.append(each.published().provenance().date().map(date -> ", " + date).orElse(""));
      text.append("\n  measured   by ").append(each.scorer());
      text.append(" over ").append(each.items()).append(" items\n");
      for (Reproduction.Field field : each.fields()) {
        text.append(
            "  %-10s %-10s %s%n"
                .formatted(
                    field.name(),
                    field.agreement().label(),
                    field.stated().isEmpty()
                        ? "used " + field.used()
                        : "stated %s, used %s".formatted(field.stated(), field.used())));
      }
    }
    return text.toString();
  }

  private String json(List<Reproduction> reproductions) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("target", target);
    node.setAll(figure(reproductions.getFirst()));
    ArrayNode figures = node.putArray("figures");
    reproductions.forEach(each -> figures.add(figure(each)));
    return node.toPrettyString() + "\n";
  }

  private static ObjectNode figure(Reproduction each) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("published", each.published().percent());
    node.put("measured", rounded(100 * each.measured()));
    node.put("difference", rounded(100 * each.difference()));
    node.putArray("interval")
        .add(rounded(100 * each.interval().low()))
        .add(rounded(100 * each.interval().high()));
    node.put("n", each.items());
    node.put("withinNoise", each.withinNoise());
    node.put("scorer", each.scorer());
    node.put("source", each.published().provenance().source().title());
    ArrayNode fields = node.putArray("fields");
    for (Reproduction.Field field : each.fields()) {
      fields
          .addObject()
          .put("name", field.name())
          .put("stated", field.stated().isEmpty() ? null : field.stated())
          .put("used", field.used())
          .put("agreement", field.agreement().label());
    }
    node.put("sentence", each.sentence());
    return node;
  }

  private static double rounded(double percent) {
    return Math.round(percent * 10_000) / 10_000.0;
  }
}
