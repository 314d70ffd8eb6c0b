package assay.harness.options;

import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.made.Measure;
import assay.harness.run.UsageException;
import assay.tasks.Benchmark;
import assay.tasks.MadeData;
import assay.tasks.MadeRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Which data is made, of suites that have none of their own.
@InGroup(OptionGroup.TASK)
public final class MakeFlags {
  private static final int KILO = 1024;

  @Option(
      names = "--lengths",
      split = ",",
      paramLabel = "TOKENS",
      description =
          "Suites that are made (ruler), without --data: context lengths such as 4096,8192 or"
              + " 4k,8k, in tokens of the model's own tokenizer, for prompt and answer together.")
  private List<String> lengths = List.of();

  @Option(
      names = "--tasks",
      split = ",",
      paramLabel = "NAMES",
      description =
          "Only these kinds of made items, such as niah_single_1,vt (default: all that need no"
              + " download).")
  private List<String> kinds = List.of();

  @Option(
      names = "--per-task",
      paramLabel = "N",
      description = "Made items of each kind at each length (default: 500, as published).")
  private Integer each;

  @Option(
      names = "--data-seed",
      paramLabel = "S",
      description = "Seed by which items are made (default: 42, as published).")
  private Long seed;

  @Option(
      names = "--reserve",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Tokens of each length that made items leave to the chat template, which comes on top of"
              + " them (default: ${DEFAULT-VALUE}).")
  private int reserved;

  @Option(
      names = "--data-tokenizer",
      paramLabel = "PATH",
      description =
          "Endpoint: the tokenizer that measures made items, as a GGUF file or a checkpoint folder"
              + " (default: an estimate).")
  private Path tokenizer;

  /// Returns whether any of these options was given.
  public boolean given() {
    return reserved != 0
        || !lengths.isEmpty()
        || !kinds.isEmpty()
        || Stream.of(each, seed, tokenizer).anyMatch(Objects::nonNull);
  }

  /// Returns the data that the benchmark makes for these options; empty where it makes none.
  ///
  /// @throws UsageException if it makes some and the options do not say which
  public Optional<MadeData> data(Benchmark benchmark) {
    try {
      return benchmark.madeData(request());
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  /// Returns what measures the items.
  ///
  /// @param model file or folder of the model, where it is at hand
  public Measure measure(Optional<Path> model) throws IOException {
    if (model.isPresent() && tokenizer != null) {
      throw new UsageException("--data-tokenizer: the model has its own; leave the option out");
    }
    Optional<Path> known = model.or(() -> Optional.ofNullable(tokenizer));
    return known.isPresent() ? Measure.of(known.get()) : Measure.ESTIMATE;
  }

  private MadeRequest request() {
    List<Integer> tokens = new ArrayList<>();
    lengths.forEach(text -> tokens.add(tokens(text)));
    return new MadeRequest(
        tokens,
        kinds,
        each == null ? OptionalInt.empty() : OptionalInt.of(each),
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
        reserved);
  }

  private static int tokens(String text) {
    String number = text.strip().toLowerCase(Locale.ROOT);
    boolean kilo = number.endsWith("k");
    try {
      int value = Integer.parseInt(kilo ? number.substring(0, number.length() - 1) : number);
      return kilo ? Math.multiplyExact(value, KILO) : value;
    } catch (ArithmeticException | NumberFormatException e) {
      throw new UsageException(
          "--lengths %s: expected numbers of tokens, such as 4096,8192 or 4k,8k".formatted(text),
          e);
    }
  }
}
