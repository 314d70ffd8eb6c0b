package assay.engine;

import assay.engine.config.CacheType;
import assay.engine.config.ScalingRequest;
import assay.engine.config.WeightPlacement;
import assay.engine.kernels.KernelSelector;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// How a model is run.
///
/// @param kernels name of the arithmetic, such as `scalar`, or [KernelSelector#AUTO]
/// @param threads that compute, at least 1
/// @param contextLength the most positions of a sequence, at least 1; empty takes the model's own
/// @param ropeScaling how rotary angles are changed instead of as the model says; with it the
///   context may be longer than the model was made for
/// @param cacheType how entries of the KV cache are stored
/// @param weights whether they are copied into a form that is read faster
/// @param cacheBytes that the KV cache may take, at least 1; empty for a quarter of the machine's
///   memory
/// @param sequences the most that are computed at once, at least 1
public record LoadOptions(
    String kernels,
    int threads,
    OptionalInt contextLength,
    Optional<ScalingRequest> ropeScaling,
    CacheType cacheType,
    WeightPlacement weights,
    OptionalLong cacheBytes,
    int sequences) {
  private static final int DEFAULT_SEQUENCES = 16;

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if a value is out of its range
  public LoadOptions {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "threads is out of range\n  expected at least 1, found " + threads);
    }
    if (contextLength.isPresent() && contextLength.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "contextLength is out of range\n  expected at least 1, found "
              + contextLength.getAsInt());
    }
    if (cacheBytes.isPresent() && cacheBytes.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "cacheBytes is out of range\n  expected at least 1, found " + cacheBytes.getAsLong());
    }
    if (sequences < 1) {
      throw new IllegalArgumentException(
          "sequences is out of range\n  expected at least 1, found " + sequences);
    }
  }

  /// Runs packed weights and up to 16 sequences at once, with a quarter of the machine's memory for
  /// their cache.
  ///
  /// @throws IllegalArgumentException if a value is out of its range
  public LoadOptions(
      String kernels,
      int threads,
      OptionalInt contextLength,
      Optional<ScalingRequest> ropeScaling,
      CacheType cacheType) {
    this(
        kernels,
        threads,
        contextLength,
        ropeScaling,
        cacheType,
        WeightPlacement.PACKED,
        OptionalLong.empty(),
        DEFAULT_SEQUENCES);
  }

  /// Returns these options with another limit of sequences and of their cache.
  ///
  /// @throws IllegalArgumentException if a value is out of its range
  public LoadOptions holding(int most, OptionalLong bytes) {
    return new LoadOptions(
        kernels, threads, contextLength, ropeScaling, cacheType, weights, bytes, most);
  }

  /// Returns the bytes that the KV cache may take.
  long cacheBytesOrDefault() {
    return cacheBytes.orElseGet(() -> MachineMemory.bytes() / 4);
  }

  /// Runs a model with its own scaling of positions and a cache of F32 entries.
  ///
  /// @throws IllegalArgumentException if a value is out of its range
  public LoadOptions(String kernels, int threads, OptionalInt contextLength) {
    this(kernels, threads, contextLength, Optional.empty(), CacheType.F32);
  }

  /// Returns these options with another place of the weights.
  public LoadOptions placing(WeightPlacement place) {
    return new LoadOptions(
        kernels, threads, contextLength, ropeScaling, cacheType, place, cacheBytes, sequences);
  }

  /// Returns the fastest kernels, one thread for each processor, and the model's own context
  /// length.
  public static LoadOptions defaults() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new LoadOptions(KernelSelector.AUTO, processors, OptionalInt.empty());
  }
}
