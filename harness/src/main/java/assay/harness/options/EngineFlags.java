package assay.harness.options;

import assay.engine.config.CacheType;
import assay.engine.config.ScalingRequest;
import assay.engine.config.WeightPlacement;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.model.EngineOptions;
import assay.harness.run.UsageException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// How the bundled engine computes.
@InGroup(OptionGroup.ENGINE)
public final class EngineFlags {
  @Option(
      names = "--kernels",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "Engine: a name that `assay engine kernels` lists, or auto (default: ${DEFAULT-VALUE}).")
  private String kernels;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Engine: computing threads (default: one for each processor).")
  private Integer threads;

  @Option(
      names = "--context",
      paramLabel = "N",
      description = "Engine: context window in tokens (default: the model's own).")
  private Integer context;

  @Option(
      names = "--kv-type",
      paramLabel = "TYPE",
      defaultValue = "f32",
      description =
          "Engine: entries of the KV cache: f32, f16 or q8_0 (default: ${DEFAULT-VALUE}).")
  private String cacheType;

  @Option(
      names = "--weights",
      paramLabel = "PLACE",
      defaultValue = "packed",
      description =
          "Engine: where weights are: packed (copied into the form that kernels read fastest) or"
              + " mapped (in the file alone: less memory, slower) (default: ${DEFAULT-VALUE}).")
  private String weights;

  @Option(
      names = "--kv-memory",
      paramLabel = "MIB",
      description =
          "Engine: most memory of the KV cache in MiB (default: a quarter of the machine's).")
  private Integer cacheMebibytes;

  @Option(
      names = "--rope-scaling",
      paramLabel = "KIND",
      description =
          "Engine: scaling of rotary positions in place of the model's own: none, linear, dynamic,"
              + " yarn, llama3, or longrope for models that bring its factors. --context may then"
              + " exceed the model's.")
  private String ropeScaling;

  @Option(
      names = "--rope-factor",
      paramLabel = "F",
      description = "Engine: by how much --rope-scaling stretches the context, at least 1.")
  private Double ropeFactor;

  @Option(
      names = "--rope-original-context",
      paramLabel = "N",
      description = "Engine: positions that the model was trained for (default: as it says).")
  private Integer ropeOriginalContext;

  /// Returns what was asked for.
  ///
  /// @throws UsageException if the flags do not fit one another
  public EngineOptions options() {
    return new EngineOptions(
        kernels,
        threads == null ? Runtime.getRuntime().availableProcessors() : threads,
        optional(context),
        scaling(),
        constant("--kv-type", cacheType, CacheType.values()),
        constant("--weights", weights, WeightPlacement.values()),
        cacheBytes(),
        EngineOptions.DEFAULT_SEQUENCES);
  }

  private OptionalLong cacheBytes() {
    return cacheMebibytes == null
        ? OptionalLong.empty()
        : OptionalLong.of(Math.multiplyExact(1L << 20, atLeastOne("--kv-memory", cacheMebibytes)));
  }

  /// How many sequences may be computed at once: each step has room for a token of each.
  public static final int MOST_SEQUENCES = 256;

  /// Returns a number of sequences that a user has asked for.
  ///
  /// @throws UsageException if it is out of range
  public static int sequences(int count) {
    if (count < 1 || count > MOST_SEQUENCES) {
      throw new UsageException(
          "--sequences: expected 1 to %d, found %d".formatted(MOST_SEQUENCES, count));
    }
    return count;
  }

  private static int atLeastOne(String option, int value) {
    if (value < 1) {
      throw new UsageException("%s %d: expected at least 1".formatted(option, value));
    }
    return value;
  }

  private Optional<ScalingRequest> scaling() {
    if (ropeScaling == null) {
      if (ropeFactor != null || ropeOriginalContext != null) {
        throw new UsageException(
            "--rope-factor and --rope-original-context need --rope-scaling KIND");
      }
      return Optional.empty();
    }
    ScalingRequest.Kind kind =
        constant("--rope-scaling", ropeScaling, ScalingRequest.Kind.values());
    if (kind != ScalingRequest.Kind.NONE && ropeFactor == null) {
      throw new UsageException("--rope-scaling %s needs --rope-factor F".formatted(ropeScaling));
    }
    try {
      return Optional.of(
          new ScalingRequest(
              kind, ropeFactor == null ? 1 : ropeFactor, optional(ropeOriginalContext)));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--rope-scaling: " + e.getMessage());
    }
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static <E extends Enum<E>> E constant(String option, String name, E[] values) {
    return Arrays.stream(values)
        .filter(value -> value.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "%s %s: expected one of %s"
                        .formatted(
                            option,
                            name,
                            Arrays.stream(values)
                                .map(value -> value.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")))));
  }
}
