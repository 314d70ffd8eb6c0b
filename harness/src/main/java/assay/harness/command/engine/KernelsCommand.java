package assay.harness.command.engine;

import assay.engine.kernels.Accuracy;
import assay.engine.kernels.KernelSet;
import assay.harness.run.Console;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Lists the kernel sets.
@Command(
    name = "kernels",
    mixinStandardHelpOptions = true,
    description =
        "Lists the engine's kernel sets: how exact each is, how fast one core of this machine"
            + " multiplies Q8_0 weights with it, and why a set does not run here.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay engine kernels",
      "  assay run --suite math-500 --data math500.jsonl --model m.gguf \\",
      "        --kernels scalar",
      "      one of them instead of the default"
    })
final class KernelsCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--json", description = "Print a JSON array instead of lines.")
  private boolean json;

  KernelsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (json) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      KernelSet.all().forEach(set -> array.add(describe(set)));
      console.out().println(array);
    } else {
      KernelSet.all().forEach(set -> console.out().println(line(set)));
    }
    return 0;
  }

  private static ObjectNode describe(KernelSet set) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", set.name());
    node.put("default", set.isDefault());
    node.put("runs", set.obstacle().isEmpty());
    node.put("obstacle", set.obstacle().orElse(null));
    switch (set.accuracy()) {
      case Accuracy.Exact _ -> node.put("accuracy", "exact");
      case Accuracy.Bounded bounded ->
          node.put("accuracy", "bounded").put("rounding", bounded.rounding());
    }
    set.measure()
        .ifPresent(
            speed ->
                node.put("decodeGBs", speed.decodeGBs())
                    .put("prefillGflops", speed.prefillGflops()));
    return node;
  }

  private static String line(KernelSet set) {
    String accuracy =
        switch (set.accuracy()) {
          case Accuracy.Exact _ -> "exact";
          case Accuracy.Bounded bounded -> "within %.1e".formatted(bounded.rounding());
        };
    String speed =
        set.measure()
            .map(
                measured ->
                    "decode %6.2f GB/s, prefill %6.1f GFLOP/s%s"
                        .formatted(
                            measured.decodeGBs(),
                            measured.prefillGflops(),
                            set.isDefault() ? " (default)" : ""))
            .orElseGet(() -> "off: " + set.obstacle().orElse(""));
    return "%-27s %-16s %s".formatted(set.name(), accuracy, speed);
  }
}
