package assay.harness.command.sandbox;

import assay.harness.run.Console;
import assay.harness.run.RunFailedException;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SandboxOptions;
import assay.scorers.code.sandbox.measure.Calibration;
import assay.scorers.code.sandbox.measure.SandboxBench;
import assay.scorers.code.sandbox.selection.SandboxChoice;
import assay.scorers.code.sandbox.selection.SandboxSelection;
import assay.scorers.code.sandbox.selection.SandboxSelector;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Measures what the sandbox costs.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures tests a second with a program that takes no time, beside plain python3 runs.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay sandbox bench",
      "  assay sandbox bench --sandbox bwrap --workers 2 --tests 2000 --json"
    })
final class BenchCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--sandbox",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "Which backend: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private SandboxChoice sandbox;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      description = "Programs at a time (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = "--tests",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Tests to run in each way (default: ${DEFAULT-VALUE}).")
  private int tests;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    SandboxOptions options =
        SandboxOptions.forLimits(ExecutionLimits.liveCodeBench()).withWorkers(workers);
    SandboxSelection selection = new SandboxSelector(options).select(sandbox);
    try (Sandbox place = selection.sandbox()) {
      SandboxBench.Figures figures = SandboxBench.run(place, tests, workers);
      Calibration calibration = Calibration.measure(place);
      console
          .out()
          .print(
              json ? json(selection, figures, calibration) : text(selection, figures, calibration));
      return 0;
    } catch (SandboxFault e) {
      throw new RunFailedException(e.getMessage(), e);
    }
  }

  private String json(
      SandboxSelection selection, SandboxBench.Figures figures, Calibration calibration) {
    return JsonNodeFactory.instance
            .objectNode()
            .put("sandbox", selection.description())
            .put("workers", workers)
            .put("tests", tests)
            .put("freshProcessTestsPerSecond", figures.fresh())
            .put("sessionTestsPerSecond", figures.session())
            .put("plainPythonTestsPerSecond", figures.plain())
            .put("calibrationMillis", calibration.measured().toMillis())
        + "\n";
  }

  private static String text(
      SandboxSelection selection, SandboxBench.Figures figures, Calibration calibration) {
    return String.format(
        Locale.ROOT,
        "%s%n%8.0f tests/s, a fresh process for each (code/real)%n"
            + "%8.0f tests/s, one process for all (code/official)%n"
            + "%8.0f tests/s, plain python3, one by one, no sandbox%n%s%n",
        selection.description(),
        figures.fresh(),
        figures.session(),
        figures.plain(),
        calibration.description());
  }
}
