package assay.harness.model;

import java.util.Objects;
import java.util.OptionalInt;

/// How the bundled engine computes.
///
/// @param kernels name of the arithmetic, such as `auto` or `scalar`
/// @param threads computing threads, at least 1
/// @param context most positions of a sequence; the model's own without it
public record EngineOptions(String kernels, int threads, OptionalInt context) {
  public EngineOptions {
    Objects.requireNonNull(kernels);
    Objects.requireNonNull(context);
  }
}
