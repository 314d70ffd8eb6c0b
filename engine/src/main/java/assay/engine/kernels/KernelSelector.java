package assay.engine.kernels;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/// Picks the implementation of [Kernels] once, at start. The only class beside [VectorKernels] that
/// knows that the Vector API is an incubator module, which a JVM has only if asked to (JEP 508).
public final class KernelSelector {
  /// Asks for the fastest implementation that runs here.
  public static final String AUTO = "auto";

  private static final Logger LOG = System.getLogger(KernelSelector.class.getName());
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private KernelSelector() {}

  /// Returns all implementations that run on this machine, the fastest first.
  public static List<Kernels> available() {
    Kernels scalar = new ScalarKernels();
    boolean vectors = hasVectorModule() && VectorKernels.runsHere();
    return vectors ? List.of(new VectorKernels(), scalar) : List.of(scalar);
  }

  /// Returns the implementation with this name, or the fastest for [#AUTO].
  ///
  /// @throws IllegalArgumentException if there is none of this name on this machine
  public static Kernels select(String name) {
    List<Kernels> available = available();
    Kernels chosen =
        available.stream()
            .filter(kernels -> name.equals(AUTO) || name.equals(kernels.name()))
            .findFirst()
            .orElseThrow(() -> unknown(name, available));
    if (name.equals(AUTO) && chosen instanceof ScalarKernels) {
      LOG.log(Level.WARNING, "slow kernels \"scalar\" are used: {0}", reason());
    }
    return chosen;
  }

  private static IllegalArgumentException unknown(String name, List<Kernels> available) {
    List<String> names = available.stream().map(Kernels::name).toList();
    return new IllegalArgumentException(
        "kernels \"%s\" do not run here\n  expected %s or one of %s. %s"
            .formatted(name, AUTO, names, hasVectorModule() ? "Choose one of these" : reason()));
  }

  private static boolean hasVectorModule() {
    return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
  }

  private static String reason() {
    return hasVectorModule()
        ? "this machine has no vectors of 128, 256 or 512 bits"
        : "start Java with --add-modules " + VECTOR_MODULE + " for fast ones";
  }
}
