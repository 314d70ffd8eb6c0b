package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.command.cache.CacheCommand;
import assay.harness.command.data.DataCommand;
import assay.harness.command.engine.BenchCommand;
import assay.harness.command.engine.EngineCommand;
import assay.harness.command.sandbox.SandboxCommand;
import assay.harness.configuration.Configuration;
import assay.harness.configuration.ConfiguredWords;
import assay.harness.help.GroupedOptions;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.terminal.ErrorHandling;
import assay.harness.terminal.ProgramVersion;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The root command, which lists the others.
@Command(
    name = "assay",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Runs benchmark suites against language models, scores the answers, and reports what was"
          + " measured.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay demo",
      "      run the three suites on the bundled models and show the report",
      "  assay run --suite mmlu-pro --data test.parquet --model qwen2.5-0.5b.gguf \\",
      "        --limit 100",
      "      100 questions of all categories on the bundled engine, by the",
      "      official protocol",
      "  assay run --suite math-500 --data math500.jsonl \\",
      "        --model http://localhost:8080/v1#qwen",
      "      against an OpenAI-compatible endpoint",
      "  assay score --suite mmlu-pro --recorded outputs.jsonl.gz \\",
      "        --scorer choice/official --json",
      "      score generations that were recorded elsewhere",
      "  assay report runs/*",
      "      compare stored runs in one page",
      "  assay view runs/math-500_qwen_1a2b3c4d",
      "      the same page, served on this machine while the run goes on",
      "",
      "Results go to standard output, progress and remarks to standard error."
    })
public final class AssayCommand {
  @InGroup(OptionGroup.OUTPUT)
  @Option(
      names = "--quiet",
      scope = ScopeType.INHERIT,
      description = "No progress and no remarks on standard error; errors and results stay.")
  private boolean quiet;

  private AssayCommand() {}

  /// Returns the command line, ready to execute, of a user who has configured nothing.
  public static CommandLine commandLine(Console console, Catalog catalog) {
    return commandLine(console, catalog, Configuration.NONE);
  }

  /// Returns the command line, ready to execute.
  public static CommandLine commandLine(
      Console console, Catalog catalog, Configuration configuration) {
    ConfiguredWords configured = new ConfiguredWords(configuration);
    CommandLine root = new CommandLine(new AssayCommand());
    root.addSubcommand("demo", new DemoCommand(console, catalog));
    root.addSubcommand("run", new RunCommand(console, catalog));
    root.addSubcommand("retry", new RetryCommand(console, catalog));
    root.addSubcommand("plan", PlanCommand.commandLine(console, catalog, configured));
    root.addSubcommand("sweep", new SweepCommand(console, catalog, configured));
    root.addSubcommand("merge", new MergeCommand(console, catalog));
    root.addSubcommand("submit", new SubmitCommand(console, catalog));
    root.addSubcommand("score", new ScoreCommand(console, catalog));
    root.addSubcommand("grade", new GradeCommand(console));
    root.addSubcommand("report", new ReportCommand(console, catalog));
    root.addSubcommand("view", new ViewCommand(console, catalog));
    root.addSubcommand("serve", new ServeCommand(console, catalog));
    root.addSubcommand("compare", new CompareCommand(console, catalog));
    root.addSubcommand("difficulty", new DifficultyCommand(console, catalog));
    root.addSubcommand("doubtful", new DoubtfulCommand(console, catalog));
    root.addSubcommand("regress", new RegressCommand(console, catalog));
    root.addSubcommand("reproduce", new ReproduceCommand(console, catalog));
    root.addSubcommand("published", new PublishedCommand(console, catalog));
    root.addSubcommand("import", new ImportCommand(console, catalog));
    root.addSubcommand("export", new ExportCommand(console, catalog));
    root.addSubcommand("disagreements", new DisagreementsCommand(console, catalog));
    root.addSubcommand("list", new ListCommand(console, catalog));
    root.addSubcommand("config", new ConfigCommand(console, catalog, configuration));
    root.addSubcommand("completion", new CompletionCommand(console, catalog));
    root.addSubcommand("man", new ManCommand(console));
    root.addSubcommand("data", DataCommand.commandLine(console, catalog));
    root.addSubcommand("cache", CacheCommand.commandLine(console));
    root.addSubcommand("sandbox", SandboxCommand.commandLine(console));
    root.addSubcommand("loglikelihood", new LikelihoodCommand(console, catalog));
    root.addSubcommand("bench", new BenchCommand(console, catalog));
    root.addSubcommand("engine", EngineCommand.commandLine(console, catalog));
    ErrorHandling errors = new ErrorHandling(console);
    root.setExecutionExceptionHandler(errors);
    root.setParameterExceptionHandler(errors);
    root.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    root.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    root.setUsageHelpAutoWidth(true);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    describeExitCodes(root);
    GroupedOptions.in(root);
    root.setColorScheme(Help.defaultColorScheme(console.coloured() ? Help.Ansi.ON : Help.Ansi.OFF));
    return root;
  }

  private static void describeExitCodes(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    Map<String, String> codes = new LinkedHashMap<>();
    Arrays.stream(ExitCode.values())
        .forEach(code -> codes.put(String.valueOf(code.status()), code.meaning()));
    spec.usageMessage().exitCodeListHeading("%nExit status:%n").exitCodeList(codes);
    command.getSubcommands().values().forEach(AssayCommand::describeExitCodes);
  }

  boolean quiet() {
    return quiet;
  }
}
