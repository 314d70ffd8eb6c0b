package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.experiment.SharedModel;
import assay.harness.experiment.Trial;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.RunFailedException;
import assay.harness.run.RunService.Mode;
import assay.harness.run.UsageException;
import assay.harness.stored.Reports;
import assay.harness.sweep.PlanExperiments;
import assay.harness.sweep.PlanExperiments.Planned;
import assay.harness.sweep.PlanReader;
import assay.harness.sweep.PlanSchema;
import assay.harness.sweep.SweepPlan;
import assay.harness.sweep.SweepPlan.Variant;
import assay.harness.sweep.SweepProgress;
import assay.harness.sweep.VariantOrder;
import assay.harness.terminal.ErrorHandling;
import assay.harness.terminal.ProgramVersion;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs a suite in every combination of the levels of a plan.
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a suite in every combination of the levels that a plan lists, each in a folder of its"
          + " own, and reports what the axes do: quantizations, protocols, temperatures, attempts,"
          + " padded lengths and positions, RoPE scaling, or any other options of assay run.",
      "The plan is YAML or JSON. base holds options of assay run without their dashes; models"
          + " lists models; axes holds the options to vary, each with a list of values, or any name"
          + " with a list of objects that have a label and set several options; null leaves an"
          + " option out; repeats runs each variant again with other random sequences; order names"
          + " the axes from the one that changes least often; exclude lists combinations that are"
          + " not run. --schema prints its JSON Schema, by which editors complete and check it.",
      "The same command continues a sweep that was stopped: what is stored stays. A variant that"
          + " fails does not stop the others, unless memory ran out; status 6 says that there was"
          + " one, 70 that one met a fault of this program. Wrong options and unreadable data are"
          + " refused before the first variant."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay sweep lengths.yaml --out runs/lengths --dry-run",
      "      the variants and how many calls they need; nothing is run",
      "  assay sweep lengths.yaml --out runs/lengths",
      "      all variants, and the report in runs/lengths/report",
      "",
      "  lengths.yaml:",
      "    base: {suite: math-500, data: math500.jsonl, limit: 100}",
      "    models: [qwen-q8_0.gguf, qwen-q4_k.gguf]",
      "    axes:",
      "      pad-to: [4096, 16384]",
      "      pad-position: [0, 0.5, 1]",
      "      rope:",
      "        - {label: \"off\"}",
      "        - {label: yarn, rope-scaling: yarn, rope-factor: 4}",
      "    exclude:",
      "      - {rope: yarn, pad-to: 4096}"
    })
final class SweepCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PLAN", description = "The plan, a YAML or JSON file.")
  private Path plan;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder for the variants' folders and the report.")
  private Path out;

  @Option(
      names = "--schema",
      help = true,
      description = "Print the JSON Schema of plans, and run nothing.")
  private boolean schema;

  @Option(names = "--dry-run", description = "Print the variants and their calls, and run nothing.")
  private boolean dryRun;

  @Option(names = "--retry-unmeasured", description = "Also do again what was not measured.")
  private boolean retryUnmeasured;

  SweepCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (schema) {
      console.out().print(new PlanSchema(catalog).text());
      return ExitCode.OK.status();
    }
    SweepPlan read = PlanReader.read(plan);
    List<Variant> variants = read.variants();
    if (variants.isEmpty()) {
      throw new UsageException(plan + ": every combination is excluded");
    }
    PlanExperiments experiments = new PlanExperiments(read, catalog);
    experiments.requireOptions(spec.parent().subcommands().get("run").getCommandSpec());
    List<Planned> planned = variants.stream().map(experiments::of).toList();
    if (dryRun) {
      console.out().print(table(planned));
      return ExitCode.OK.status();
    }
    Files.createDirectories(out);
    String ending = plan.toString().endsWith(".json") ? ".json" : ".yaml";
    Files.copy(plan, out.resolve("plan" + ending), StandardCopyOption.REPLACE_EXISTING);
    Map<String, ExitCode> failed = run(VariantOrder.of(read, planned));
    report(variants);
    failed.forEach(
        (name, code) ->
            console
                .err()
                .println("assay: variant failed: %s (status %d)".formatted(name, code.status())));
    return ended(failed.values()).status();
  }

  private static ExitCode ended(Collection<ExitCode> failed) {
    if (failed.contains(ExitCode.BUG)) {
      return ExitCode.BUG;
    }
    return failed.isEmpty() ? ExitCode.OK : ExitCode.VARIANTS_FAILED;
  }

  private static String table(List<Planned> planned) {
    StringBuilder text = new StringBuilder();
    int width = planned.stream().mapToInt(each -> each.variant().name().length()).max().orElse(0);
    for (Planned each : planned) {
      text.append(
          "%s  %d samples  %d calls%n"
              .formatted(
                  each.variant().name() + " ".repeat(width - each.variant().name().length()),
                  each.samples(),
                  each.calls()));
    }
    long calls = planned.stream().mapToLong(each -> each.calls()).sum();
    return text.append("%d variants, %d calls%n".formatted(planned.size(), calls)).toString();
  }

  private Map<String, ExitCode> run(List<Planned> planned)
      throws IOException, InterruptedException {
    long calls = planned.stream().mapToLong(each -> each.calls()).sum();
    long stored = 0;
    for (Planned each : planned) {
      stored += stored(each.variant());
    }
    SweepProgress progress = new SweepProgress(console, planned.size(), calls, stored);
    ErrorHandling errors = new ErrorHandling(console);
    Map<String, ExitCode> failed = new LinkedHashMap<>();
    try (SharedModel model = new SharedModel()) {
      for (Planned each : planned) {
        progress.start(each.variant().name());
        long before = stored(each.variant());
        try {
          run(each, model);
        } catch (IOException | RuntimeException | Error e) {
          // Whatever went wrong is not handed on to the next variant.
          model.forget();
          failed.put(each.variant().name(), errors.tell(e));
          requireMemory(e);
        }
        progress.add(stored(each.variant()) - before);
      }
    }
    return failed;
  }

  /// A variant that used up the memory may have hurt what all of them share.
  private static void requireMemory(Throwable e) {
    if (e instanceof OutOfMemoryError || e.getCause() instanceof OutOfMemoryError) {
      throw new RunFailedException(
          "the sweep stops here, since memory ran out; what is stored stays, and the same command"
              + " continues it",
          e);
    }
  }

  /// What is stored is compared with the experiment before it counts as done, so a folder of
  /// another plan is refused and not taken over.
  private void run(Planned each, SharedModel model) throws IOException, InterruptedException {
    Path folder = folder(each.variant());
    try (Trial trial =
        Trial.open(
            each.experiment(),
            model.of(each.experiment().model()),
            ProgramVersion.circumstances())) {
      trial.announce(console, folder);
      RunDirectory run =
          trial.run(console, folder, retryUnmeasured ? Mode.RETRY_UNMEASURED : Mode.RESUME);
      console.remark("records   " + run.recordFile());
      console.remark("report    assay report " + run.path());
    }
  }

  private Path folder(Variant variant) {
    return out.resolve(variant.name());
  }

  private long stored(Variant variant) throws IOException {
    if (!RunDirectory.isRun(folder(variant))) {
      return 0;
    }
    try (var records = catalog.open(folder(variant)).records()) {
      return records.count();
    }
  }

  private void report(List<Variant> variants) throws IOException {
    List<RunDirectory> runs = new ArrayList<>();
    for (Variant variant : variants) {
      if (RunDirectory.isRun(folder(variant))) {
        runs.add(catalog.open(folder(variant)));
      }
    }
    if (!runs.isEmpty()) {
      Reports.publish(console, Reports.of(runs), out.resolve("report"), false);
    }
  }
}
