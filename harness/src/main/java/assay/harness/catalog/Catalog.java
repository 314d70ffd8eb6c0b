package assay.harness.catalog;

import assay.harness.hub.Hub;
import assay.harness.run.Console;
import assay.harness.run.Similar;
import assay.harness.run.UsageException;
import assay.results.published.PublishedScores;
import assay.results.store.RunDirectory;
import assay.tasks.Benchmark;
import assay.tasks.benchmarks.Benchmarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The benchmarks, the published scores, and the data and models with a name that the commands work
/// with.
///
/// @param benchmarks the suites that have a name
/// @param published the registry of published scores
/// @param hub where data and models with a name are
public record Catalog(Benchmarks benchmarks, PublishedScores published, Hub hub) {
  public Catalog {
    Objects.requireNonNull(benchmarks);
    Objects.requireNonNull(published);
    Objects.requireNonNull(hub);
  }

  /// Returns the program's own benchmarks and registry, and the hub of the process's environment.
  ///
  /// @param console is told of downloads
  public static Catalog standard(Console console) {
    return of(Benchmarks.standard(), PublishedScores.bundled(), console);
  }

  /// Returns benchmarks and registry with the hub of the process's environment.
  ///
  /// @param console is told of downloads
  public static Catalog of(Benchmarks benchmarks, PublishedScores published, Console console) {
    return new Catalog(benchmarks, published, new Hub(System.getenv(), console));
  }

  /// Returns the benchmark of a name, or that a file describes.
  ///
  /// @throws UsageException if it is neither
  public Benchmark benchmark(String suite) {
    return benchmarks
        .named(suite)
        .or(
            () ->
                Files.isRegularFile(Path.of(suite))
                    ? Optional.of(benchmarks.fromDescription(Path.of(suite)))
                    : Optional.empty())
        .orElseThrow(
            () ->
                new UsageException(
                    "--suite %s: neither a suite (%s) nor a description file%s"
                        .formatted(suite, names(), Similar.hint(suite, suites()))));
  }

  /// Returns the names of all suites, for messages.
  public String names() {
    return String.join(", ", suites());
  }

  /// Returns the names of all suites.
  public List<String> suites() {
    return benchmarks.all().stream().map(Benchmark::suite).toList();
  }

  /// Opens a stored run, with what its benchmark says of it where an earlier version did not write
  /// that.
  ///
  /// @throws assay.results.store.MalformedRecordException if there is no manifest, or it cannot be
  ///   read
  public RunDirectory open(Path run) throws IOException {
    RunDirectory stored = RunDirectory.open(run);
    return new RunDirectory(stored.path(), benchmarks.completed(stored.manifest()));
  }
}
