package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.configuration.ConfiguredWords;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.options.ScorersFlag;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.UsageException;
import assay.harness.stored.Reports;
import assay.harness.sweep.PlanExperiments;
import assay.harness.sweep.PlanExperiments.Planned;
import assay.harness.sweep.PlanReader;
import assay.harness.sweep.PlanSchema;
import assay.harness.sweep.SweepPlan;
import assay.harness.sweep.SweepPlan.Variant;
import assay.harness.sweep.SweepRun;
import assay.harness.sweep.VariantChoice;
import assay.harness.sweep.VariantOrder;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "Variants share what was answered: a model stays open while variants want the same one, and"
          + " what another variant asked already comes from the cache of completions (assay cache"
          + " --help; for a server on this machine with cache: DIR in base).",
      "A table tells state, score with interval and remaining time of every variant: on a terminal"
          + " below the lines of the runs, else at the end.",
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
  private final ConfiguredWords configured;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PLAN", description = "The plan, a YAML or JSON file.")
  private Path plan;

  @InGroup(OptionGroup.OUTPUT)
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

  @Option(
      names = "--only",
      paramLabel = "VARIANT",
      description = "Run only this variant, or those that fit a pattern with *; may be repeated.")
  private List<String> only = List.of();

  @Option(
      names = "--skip",
      paramLabel = "VARIANT",
      description = "Leave this variant out, or those that fit a pattern; may be repeated.")
  private List<String> skip = List.of();

  @Option(
      names = {"--retry", "--retry-unmeasured"},
      description =
          "Run only variants that failed, were stopped or have something that was not measured, and"
              + " do that again.")
  private boolean retry;

  @Mixin private ScorersFlag summary;

  SweepCommand(Console console, Catalog catalog, ConfiguredWords configured) {
    this.configured = configured;
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
    PlanExperiments experiments = new PlanExperiments(read, catalog, configured::ofRun);
    experiments.requireOptions(spec.parent().subcommands().get("run").getCommandSpec());
    List<Planned> planned = variants.stream().map(experiments::of).toList();
    choice().requireKnown(variants.stream().map(Variant::name).toList());
    if (dryRun) {
      console.out().print(table(planned));
      return ExitCode.OK.status();
    }
    Files.createDirectories(out);
    String ending = plan.toString().endsWith(".json") ? ".json" : ".yaml";
    Files.copy(plan, out.resolve("plan" + ending), StandardCopyOption.REPLACE_EXISTING);
    Map<String, ExitCode> failed =
        new SweepRun(console, out, choice(), retry).run(planned, VariantOrder.of(read, planned));
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

  private String table(List<Planned> planned) {
    StringBuilder text = new StringBuilder();
    int width = planned.stream().mapToInt(each -> each.variant().name().length()).max().orElse(0);
    for (Planned each : planned) {
      String name = each.variant().name();
      text.append(
          "%s  %d samples  %d calls%s%n"
              .formatted(
                  name + " ".repeat(width - name.length()),
                  each.samples(),
                  each.calls(),
                  choice().takes(name) ? "" : "  skipped"));
    }
    List<Planned> taken =
        planned.stream().filter(each -> choice().takes(each.variant().name())).toList();
    long calls = taken.stream().mapToLong(each -> each.calls()).sum();
    return text.append("%d variants, %d calls%n".formatted(taken.size(), calls)).toString();
  }

  private VariantChoice choice() {
    return new VariantChoice(only, skip);
  }

  private Path folder(Variant variant) {
    return out.resolve(variant.name());
  }

  private void report(List<Variant> variants) throws IOException {
    List<RunDirectory> runs = new ArrayList<>();
    for (Variant variant : variants) {
      if (RunDirectory.isRun(folder(variant))) {
        runs.add(catalog.open(folder(variant)));
      }
    }
    if (!runs.isEmpty()) {
      Reports.publish(console, Reports.of(runs), runs, out.resolve("report"), summary.form(false));
    }
  }
}
