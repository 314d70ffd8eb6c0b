package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.ScorerSet;
import assay.reports.run.Counts;
import assay.reports.run.VerdictCounter;
import assay.results.RunManifest;
import assay.results.SampleRecord;
import assay.results.store.MalformedRecordException;
import assay.results.store.RunDirectory;
import assay.tasks.Benchmark;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists stored runs, or what can be run.
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the runs below a folder, or the suites with their protocols and scorers.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay list",
      "      the runs below ./runs",
      "  assay list elsewhere --json",
      "      one JSON object a line",
      "  assay list --suites",
      "      suites, protocols and scorers"
    })
final class ListCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = "runs",
      description = "The folder with the runs (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(names = "--suites", description = "List what can be run instead.")
  private boolean suites;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  ListCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException {
    if (suites) {
      listSuites();
      return ExitCode.OK.status();
    }
    return listRuns().status();
  }

  private void listSuites() {
    for (Benchmark benchmark : catalog.benchmarks().all()) {
      if (json) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("suite", benchmark.suite());
        node.put("description", benchmark.description());
        benchmark.protocolNames().forEach(node.putArray("protocols")::add);
        console.out().println(node);
      } else {
        console.out().printf("%s%n  %s%n", benchmark.suite(), benchmark.description());
        benchmark.protocolNames().forEach(name -> console.out().println("  --protocol " + name));
      }
    }
    if (!json) {
      console.out().println("scorers");
      ScorerSet.names().forEach(name -> console.out().println("  --scorer " + name));
    }
  }

  /// Lists all that can be read; what cannot is named with the reason, and the status says so.
  private ExitCode listRuns() throws IOException {
    List<Path> runs = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> found = Files.walk(folder, 3)) {
        found.filter(RunDirectory::isRun).sorted().forEach(runs::add);
      }
    }
    if (runs.isEmpty()) {
      console.remark("no runs below " + folder + "; `assay demo` makes some");
    }
    ExitCode code = ExitCode.OK;
    for (Path path : runs) {
      try {
        print(catalog.open(path));
      } catch (MalformedRecordException e) {
        console.err().println("assay: " + e.getMessage());
        code = ExitCode.BAD_INPUT;
      }
    }
    return code;
  }

  private void print(RunDirectory run) {
    RunManifest manifest = run.manifest();
    Counts counts = counts(run);
    long planned = (long) manifest.dataset().rows().size() * manifest.settings().attempts();
    if (json) {
      console
          .out()
          .println(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("run", run.path().toString())
                  .put("suite", manifest.dataset().suite())
                  .put("protocol", manifest.protocol().name())
                  .put("model", manifest.model().name())
                  .put("planned", planned)
                  .put("done", counts.total())
                  .put("correct", counts.correct())
                  .put("notMeasured", counts.unmeasured()));
      return;
    }
    OptionalDouble share = counts.accuracy();
    String accuracy =
        share.isEmpty() ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * share.getAsDouble());
    console
        .out()
        .printf(
            "%-48s %-32s %-28s %6d/%-6d %8s  %d not measured%n",
            run.path(),
            manifest.protocol().name(),
            manifest.model().name(),
            counts.total(),
            planned,
            accuracy,
            counts.unmeasured());
  }

  private static Counts counts(RunDirectory run) {
    VerdictCounter verdicts = new VerdictCounter();
    try (Stream<SampleRecord> records = run.records()) {
      records.forEach(record -> verdicts.add(record.primaryScore()));
    }
    return verdicts.counts();
  }
}
