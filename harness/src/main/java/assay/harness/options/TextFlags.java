package assay.harness.options;

import assay.engine.tokenizer.EncodingOptions;
import assay.engine.tokenizer.SpecialTokens;
import assay.harness.catalog.Catalog;
import assay.harness.divergence.Passages;
import assay.harness.model.EngineModel;
import assay.harness.run.UsageException;
import assay.results.Prompt;
import assay.results.Sample;
import assay.tasks.Benchmark;
import assay.tasks.Protocol;
import assay.tasks.Task;
import assay.tasks.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// What models read to be compared.
public final class TextFlags {
  private final Catalog catalog;

  @Option(names = "--text", paramLabel = "FILE", description = "A UTF-8 text; may be repeated.")
  private List<Path> texts = List.of();

  @Option(
      names = "--suite",
      paramLabel = "SUITE=FILE",
      description =
          "A suite with its data, by its default protocol, or a protocol as `assay list --suites`"
              + " shows them, such as mmlu-pro/leaderboard; may be repeated.")
  private List<String> suites = List.of();

  @Option(
      names = "--first",
      paramLabel = "N",
      description = "Only the first N samples of each suite, as the data orders them.")
  private Long first;

  @Option(
      names = "--window",
      paramLabel = "N",
      defaultValue = "512",
      description = "Tokens of a text that are read at once (default: ${DEFAULT-VALUE}).")
  private int window;

  @Option(
      names = "--parse-special",
      description = "In --text, what reads as <|im_end|> becomes the special token of that name.")
  private boolean parseSpecial;

  /// Creates the options over the suites of a catalog.
  public TextFlags(Catalog catalog) {
    this.catalog = catalog;
  }

  /// Refuses to read nothing.
  public void require() {
    if (texts.isEmpty() && suites.isEmpty()) {
      throw new UsageException("there is no text: give --text FILE or --suite SUITE=FILE");
    }
  }

  /// Reads all that was named as a model does.
  ///
  /// @throws UsageException if a text is too short, or a suite unknown
  public Passages read(EngineModel model) throws IOException {
    SpecialTokens specials = model.tokenizer().vocabulary().specials();
    Passages passages =
        new Passages(window, specials.addBos() ? specials.bos() : OptionalInt.empty());
    for (Path text : texts) {
      passages.addText(
          text.getFileName().toString(),
          model
              .tokenizer()
              .encode(Files.readString(text), new EncodingOptions(parseSpecial, true)));
    }
    for (String suite : suites) {
      addPrompts(suite, model, passages);
    }
    return passages;
  }

  private void addPrompts(String option, EngineModel model, Passages passages) {
    int equals = option.indexOf('=');
    if (equals < 0) {
      throw new UsageException("--suite %s: expected SUITE=FILE".formatted(option));
    }
    Path data = Path.of(option.substring(equals + 1));
    Task task = task(option.substring(0, equals), TaskRequest.of(List.of(data)));
    Protocol protocol = task.protocol();
    try (Stream<Sample> samples = task.dataset().open()) {
      Stream<Sample> asked = first == null ? samples : samples.limit(first);
      for (Iterator<Sample> each = asked.iterator(); each.hasNext(); ) {
        Prompt prompt = protocol.render(each.next(), model.tokenCounter());
        passages.addPrompt(task.suite(), model.prompt(prompt).tokens());
      }
    }
  }

  private Task task(String name, TaskRequest request) {
    for (Benchmark benchmark : catalog.benchmarks().all()) {
      if (benchmark.protocolNames().contains(name)) {
        return benchmark.task(
            new TaskRequest(request.data(), request.shots(), Optional.of(name), request.window()));
      }
    }
    return catalog.benchmark(name).task(request);
  }
}
