package assay.harness.command.data;

import assay.harness.catalog.Catalog;
import assay.harness.run.UsageException;
import assay.tasks.Benchmark;
import assay.tasks.PublishedData;
import assay.tasks.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which suites' data a command is about.
final class PublishedSuites {
  private final Catalog catalog;

  @Parameters(
      paramLabel = "SUITE",
      arity = "0..*",
      description = "Suites of `assay list --suites` (default: all that are published).")
  private List<String> suites = List.of();

  @Option(
      names = "--release",
      paramLabel = "NAME",
      description = "The release of a suite that has several (LiveCodeBench), such as v6.")
  private String release;

  PublishedSuites(Catalog catalog) {
    this.catalog = catalog;
  }

  boolean named() {
    return !suites.isEmpty();
  }

  /// Returns where the data of each suite is published.
  ///
  /// @throws UsageException if a suite is named that is unknown or not published
  Map<String, PublishedData> all() {
    Window window = new Window(Optional.empty(), Optional.empty(), Optional.ofNullable(release));
    Map<String, PublishedData> published = new LinkedHashMap<>();
    for (Benchmark benchmark : catalog.benchmarks().all()) {
      benchmark.publishedData(window).ifPresent(data -> published.put(benchmark.suite(), data));
    }
    if (!named()) {
      return published;
    }
    Map<String, PublishedData> chosen = new LinkedHashMap<>();
    for (String suite : suites) {
      if (!published.containsKey(suite)) {
        throw new UsageException(
            "%s: no suite whose data is published; these are: %s"
                .formatted(suite, String.join(", ", published.keySet())));
      }
      chosen.put(suite, published.get(suite));
    }
    return chosen;
  }
}
