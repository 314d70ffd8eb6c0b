package assay.engine.kernels;

import java.util.List;

/// Picks the implementation of [Kernels] once, at start.
public final class KernelSelector {
  /// Asks for the fastest implementation that runs here.
  public static final String AUTO = "auto";

  private KernelSelector() {}

  /// Returns all implementations that run on this machine, the preferred first.
  public static List<Kernels> available() {
    return List.of(new ScalarKernels());
  }

  /// Returns the implementation with this name, or the preferred one for [#AUTO].
  ///
  /// @throws IllegalArgumentException if there is none of this name on this machine
  public static Kernels select(String name) {
    List<Kernels> available = available();
    return available.stream()
        .filter(kernels -> name.equals(AUTO) || name.equals(kernels.name()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no kernels named \"%s\" on this machine%n  expected one of %s."
                        .formatted(name, available)));
  }
}
