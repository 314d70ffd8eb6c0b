package assay.engine.config;

import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.RopeScaling.Yarn;
import assay.engine.config.RopeScaling.YarnRamp;
import assay.engine.format.DType;
import assay.engine.format.GgufFile;
import assay.engine.format.MalformedModelException;
import assay.engine.format.MalformedModelException.FilePlace;
import assay.engine.format.Shape;
import assay.engine.format.TensorInfo;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads how a GGUF file's positions are rotated. Some families keep divisors of the frequencies in
/// small tensors.
final class GgufRopeReader {
  private static final double DEFAULT_BASE = 10_000;
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  // Files hold a tenth of DeepSeek's `mscale_all_dim`.
  private static final double LOG_MULTIPLIER_UNIT = 0.1;

  private final GgufFile file;
  private final GgufKeys keys;
  private final GgufFamily family;
  private final int contextLength;
  private final Set<String> settings = new HashSet<>();

  GgufRopeReader(GgufFile file, GgufKeys keys, GgufFamily family, int contextLength) {
    this.file = file;
    this.keys = keys;
    this.family = family;
    this.contextLength = contextLength;
  }

  /// Returns the names of the tensors whose values have been read.
  Set<String> settings() {
    return settings;
  }

  /// Reads how a head is rotated in layers that see all positions.
  ///
  /// @param width elements of a head that are rotated
  Rotary global(int width) {
    double base = keys.above("rope.freq_base", 1).orElse(DEFAULT_BASE);
    return new Rotary(width, base, family.pairing().orElseThrow(), scaling(width));
  }

  /// Reads how a head is rotated in layers with a sliding window, where they differ (Gemma 3).
  Rotary local(int width) {
    double base = keys.above("rope.freq_base_swa", 1).orElse(DEFAULT_BASE);
    return new Rotary(width, base, family.pairing().orElseThrow(), new RopeScaling.None());
  }

  private RopeScaling scaling(int width) {
    int original = keys.positiveOr("rope.scaling.original_context_length", contextLength);
    keys.flag("rope.scaling.finetuned");
    boolean hasFactor = keys.has("rope.scaling.factor") || keys.has("rope.scale_linear");
    if (file.tensor("rope_factors_long.weight").isPresent()) {
      return longRope(width, original);
    }
    boolean hasDivisors =
        family == GgufFamily.LLAMA && file.tensor("rope_freqs.weight").isPresent();
    String type = keys.text("rope.scaling.type", hasFactor ? "linear" : "none");
    if (hasDivisors && !type.equals("none")) {
      throw keys.fault(
          "rope.scaling.type",
          "angles are scaled twice",
          "none beside the tensor \"rope_freqs.weight\"",
          "\"" + type + "\"");
    }
    return switch (type) {
      case "none" ->
          hasDivisors
              ? new RopeScaling.Divided(divisors("rope_freqs.weight", width))
              : new RopeScaling.None();
      case "linear" -> new RopeScaling.Linear(factor());
      case "yarn" -> yarn(factor(), original);
      default ->
          throw keys.fault(
              "rope.scaling.type",
              "the engine does not know this scaling",
              "none, linear or yarn, or the tensors of longrope",
              "\"" + type + "\"");
    };
  }

  private double factor() {
    double legacy = keys.above("rope.scale_linear", 0).orElse(1);
    return keys.above("rope.scaling.factor", 0).orElse(legacy);
  }

  private RopeScaling yarn(double factor, int original) {
    keys.requireNumber("rope.scaling.yarn_ext_factor", 1);
    keys.requireNumber("rope.scaling.yarn_attn_factor", 1);
    YarnRamp usual = YarnRamp.DEFAULT;
    YarnRamp ramp =
        new YarnRamp(
            keys.above("rope.scaling.yarn_beta_fast", 0).orElse(usual.fastTurns()),
            keys.above("rope.scaling.yarn_beta_slow", 0).orElse(usual.slowTurns()));
    double allDims =
        keys.above("rope.scaling.yarn_log_multiplier", -1).orElse(0) / LOG_MULTIPLIER_UNIT;
    double whole = Yarn.magnitude(factor, allDims);
    // In DeepSeek's own configurations the two multipliers are equal, so that only scores change.
    boolean scores = family == GgufFamily.DEEPSEEK2 && allDims != 0;
    double rotated = scores ? 1 : Yarn.magnitude(factor, 1) / whole;
    double magnitude = rotated * keys.above("rope.scaling.attn_factor", 0).orElse(1);
    return new Yarn(factor, original, ramp, magnitude, scores ? whole * whole : 1);
  }

  private RopeScaling longRope(int width, int original) {
    String type = keys.text("rope.scaling.type", "longrope");
    if (!type.equals("longrope")) {
      throw keys.fault(
          "rope.scaling.type",
          "the file has the tensors of longrope",
          "longrope",
          "\"" + type + "\"");
    }
    keys.requireNumber("rope.scaling.factor", 1);
    return new RopeScaling.LongRope(
        divisors("rope_factors_short.weight", width),
        divisors("rope_factors_long.weight", width),
        original,
        keys.above("rope.scaling.attn_factor", 0).orElse(1));
  }

  private List<Double> divisors(String name, int width) {
    Shape expected = Shape.of(width / 2);
    TensorInfo tensor =
        file.tensor(name)
            .orElseThrow(() -> fault(name, "tensor is missing", expected, "no tensor"));
    if (!tensor.shape().equals(expected) || tensor.dtype() != DType.F32) {
      throw fault(name, "tensor has the wrong shape", expected, describe(tensor));
    }
    MemorySegment data = file.data(tensor);
    List<Double> divisors = new ArrayList<>();
    for (int i = 0; i < width / 2; i++) {
      double divisor = data.getAtIndex(FLOAT, i);
      if (!(divisor > 0 && divisor < Double.POSITIVE_INFINITY)) {
        throw fault(name, "element " + i + " is no divisor", expected, String.valueOf(divisor));
      }
      divisors.add(divisor);
    }
    settings.add(name);
    return divisors;
  }

  private static String describe(TensorInfo tensor) {
    return tensor.dtype() + " " + tensor.shape();
  }

  private MalformedModelException fault(String name, String what, Shape expected, String found) {
    return new MalformedModelException(
        FilePlace.ofTensor(file.path(), name),
        what,
        "F32 " + expected + " of positive numbers",
        found,
        "Convert the model again, or use another file of it");
  }
}
