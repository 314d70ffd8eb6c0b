package assay.harness.speed;

import assay.engine.MachineLimits;
import assay.engine.ModelSpeed;
import assay.results.speed.SpeedFile;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// Measures a model's prefill and decode and sets them beside the machine's limits.
public final class SpeedMeasurement {
  private final ModelSpeed model;
  private final Optional<MachineLimits> limits;
  private final int threads;
  private final int repeats;

  /// Creates the measurement of an open model.
  ///
  /// @param limits of the machine, where they could be measured
  /// @param threads that compute
  /// @param repeats runs of each, after one that does not count
  public SpeedMeasurement(
      ModelSpeed model, Optional<MachineLimits> limits, int threads, int repeats) {
    this.model = model;
    this.limits = limits;
    this.threads = threads;
    this.repeats = repeats;
  }

  /// How much is computed.
  ///
  /// @param prompt tokens of prefill
  /// @param generate tokens decoded, of each sequence
  /// @param sequences how many are decoded together
  /// @param depths tokens that are in the cache before
  public record Plan(int prompt, int generate, List<Integer> sequences, List<Integer> depths) {}

  /// Returns all figures; what the machine's limits are needed for is null where they are unknown.
  /// Those of the first depth stand at the top, of the others in a list.
  public ObjectNode measure(Plan plan) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", SpeedFile.FORMAT);
    node.put("attention", model.cacheGrowth().words());
    node.put("kernels", model.kernelName());
    node.put("threads", threads);
    ObjectNode machine = node.putObject("machine");
    machine.put("int8GopsPerCore", limits.map(MachineLimits::int8GopsPerCore).orElse(null));
    machine.put("fp32GflopsPerCore", limits.map(MachineLimits::fp32GflopsPerCore).orElse(null));
    limits
        .map(MachineLimits::bf16GflopsPerCore)
        .ifPresent(known -> known.ifPresent(bf16 -> machine.put("bf16GflopsPerCore", bf16)));
    machine.put("readGBs", limits.map(MachineLimits::readGBs).orElse(null));
    node.put("firstTokenSeconds", model.firstTokenSeconds());
    behind(node, plan.depths().getFirst(), plan);
    for (int depth : plan.depths().subList(1, plan.depths().size())) {
      behind(node.withArray("depths").addObject(), depth, plan);
    }
    return node;
  }

  private void behind(ObjectNode node, int depth, Plan plan) {
    node.put("depth", depth);
    node.put("sequenceBytes", model.cacheGrowth().bytes(depth));
    model.begin(1, depth);
    prefill(node.putObject("prefill"), plan.prompt());
    for (int count : plan.sequences()) {
      if (count > 1) { // one goes on where it is
        model.begin(count, depth);
      }
      decode(node.withArray("decode").addObject(), count, depth, plan.generate());
    }
  }

  private void prefill(ObjectNode node, int prompt) {
    Spread speed = repeat(prompt, () -> model.prefill(prompt));
    node.put("tokens", prompt);
    speed.put(node);
    double gflops = speed.median() * model.operationsPerPromptToken() / 1e9 / threads;
    node.put("gflopsPerCore", gflops);
    node.put("fractionOfPeak", peak().map(peak -> gflops / peak).orElse(null));
  }

  /// Returns what a core can do at most with these kernels: where activations are written in
  /// digits, each digit is a multiplication; one digit of an activation is BF16 where weights are.
  private Optional<Double> peak() {
    return limits.map(
        known ->
            switch (model.activationDigits()) {
              case 0 -> known.fp32GflopsPerCore();
              default -> model.quantized() ? ofBytes(known) : ofFloats(known);
            });
  }

  private double ofBytes(MachineLimits known) {
    return known.int8GopsPerCore() / model.activationDigits();
  }

  private double ofFloats(MachineLimits known) {
    return model.activationDigits() == 1
        ? known.bf16GflopsPerCore().orElse(known.fp32GflopsPerCore())
        : known.fp32GflopsPerCore();
  }

  private void decode(ObjectNode node, int sequences, int depth, int generate) {
    Spread speed = repeat(sequences * generate, () -> model.decode(sequences, generate));
    node.put("sequences", sequences);
    node.put("tokens", generate);
    speed.put(node);
    // Each step reads the weights once, and all positions of every sequence.
    double positions = sequences * (depth + generate / 2.0);
    double bytes = model.weightBytesPerToken() + positions * model.kvBytesPerToken();
    double gigabytes = speed.median() / sequences * bytes / 1e9;
    node.put("GBs", gigabytes);
    node.put("fractionOfBandwidth", limits.map(known -> gigabytes / known.readGBs()).orElse(null));
  }

  private Spread repeat(int tokens, DoubleSupplier run) {
    double _ = run.getAsDouble(); // warms up
    double[] speeds = new double[repeats];
    for (int i = 0; i < repeats; i++) {
      speeds[i] = tokens / run.getAsDouble();
    }
    Arrays.sort(speeds);
    return new Spread(speeds[repeats / 2], speeds[0], speeds[repeats - 1]);
  }

  /// Tokens a second over several runs.
  private record Spread(double median, double slowest, double fastest) {
    void put(ObjectNode node) {
      node.put("tokensPerSecond", median);
      node.put("slowest", slowest);
      node.put("fastest", fastest);
    }
  }
}
