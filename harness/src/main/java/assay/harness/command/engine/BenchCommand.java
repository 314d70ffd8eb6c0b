package assay.harness.command.engine;

import assay.engine.ContextOverflowException;
import assay.engine.LoadOptions;
import assay.engine.MachineLimits;
import assay.engine.ModelSpeed;
import assay.harness.catalog.Catalog;
import assay.harness.options.EngineFlags;
import assay.harness.options.ModelFile;
import assay.harness.run.Console;
import assay.harness.run.UsageException;
import assay.harness.speed.SpeedMeasurement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Measures the bundled engine.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures what this machine can do at most, then how fast the bundled engine computes a"
            + " model: medians, the slowest and fastest of the runs, and fractions of the limits.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay bench --model m.gguf",
      "  assay bench --model m.gguf --sequences 1,8,16 \\",
      "        --kernels machine-x86-64/16-bit --json",
      "  assay bench --model m.gguf --sequences 1 --depth 0,2048,8192",
      "  assay bench --model m.gguf --sequences 1 --depth 1024,32768,131072 \\",
      "        --json > m.speed.json      # for assay report --speed m.speed.json",
      "",
      "Tokens are random; prefill ends with the logits behind the last token, and each",
      "decoded token with its own. GB/s counts what a step of decode reads: the weights",
      "of one token, and the keys and values of all sequences."
    })
public final class BenchCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final ModelFile model;

  @Option(
      names = "--prompt",
      paramLabel = "N",
      defaultValue = "512",
      description = "Tokens of the prompt (default: ${DEFAULT-VALUE}).")
  private int prompt;

  @Option(
      names = "--generate",
      paramLabel = "N",
      defaultValue = "128",
      description = "Tokens decoded, of each sequence (default: ${DEFAULT-VALUE}).")
  private int generate;

  @Option(
      names = "--sequences",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,8,16,32",
      description = "How many sequences are decoded together (default: ${DEFAULT-VALUE}).")
  private List<Integer> sequences;

  @Option(
      names = "--depth",
      paramLabel = "N",
      split = ",",
      defaultValue = "0",
      description =
          "How many tokens of each sequence are in the cache before (default: ${DEFAULT-VALUE}).")
  private List<Integer> depths;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "5",
      description = "Runs of each, after one that does not count (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @Option(names = "--json", description = "Print one JSON object instead of lines.")
  private boolean json;

  /// Creates the command.
  public BenchCommand(Console console, Catalog catalog) {
    model = new ModelFile(catalog.hub());
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    requirePositive("--prompt", prompt);
    requirePositive("--generate", generate);
    requirePositive("--repeats", repeats);
    sequences.forEach(EngineFlags::sequences);
    for (int depth : depths) {
      if (depth < 0) {
        throw new UsageException("--depth: expected at least 0, found " + depth);
      }
    }
    int together = sequences.stream().mapToInt(count -> count).max().orElse(1);
    LoadOptions options = model.options().running(together).loadOptions();
    ObjectNode measured;
    try (ModelSpeed speed = new ModelSpeed(model.path(), options)) {
      measured =
          new SpeedMeasurement(
                  speed,
                  MachineLimits.measure(options.threads(), speed.kernelName()),
                  options.threads(),
                  repeats)
              .measure(new SpeedMeasurement.Plan(prompt, generate, sequences, depths));
      measured.put("model", model.path().getFileName().toString());
    } catch (IllegalArgumentException | ContextOverflowException e) {
      throw new UsageException(model.path() + ": " + e.getMessage());
    }
    if (json) {
      console.out().println(measured);
    } else {
      print(measured);
    }
    return 0;
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new UsageException("%s: expected at least 1, found %d".formatted(option, value));
    }
  }

  private void print(ObjectNode measured) {
    JsonNode machine = measured.path("machine");
    line("kernels", measured.path("kernels").asText());
    line("threads", measured.path("threads").asText());
    line(
        "machine",
        "%s GOP/s of bytes and %s GFLOP/s of F32%s a core, reads %s GB/s"
            .formatted(
                number(machine.path("int8GopsPerCore"), 0),
                number(machine.path("fp32GflopsPerCore"), 0),
                machine.has("bf16GflopsPerCore")
                    ? " (%s of BF16)".formatted(number(machine.path("bf16GflopsPerCore"), 0))
                    : "",
                number(machine.path("readGBs"), 1)));
    line("first token", number(measured.path("firstTokenSeconds"), 2) + " s");
    printDepth(measured);
    measured.path("depths").forEach(this::printDepth);
  }

  private void printDepth(JsonNode measured) {
    JsonNode prefill = measured.path("prefill");
    int depth = measured.path("depth").asInt();
    if (depth > 0) {
      line("behind", depth + " tokens");
    }
    line(
        "prefill",
        "%s, %s GFLOP/s a core, %s of the peak"
            .formatted(
                speed(prefill),
                number(prefill.path("gflopsPerCore"), 0),
                percent(prefill.path("fractionOfPeak"))));
    for (JsonNode decode : measured.path("decode")) {
      line(
          "decode x " + decode.path("sequences").asInt(),
          "%s, %s GB/s, %s of the bandwidth"
              .formatted(
                  speed(decode),
                  number(decode.path("GBs"), 1),
                  percent(decode.path("fractionOfBandwidth"))));
    }
  }

  private void line(String name, String value) {
    console.out().printf("%-12s %s%n", name, value);
  }

  private static String speed(JsonNode node) {
    return "%s tokens/s (%s to %s)"
        .formatted(
            number(node.path("tokensPerSecond"), 1),
            number(node.path("slowest"), 1),
            number(node.path("fastest"), 1));
  }

  private static String number(JsonNode value, int decimals) {
    return value.isNumber() ? ("%." + decimals + "f").formatted(value.asDouble()) : "unknown";
  }

  private static String percent(JsonNode value) {
    return value.isNumber() ? "%.0f %%".formatted(100 * value.asDouble()) : "an unknown part";
  }
}
