package assay.harness.stored;

import assay.harness.catalog.Catalog;
import assay.harness.run.UsageException;
import assay.results.DataPlaces;
import assay.results.RunManifest;
import assay.tasks.Benchmark;
import assay.tasks.Task;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The task of a run that was made, found again by its manifest.
///
/// @param what the run is called in messages, such as `baseline`
/// @param made its manifest
public record StoredTask(String what, RunManifest made) {
  public StoredTask {
    Objects.requireNonNull(what);
    Objects.requireNonNull(made);
  }

  /// Returns where the files are: where somebody says, else where they were.
  public DataPlaces places(Optional<Path> suite, List<Path> data, Optional<Path> shots) {
    DataPlaces then = made.circumstances().places();
    return new DataPlaces(
            suite.or(then::suite), data.isEmpty() ? then.data() : data, shots.or(then::shots))
        .of(data.isEmpty() ? then.published() : Optional.empty());
  }

  /// Returns the run's suite and protocol over these files; that they are what they were is not
  /// checked.
  ///
  /// @throws UsageException if a file is missing, or this program does not have the protocol
  public Task task(Catalog catalog, DataPlaces places) {
    String name = made.dataset().suite();
    Benchmark benchmark = catalog.benchmark(places.suite().map(Path::toString).orElse(name));
    if (!benchmark.suite().equals(name)) {
      throw new UsageException(
          "--suite: describes %s, the %s is of %s".formatted(benchmark.suite(), what, name));
    }
    Optional<Path> gone = places.data().stream().filter(file -> !Files.exists(file)).findFirst();
    if (places.data().isEmpty() || gone.isPresent()) {
      throw new UsageException(
          "--data is missing: the %s was made over %s%s; name that file"
              .formatted(
                  what,
                  made.dataset().source(),
                  gone.map(file -> ", which is not at " + file + " any more").orElse("")));
    }
    if (!benchmark.protocolNames().contains(made.protocol().name())) {
      throw new UsageException(
          "the %s was made by %s, which this program cannot run; it has %s"
              .formatted(
                  what, made.protocol().name(), String.join(", ", benchmark.protocolNames())));
    }
    return benchmark.task(
        new TaskRequest(
            places.data(), places.shots(), Optional.of(made.protocol().name()), Window.ALL));
  }
}
