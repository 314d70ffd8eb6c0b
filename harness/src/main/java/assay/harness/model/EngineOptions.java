package assay.harness.model;

import assay.engine.LoadOptions;
import assay.engine.config.CacheType;
import assay.engine.config.ScalingRequest;
import assay.engine.config.WeightPlacement;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How the bundled engine computes.
///
/// @param kernels name of the arithmetic, such as `auto` or `scalar`
/// @param threads computing threads, at least 1
/// @param context most positions of a sequence; the model's own without it
/// @param ropeScaling of rotary positions, in place of the model's own
/// @param cacheType how the KV cache stores its entries
/// @param weights whether they are copied into a form that is read faster
/// @param cacheBytes that the KV cache may take; a quarter of the machine's memory without it
/// @param sequences the most that are computed at once, at least 1
public record EngineOptions(
    String kernels,
    int threads,
    OptionalInt context,
    Optional<ScalingRequest> ropeScaling,
    CacheType cacheType,
    WeightPlacement weights,
    OptionalLong cacheBytes,
    int sequences) {
  private static final Pattern SCALING =
      Pattern.compile("(\\w+), factor ([0-9.E+-]+)(?:, original context (\\d+))?");

  /// How many sequences are computed at once unless somebody says otherwise.
  public static final int DEFAULT_SEQUENCES = 16;

  public EngineOptions {
    Objects.requireNonNull(kernels);
    Objects.requireNonNull(context);
    Objects.requireNonNull(ropeScaling);
    Objects.requireNonNull(cacheType);
    Objects.requireNonNull(weights);
    Objects.requireNonNull(cacheBytes);
  }

  /// Runs a model with its own positions and a cache of F32 entries.
  public EngineOptions(String kernels, int threads, OptionalInt context) {
    this(
        kernels,
        threads,
        context,
        Optional.empty(),
        CacheType.F32,
        WeightPlacement.PACKED,
        OptionalLong.empty(),
        DEFAULT_SEQUENCES);
  }

  /// Returns these options for another number of sequences at once.
  public EngineOptions running(int most) {
    return new EngineOptions(
        kernels, threads, context, ropeScaling, cacheType, weights, cacheBytes, most);
  }

  /// Returns a scaling in words, for manifests.
  static String describe(ScalingRequest scaling) {
    String words = scaling.kind().name().toLowerCase(Locale.ROOT) + ", factor " + scaling.factor();
    return scaling.originalContext().isPresent()
        ? words + ", original context " + scaling.originalContext().getAsInt()
        : words;
  }

  /// Returns the scaling that a manifest has in words.
  ///
  /// @throws IllegalArgumentException if the words are not of [#describe]
  public static ScalingRequest scaling(String words) {
    Matcher matcher = SCALING.matcher(words);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no rope scaling: " + words);
    }
    return new ScalingRequest(
        ScalingRequest.Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
        Double.parseDouble(matcher.group(2)),
        matcher.group(3) == null
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(matcher.group(3))));
  }

  /// Returns these options for the engine.
  ///
  /// @throws IllegalArgumentException if a value is out of its range
  public LoadOptions loadOptions() {
    return new LoadOptions(
        kernels, threads, context, ropeScaling, cacheType, weights, cacheBytes, sequences);
  }
}
