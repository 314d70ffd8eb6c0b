package assay.harness.options;

import assay.harness.catalog.Catalog;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.model.ModelChoice;
import assay.harness.run.Selection;
import assay.harness.run.Similar;
import assay.harness.run.UsageException;
import assay.results.DataPlaces;
import assay.results.Origin;
import assay.tasks.Benchmark;
import assay.tasks.Dataset;
import assay.tasks.MadeData;
import assay.tasks.PublishedData;
import assay.tasks.Task;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import assay.tasks.custom.DescribedSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Which samples of which task.
@InGroup(OptionGroup.TASK)
public final class TaskOptions {
  private final Catalog catalog;

  @Option(
      names = "--suite",
      required = true,
      paramLabel = "SUITE",
      description =
          "A suite of `assay list --suites`, or the path of a suite description (JSON) of your"
              + " own.")
  private String suite;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "The data as it is distributed: Parquet, JSON Lines, JSON or CSV, also gzip. Repeat it"
              + " for several files. Without it the suite's published revision, which assay data"
              + " get downloads.")
  private List<Path> data = List.of();

  @Option(
      names = "--shots",
      paramLabel = "FILE",
      description =
          "Few-shot examples; by default the file beside the data whose name says validation.")
  private Path shots;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      description = "Rules by which to run; `assay list --suites` shows them.")
  private String protocol;

  @Option(
      names = "--first",
      paramLabel = "N",
      description = "Only the first N samples, as the data orders them.")
  private Integer first;

  @Option(
      names = "--samples",
      split = ",",
      paramLabel = "IDS",
      description = "Only the samples with these ids, separated by commas.")
  private List<String> samples = List.of();

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "Only samples dated on this day or later (LiveCodeBench), as 2024-08-01.")
  private LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", description = "Only samples up to this day.")
  private LocalDate to;

  @Option(
      names = "--release",
      paramLabel = "NAME",
      description =
          "Name of the release that the files are, such as v5; part of the metric's name.")
  private String release;

  private Optional<Origin> origin = Optional.empty();

  /// Creates the options over the suites of a catalog.
  public TaskOptions(Catalog catalog) {
    this.catalog = catalog;
  }

  /// Returns the suite's name, or the path of its description.
  public String suite() {
    return suite;
  }

  /// Has data made, where the suite's is and none is named.
  ///
  /// @param model that will be asked, which is looked for only then
  /// @throws UsageException if the flags ask for data that is not made
  public void make(MakeFlags flags, Supplier<ModelChoice> model) {
    Optional<MadeData> made = data.isEmpty() ? flags.data(benchmark()) : Optional.empty();
    if (made.isEmpty() && flags.given()) {
      throw new UsageException(
          "--lengths, --tasks, --per-task, --data-seed, --reserve and --data-tokenizer say how data"
              + " is made; %s"
                  .formatted(
                      data.isEmpty()
                          ? "that of " + suite + " is published or your own"
                          : "leave them out where --data names it"));
    }
    try {
      if (made.isPresent()) {
        data =
            List.of(catalog.hub().made().file(made.get(), flags.measure(model.get().tokenizer())));
        origin =
            Optional.of(
                new Origin(
                    "assay data make %s %s".formatted(suite, made.get().options()), "", Map.of()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /// Returns the suite's data; empty where none was named, as where a recording tells its samples.
  ///
  /// @throws UsageException if samples are chosen by a date that only the data tells
  public Optional<Dataset> namedDataset() {
    if (!data.isEmpty()) {
      return Optional.of(dataset());
    }
    if (from != null || to != null) {
      throw new UsageException(
          "--from and --to choose by the dates in the suite's data: name it with --data");
    }
    return Optional.empty();
  }

  /// Returns the benchmark.
  ///
  /// @throws UsageException if there is none of that name
  public Benchmark benchmark() {
    return catalog.benchmark(suite);
  }

  /// Returns the task.
  ///
  /// @throws UsageException if the suite or the protocol is unknown, or no data is named
  /// @throws assay.tasks.DataException if a file is missing or is not the suite's data
  public Task task() {
    Benchmark benchmark = benchmark();
    if (protocol != null && !benchmark.protocolNames().contains(protocol)) {
      throw new UsageException(
          "--protocol %s: %s has %s%s"
              .formatted(
                  protocol,
                  suite,
                  String.join(", ", benchmark.protocolNames()),
                  Similar.hint(protocol, benchmark.protocolNames())));
    }
    return benchmark.task(request(benchmark));
  }

  /// Returns the suite's data alone.
  public Dataset dataset() {
    Benchmark benchmark = benchmark();
    return benchmark.dataset(request(benchmark));
  }

  /// Returns the samples of another file in the form of the suite's data.
  public Dataset dataset(Path file) {
    return benchmark().dataset(TaskRequest.of(List.of(file)));
  }

  /// Returns where the files are.
  public DataPlaces places() {
    Benchmark benchmark = benchmark();
    return new DataPlaces(
            benchmark instanceof DescribedSuite ? Optional.of(Path.of(suite)) : Optional.empty(),
            request(benchmark).data(),
            Optional.ofNullable(shots))
        .of(data.isEmpty() ? benchmark.publishedData(window()).map(TaskOptions::origin) : origin);
  }

  private static Origin origin(PublishedData published) {
    Map<String, String> digests = new LinkedHashMap<>();
    Stream.concat(published.files().stream(), published.beside().stream())
        .forEach(file -> file.sha256().ifPresent(digest -> digests.put(file.path(), digest)));
    return new Origin(published.repository(), published.commit(), digests);
  }

  private Window window() {
    return new Window(
        Optional.ofNullable(from), Optional.ofNullable(to), Optional.ofNullable(release));
  }

  private TaskRequest request(Benchmark benchmark) {
    return new TaskRequest(
        data.isEmpty() ? ownData(benchmark, window()) : data,
        Optional.ofNullable(shots),
        Optional.ofNullable(protocol),
        window());
  }

  private List<Path> ownData(Benchmark benchmark, Window window) {
    if (benchmark instanceof DescribedSuite own && own.data().isPresent()) {
      return List.of(own.data().get());
    }
    PublishedData published =
        benchmark
            .publishedData(window)
            .orElseThrow(
                () -> new UsageException("--data is missing: name the data of suite " + suite));
    try {
      return catalog.hub().data(published);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s. With the file at hand, name it with --data FILE".formatted(e.getMessage()), e);
    }
  }

  /// Returns which of the samples were asked for.
  public Selection selection() {
    Selection named = Selection.of(new LinkedHashSet<>(samples));
    return first == null ? named : named.first(first);
  }
}
