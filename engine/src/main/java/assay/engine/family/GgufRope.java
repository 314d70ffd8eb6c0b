package assay.engine.family;

import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.RopeScaling;
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
import java.util.OptionalDouble;
import java.util.Set;

/// Reads how a GGUF file's positions are rotated. Some files keep divisors of the frequencies in
/// small tensors.
final class GgufRope {
  private static final double DEFAULT_BASE = 10_000;
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  // Files hold a tenth of DeepSeek's `mscale_all_dim`, and the whole of others'.
  private static final double DEEPSEEK_UNIT = 0.1;

  private static final Key WIDTH = Key.inGguf("rope.dimension_count");
  private static final Key TYPE = scaling("type");
  private static final Key FACTOR = scaling("factor");
  private static final Key OLD_FACTOR = Key.inGguf("rope.scale_linear");
  private static final String DIVISORS = "rope_freqs.weight";
  private static final String LONG_DIVISORS = "rope_factors_long.weight";

  private final GgufSettings settings;
  private final GgufFile file;
  private final Set<String> settingTensors = new HashSet<>();

  GgufRope(GgufSettings settings, GgufFile file) {
    this.settings = settings;
    this.file = file;
  }

  private static Key scaling(String name) {
    return Key.inGguf("rope.scaling." + name);
  }

  /// Returns the names of the tensors whose values have been read.
  Set<String> settingTensors() {
    return settingTensors;
  }

  /// Reads how a head is rotated in layers that see all positions.
  Rotary everywhere(RopeRule rule, int headDim) {
    int width = width(headDim);
    return new Rotary(
        width, base(Key.inGguf("rope.freq_base")), rule.inGguf(), scaling(rule, width));
  }

  /// Reads how a head is rotated in layers with a window: never scaled, perhaps by another base.
  Rotary inWindows(RopeRule rule, int headDim) {
    double base = base(Key.inGguf("rope.freq_base_swa"));
    return new Rotary(width(headDim), base, rule.inGguf(), new RopeScaling.None());
  }

  private int width(int headDim) {
    int width = settings.optional(WIDTH).orElse(headDim);
    if (width % 2 != 0 || width > headDim) {
      throw settings.fault(
          WIDTH,
          "impossible width of the rotated part of a head",
          "an even number, at most " + headDim);
    }
    return width;
  }

  private double base(Key key) {
    OptionalDouble base = settings.number(key);
    if (base.isPresent() && !(base.getAsDouble() > 1)) {
      throw settings.outOfRange(key, "a number above 1");
    }
    return base.orElse(DEFAULT_BASE);
  }

  private RopeScaling scaling(RopeRule rule, int width) {
    Key originalContext = scaling("original_context_length");
    int original =
        settings.optional(originalContext).orElseGet(() -> settings.positive(Key.CONTEXT));
    settings.ignore(scaling("finetuned"));
    boolean hasFactor = settings.names(FACTOR) || settings.names(OLD_FACTOR);
    if (file.tensor(LONG_DIVISORS).isPresent()) {
      return longRope(width, original);
    }
    boolean hasDivisors = rule.divided() && file.tensor(DIVISORS).isPresent();
    String type = settings.text(TYPE).orElse(hasFactor ? "linear" : "none");
    if (hasDivisors && !type.equals("none")) {
      throw settings.fault(
          TYPE, "angles are scaled twice", "none beside the tensor \"" + DIVISORS + "\"");
    }
    return switch (type) {
      case "none" ->
          hasDivisors ? new RopeScaling.Divided(divisors(DIVISORS, width)) : new RopeScaling.None();
      case "linear" -> new RopeScaling.Linear(factor());
      case "yarn" -> yarn(factor(), original, rule.scoresGrow());
      default ->
          throw settings.fault(
              TYPE,
              "the engine does not know this scaling",
              "none, linear or yarn, or the tensors of longrope");
    };
  }

  private double factor() {
    double older = settings.above0(OLD_FACTOR).orElse(1);
    return settings.above0(FACTOR).orElse(older);
  }

  private double above0(String name, double otherwise) {
    return settings.above0(scaling(name)).orElse(otherwise);
  }

  private RopeScaling yarn(double factor, int original, boolean scoresGrow) {
    settings.only(scaling("yarn_ext_factor"), 1);
    settings.only(scaling("yarn_attn_factor"), 1);
    YarnRamp usual = YarnRamp.DEFAULT;
    YarnRamp ramp =
        new YarnRamp(
            above0("yarn_beta_fast", usual.fastTurns()),
            above0("yarn_beta_slow", usual.slowTurns()),
            true);
    double allDims =
        settings.number(scaling("yarn_log_multiplier")).orElse(0)
            / (scoresGrow ? DEEPSEEK_UNIT : 1);
    double whole = Yarn.magnitude(factor, allDims);
    // In DeepSeek's own configurations the two multipliers are equal, so that only scores change.
    boolean scores = scoresGrow && allDims != 0;
    double rotated = scores ? 1 : Yarn.magnitude(factor, 1) / whole;
    double magnitude = rotated * above0("attn_factor", 1);
    return new Yarn(factor, original, ramp, magnitude, scores ? whole * whole : 1);
  }

  private RopeScaling longRope(int width, int original) {
    if (!settings.text(TYPE).orElse("longrope").equals("longrope")) {
      throw settings.fault(TYPE, "the file has the tensors of longrope", "longrope");
    }
    settings.only(FACTOR, 1);
    return new RopeScaling.LongRope(
        divisors("rope_factors_short.weight", width),
        divisors(LONG_DIVISORS, width),
        original,
        above0("attn_factor", 1));
  }

  private List<Double> divisors(String name, int width) {
    Shape expected = Shape.of(width / 2);
    TensorInfo tensor =
        file.tensor(name)
            .orElseThrow(() -> fault(name, "tensor is missing", expected, "no tensor"));
    if (!tensor.shape().equals(expected) || tensor.dtype() != DType.F32) {
      String found = tensor.dtype() + " " + tensor.shape();
      throw fault(name, "tensor has the wrong shape", expected, found);
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
    settingTensors.add(name);
    return divisors;
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
