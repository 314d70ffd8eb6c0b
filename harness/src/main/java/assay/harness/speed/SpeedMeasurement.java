package assay.harness.speed;

import assay.engine.MachineLimits;
import assay.engine.ModelSpeed;
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

  /// Returns all figures; what the machine's limits are needed for is null where they are unknown.
  ///
  /// @param prompt tokens of the prompt
  /// @param generate tokens decoded of each sequence
  /// @param sequences how many are decoded together, each in turn
  public ObjectNode measure(int prompt, int generate, List<Integer> sequences) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("kernels", model.kernelName());
    node.put("threads", threads);
    ObjectNode machine = node.putObject("machine");
    machine.put("int8GopsPerCore", limits.map(MachineLimits::int8GopsPerCore).orElse(null));
    machine.put("fp32GflopsPerCore", limits.map(MachineLimits::fp32GflopsPerCore).orElse(null));
    machine.put("readGBs", limits.map(MachineLimits::readGBs).orElse(null));
    node.put("firstTokenSeconds", model.firstTokenSeconds());
    prefill(node.putObject("prefill"), prompt);
    for (int count : sequences) {
      decode(node.withArray("decode").addObject(), count, generate);
    }
    return node;
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
  /// digits, each digit is a multiplication.
  private Optional<Double> peak() {
    return limits.map(
        known ->
            switch (digits()) {
              case 0 -> known.fp32GflopsPerCore();
              default -> known.int8GopsPerCore() / digits();
            });
  }

  private int digits() {
    return model.quantized() ? model.activationDigits() : 0;
  }

  private void decode(ObjectNode node, int sequences, int generate) {
    Spread speed = repeat(sequences * generate, () -> model.decode(sequences, generate));
    node.put("sequences", sequences);
    node.put("tokens", generate);
    speed.put(node);
    double gigabytes = speed.median() / sequences * model.weightBytesPerToken() / 1e9;
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
