package assay.harness;

import assay.harness.catalog.Catalog;
import assay.harness.run.Console;
import assay.results.published.PublishedScores;
import assay.tasks.benchmarks.Benchmarks;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Runs a command line inside the test and keeps what it printed.
final class Commands {
  /// The program's own benchmarks, without a word of downloads.
  static final Catalog CATALOG = catalog(Benchmarks.standard(), PublishedScores.bundled());

  private Commands() {}

  /// Returns benchmarks and registry as a catalog, without a word of downloads.
  static Catalog catalog(Benchmarks benchmarks, PublishedScores published) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return Catalog.of(benchmarks, published, new Console(nowhere, nowhere, false, true));
  }

  /// What came of a command.
  record Result(int status, String out, String err) {}

  static Result run(String... args) {
    return run(CATALOG, args);
  }

  static Result run(Catalog catalog, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false);
    int status = Main.run(args, console, catalog);
    return new Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
