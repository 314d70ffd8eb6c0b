package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.catalog.ScorerLikeness;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.UsageException;
import assay.harness.stored.Runs;
import assay.reports.view.ViewServer;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Serves the report of runs while they go on.
@Command(
    name = "view",
    mixinStandardHelpOptions = true,
    description = {
      "Serves the report of one run, or of several side by side, on this machine, live while they"
          + " go on: progress with rate and remaining time, the score so far with its interval,"
          + " errors by cause, the last samples, then the whole report with every sample.",
      "The run is only read, and only what was added is read again; a run that was killed, resumed,"
          + " finished or deleted is shown as what it is. Only this machine can reach the page, and"
          + " only who knows the token in the printed address; from the first visit on a cookie"
          + " has it. Ctrl-C ends it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay view runs/math-500_qwen_1a2b3c4d",
      "  assay view runs/* --port 8090",
      "",
      "Prints the address of the page. `assay report` writes the same page as a file."
    })
final class ViewCommand implements Callable<Integer> {
  private static final int HIGHEST_PORT = 65_535;

  private final Console console;
  private final Catalog catalog;

  @Parameters(arity = "1..*", paramLabel = "RUN", description = "Folders of runs.")
  private List<Path> runs = List.of();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "The port to listen on (default: any that is free).")
  private int port;

  ViewCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ViewServer server = start()) {
      endWithSuccess(server);
      console.out().println("report: " + server.address());
      console.out().flush();
      console.remark("Ctrl-C ends it");
      new CountDownLatch(1).await();
    }
    return ExitCode.OK.status();
  }

  private ViewServer start() throws IOException {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new UsageException("--port: expected 0 to %d, found %d".formatted(HIGHEST_PORT, port));
    }
    Runs.requireDistinct(runs);
    try {
      return ViewServer.start(runs, port, catalog::open, new ScorerLikeness());
    } catch (BindException e) {
      throw new UsageException(
          "--port %d: another program has it; choose another or leave it out".formatted(port));
    }
  }

  /// Ending by Ctrl-C is how this command is meant to end. A virtual machine that a signal ends
  /// would return 128 plus the signal's number, unless it is halted while it shuts down.
  private void endWithSuccess(ViewServer server) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  console.out().flush();
                  Runtime.getRuntime().halt(ExitCode.OK.status());
                },
                "end-of-view"));
  }
}
