package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.configuration.ConfiguredWords;
import assay.harness.experiment.Experiment;
import assay.harness.experiment.SharedModel;
import assay.harness.experiment.Trial;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.options.DifficultyFlag;
import assay.harness.options.ExperimentFlags;
import assay.harness.plan.ForecastJson;
import assay.harness.plan.ForecastText;
import assay.harness.plan.Precision;
import assay.harness.plan.RunForecast;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.Model;
import assay.harness.run.UsageException;
import assay.harness.stored.Outcomes;
import assay.harness.sweep.PlanExperiments;
import assay.harness.sweep.PlanReader;
import assay.harness.sweep.PlanSchema;
import assay.harness.sweep.SweepPlan;
import assay.harness.terminal.ProgramVersion;
import assay.reports.compare.RunOutcomes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Says what a run or a sweep will take and tell, before anything is spent.
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Says what a run, or each run of a sweep, will take and tell: samples, tokens, time, cost,"
          + " what will not fit, the interval of the score, the smallest difference that can be"
          + " found, and what is wrong with prompts and model.",
      "The options are those of assay run, or the plan of a sweep is named. No folder is written;"
          + " what --pilot asks is kept in the cache, from which the run takes it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay plan --suite mmlu-pro --data test.parquet --model m.gguf --limit 500 \\",
      "        --pilot 20",
      "  assay plan --suite math-500 --data math500.jsonl --prices prices.yaml \\",
      "        --model https://api.example.com/v1#name --baseline runs/before \\",
      "        --pilot 20",
      "  assay plan lengths.yaml --json",
      "      each variant of a sweep",
      "",
      "Tokens of prompts are counted with the tokenizer of an engine model, else",
      "estimated, and time is not known without --pilot. Findings: double-bos,",
      "raw-prompt, hidden-system-prompt, no-generation-prompt and others of assay",
      "engine lint; does-not-fit, answers-cut-by-context, shots-dropped,",
      "leaking-blanks, stop-cuts-answers, answers-cut-by-length, not-measured.",
      "--json prints runs (name, model, suite, protocol, selection, samples, attempts,",
      "calls, unfit, promptTokens, promptTokensSource, longestPrompt, outputTokens,",
      "mostOutputTokens, seconds, cost, mostCost, pilot, precision, findings) and",
      "total; what is not known is null."
    })
final class PlanCommand implements Callable<Integer> {
  private static final List<String> OF_A_RUN = List.of("--suite", "--model");

  private final Console console;
  private final Catalog catalog;
  private final ConfiguredWords configured;

  @Spec private CommandSpec spec;

  @Mixin private final ExperimentFlags flags;

  @Parameters(
      arity = "0..1",
      paramLabel = "PLAN",
      description = "The plan of a sweep, in place of the options of a run.")
  private Path plan;

  @Option(
      names = "--pilot",
      paramLabel = "N",
      defaultValue = "0",
      description = "Ask N samples of each run, for time and lengths of answers.")
  private int pilot;

  @Option(
      names = "--expect",
      paramLabel = "SHARE",
      description = "The score that the interval is said for (default: the baseline's, or 0.5).")
  private Double expected;

  @Option(
      names = "--baseline",
      paramLabel = "RUN",
      description =
          "A run to compare with; a second one tells how much two runs disagree, and so what"
              + " difference can be found.")
  private List<Path> baselines = List.of();

  @Mixin private DifficultyFlag difficulty;

  @Option(
      names = "--schema",
      help = true,
      description = "Print the JSON Schema of the plans of sweeps, and nothing else.")
  private boolean schema;

  @InGroup(OptionGroup.OUTPUT)
  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private PlanCommand(Console console, Catalog catalog, ConfiguredWords configured) {
    this.configured = configured;
    this.console = console;
    this.catalog = catalog;
    flags = new ExperimentFlags(catalog);
  }

  /// Returns the command, whose options of a run may be missing, as with the plan of a sweep.
  static CommandLine commandLine(Console console, Catalog catalog, ConfiguredWords configured) {
    CommandLine line = new CommandLine(new PlanCommand(console, catalog, configured));
    CommandSpec known = line.getCommandSpec();
    for (String name : OF_A_RUN) {
      OptionSpec option = known.findOption(name);
      known.remove(option);
      known.addOption(OptionSpec.builder(option).required(false).build());
    }
    return line;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (schema) {
      console.out().print(new PlanSchema(catalog).text());
      return ExitCode.OK.status();
    }
    if (pilot < 0 || (expected != null && !(expected >= 0 && expected <= 1))) {
      throw new UsageException("--pilot is at least 0, --expect from 0 to 1");
    }
    List<RunForecast> runs = forecasts(demands());
    console
        .out()
        .print(json ? ForecastJson.of(runs).toPrettyString() + "\n" : ForecastText.of(runs));
    return ExitCode.OK.status();
  }

  private RunForecast.Demands demands() throws IOException {
    if (baselines.size() > 2) {
      throw new UsageException("--baseline: two runs at most");
    }
    List<RunOutcomes> read = new ArrayList<>();
    for (Path run : baselines) {
      read.add(Outcomes.read(catalog, run, baselines, Optional.empty()));
    }
    return new RunForecast.Demands(
        pilot,
        new Precision.Known(
            expected == null ? OptionalDouble.empty() : OptionalDouble.of(expected),
            read,
            difficulty.read()));
  }

  private List<RunForecast> forecasts(RunForecast.Demands demands)
      throws IOException, InterruptedException {
    List<RunForecast> runs = new ArrayList<>();
    try (SharedModel models = new SharedModel()) {
      for (Map.Entry<String, Experiment.Asked> each : experiments().entrySet()) {
        Experiment.Asked experiment = each.getValue();
        Model model = models.of(experiment.model());
        try (Trial trial = Trial.open(experiment, model, ProgramVersion.circumstances())) {
          String name = each.getKey().isEmpty() ? trial.defaultFolder().toString() : each.getKey();
          runs.add(RunForecast.of(name, experiment, model, trial, demands));
        }
      }
    }
    return runs;
  }

  private Map<String, Experiment.Asked> experiments() throws IOException {
    if (plan == null) {
      if (!OF_A_RUN.stream().allMatch(spec.commandLine().getParseResult()::hasMatchedOption)) {
        throw new UsageException(
            "name --suite and --model as for assay run, or the plan of a sweep");
      }
      return Map.of("", flags.experiment());
    }
    Set<String> known =
        CommandSpec.forAnnotatedObject(new ExperimentFlags(catalog)).optionsMap().keySet();
    spec.commandLine().getParseResult().matchedOptions().stream()
        .map(OptionSpec::longestName)
        .filter(known::contains)
        .findFirst()
        .ifPresent(
            option -> {
              throw new UsageException(
                  "%s has the options of its runs: leave %s out".formatted(plan, option));
            });
    SweepPlan read = PlanReader.read(plan);
    PlanExperiments experiments = new PlanExperiments(read, catalog, configured::ofRun);
    experiments.requireOptions(spec.parent().subcommands().get("run").getCommandSpec());
    Map<String, Experiment.Asked> all = new LinkedHashMap<>();
    read.variants()
        .forEach(variant -> all.put(variant.name(), experiments.of(variant).experiment()));
    return all;
  }
}
