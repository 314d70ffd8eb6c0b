package assay.results.speed;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/// How fast a model is behind sequences of several lengths.
///
/// @param model name of its file or folder
/// @param attention the kinds of its attention, such as `full` or `windowed and full`
/// @param kernels that computed it
/// @param threads that computed it
/// @param lengths what was measured, from the shortest to the longest
public record MeasuredSpeed(
    String model, String attention, String kernels, int threads, List<Behind> lengths) {
  public MeasuredSpeed {
    Objects.requireNonNull(model);
    Objects.requireNonNull(attention);
    Objects.requireNonNull(kernels);
    lengths = List.copyOf(lengths);
  }

  /// What was measured behind some tokens.
  ///
  /// @param tokens in the cache before
  /// @param sequenceBytes that the architecture keeps of them
  /// @param prefill tokens of a prompt a second
  /// @param decode tokens of one sequence a second; empty if only several together were measured
  public record Behind(long tokens, long sequenceBytes, double prefill, OptionalDouble decode) {}
}
