package assay.harness.command.engine;

import assay.engine.tokenizer.Tokenizer;
import assay.harness.catalog.Catalog;
import assay.harness.model.Tokenizers;
import assay.harness.run.Console;
import assay.harness.run.UsageException;
import assay.harness.tokens.SeparatedTexts;
import assay.harness.tokens.TokenTally;
import assay.harness.tokens.WritingSystem;
import assay.results.Sample;
import assay.tasks.Benchmark;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Says how many tokens texts take with several tokenizers.
@Command(
    name = "tokens",
    mixinStandardHelpOptions = true,
    description = {
      "Compares tokenizers: tokens per character, per byte of UTF-8 and, where a script puts blanks"
          + " between words, per word; and how many characters a token limit is worth.",
      "Texts are the questions of suites, with their options, or files. They are grouped by source"
          + " and by the Unicode script of most of their letters, which is not their language."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay engine tokens --model qwen.gguf --model llama/ \\",
      "        --suite mmlu-pro=test.parquet --suite livecodebench=test5.jsonl \\",
      "        --budget 2048",
      "  assay engine tokens --model a.gguf --model b.gguf --text german=de.txt \\",
      "        --text fr.txt --json"
    })
final class TokensCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE|DIR",
      description =
          "A tokenizer: a GGUF file, or a checkpoint folder with tokenizer.json, or vocab.json and"
              + " merges.txt. May be repeated.")
  private List<Path> models = List.of();

  @Option(
      names = "--suite",
      paramLabel = "SUITE=FILE",
      description = "A suite with its data; may be repeated.")
  private List<String> suites = List.of();

  @Option(
      names = "--text",
      paramLabel = "[LABEL=]FILE",
      description =
          "A UTF-8 text, with what to call it (default: the file's name); may be repeated.")
  private List<String> texts = List.of();

  @Option(
      names = "--separator",
      paramLabel = "TEXT",
      description =
          "Splits the files of --text into several texts; \\n"
              + ", \\t and \\\\ stand for themselves escaped.")
  private String separator;

  @Option(
      names = "--budget",
      paramLabel = "N",
      defaultValue = "4096",
      description = "The token limit to translate into characters (default: ${DEFAULT-VALUE}).")
  private int budget;

  @Option(
      names = "--json",
      description =
          "Print one JSON object: budget, and for each source and script texts, characters, bytes,"
              + " words, and for each tokenizer tokens, tokensPerCharacter, tokensPerByte,"
              + " tokensPerWord, charactersInBudget.")
  private boolean json;

  private final Map<List<String>, TokenTally> tallies = new LinkedHashMap<>();

  TokensCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException {
    if (budget < 1) {
      throw new UsageException("--budget must be at least 1");
    }
    if (suites.isEmpty() && texts.isEmpty()) {
      throw new UsageException("there is no text: give --suite SUITE=FILE or --text FILE");
    }
    List<Tokenizer> tokenizers = new ArrayList<>();
    for (Path model : models) {
      tokenizers.add(Tokenizers.open(model));
    }
    for (String suite : suites) {
      countSuite(suite, tokenizers);
    }
    for (String text : texts) {
      countFile(text, tokenizers);
    }
    if (json) {
      console.out().println(json());
    } else {
      print();
    }
    return 0;
  }

  private void countSuite(String option, List<Tokenizer> tokenizers) {
    int equals = option.indexOf('=');
    if (equals < 0) {
      throw new UsageException("--suite %s: expected SUITE=FILE".formatted(option));
    }
    String name = option.substring(0, equals);
    Benchmark benchmark =
        catalog
            .benchmarks()
            .named(name)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--suite %s: unknown; expected one of %s"
                            .formatted(name, catalog.names())));
    TaskRequest request =
        new TaskRequest(
            List.of(Path.of(option.substring(equals + 1))),
            Optional.empty(),
            Optional.empty(),
            new Window(Optional.empty(), Optional.empty(), Optional.empty()));
    try (Stream<Sample> samples = benchmark.dataset(request).open()) {
      samples.forEach(sample -> count(name, text(sample), tokenizers));
    }
  }

  private static String text(Sample sample) {
    return sample.extras() instanceof Sample.Choices choices
        ? sample.input() + "\n" + String.join("\n", choices.options())
        : sample.input();
  }

  private void countFile(String option, List<Tokenizer> tokenizers) throws IOException {
    int equals = option.indexOf('=');
    Path file = Path.of(option.substring(equals + 1));
    String label = equals < 0 ? file.getFileName().toString() : option.substring(0, equals);
    String whole = Files.readString(file);
    for (String text : separator == null ? List.of(whole) : SeparatedTexts.of(whole, separator)) {
      count(label, text, tokenizers);
    }
  }

  private void count(String source, String text, List<Tokenizer> tokenizers) {
    String script = WritingSystem.of(text);
    tallies
        .computeIfAbsent(
            List.of(source, script), key -> new TokenTally(source, script, tokenizers.size()))
        .add(text, tokenizers);
  }

  private String name(int model) {
    String name = models.get(model).getFileName().toString();
    boolean unique =
        models.stream().filter(each -> each.getFileName().toString().equals(name)).count() == 1;
    return unique ? name : models.get(model).toString();
  }

  private ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("budget", budget);
    ArrayNode sources = node.putArray("sources");
    for (TokenTally tally : tallies.values()) {
      ObjectNode source =
          sources
              .addObject()
              .put("source", tally.source())
              .put("script", tally.script())
              .put("texts", tally.texts())
              .put("characters", tally.characters())
              .put("bytes", tally.bytes());
      tally.words().ifPresent(words -> source.put("words", (long) words));
      ArrayNode tokenizers = source.putArray("tokenizers");
      for (int i = 0; i < models.size(); i++) {
        ObjectNode tokenizer =
            tokenizers.addObject().put("tokenizer", name(i)).put("tokens", tally.tokens(i));
        perCharacter(tally, i).ifPresent(rate -> tokenizer.put("tokensPerCharacter", rate));
        perByte(tally, i).ifPresent(rate -> tokenizer.put("tokensPerByte", rate));
        tally.per(i, tally.words()).ifPresent(rate -> tokenizer.put("tokensPerWord", rate));
        tally
            .charactersIn(i, budget)
            .ifPresent(count -> tokenizer.put("charactersInBudget", Math.round(count)));
      }
    }
    return node;
  }

  private static OptionalDouble perCharacter(TokenTally tally, int tokenizer) {
    return tally.per(tokenizer, OptionalDouble.of((double) tally.characters()));
  }

  private static OptionalDouble perByte(TokenTally tally, int tokenizer) {
    return tally.per(tokenizer, OptionalDouble.of((double) tally.bytes()));
  }

  private void print() {
    Collection<TokenTally> all = tallies.values();
    int sourceWidth = all.stream().mapToInt(t -> t.source().length()).max().orElse(0);
    int nameWidth = 0;
    for (int i = 0; i < models.size(); i++) {
      nameWidth = Math.max(nameWidth, name(i).length());
    }
    String format = "%-" + Math.max(6, sourceWidth) + "s  %-10s  %-" + Math.max(9, nameWidth) + "s";
    console
        .out()
        .printf(
            format + "  %10s  %10s  %8s  %8s  %8s  %14s%n",
            "source",
            "script",
            "tokenizer",
            "characters",
            "tokens",
            "per char",
            "per byte",
            "per word",
            "chars in " + budget);
    for (TokenTally tally : all) {
      for (int i = 0; i < models.size(); i++) {
        console
            .out()
            .printf(
                Locale.ROOT,
                format + "  %10d  %10d  %8s  %8s  %8s  %14s%n",
                tally.source(),
                tally.script(),
                name(i),
                tally.characters(),
                tally.tokens(i),
                rate(perCharacter(tally, i), 4),
                rate(perByte(tally, i), 4),
                rate(tally.per(i, tally.words()), 3),
                rate(tally.charactersIn(i, budget), 0));
      }
    }
  }

  private static String rate(OptionalDouble value, int decimals) {
    return value.isPresent()
        ? String.format(Locale.ROOT, "%." + decimals + "f", value.getAsDouble())
        : "-";
  }
}
