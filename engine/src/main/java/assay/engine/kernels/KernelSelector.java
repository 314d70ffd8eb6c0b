package assay.engine.kernels;

import assay.engine.machine.PeakLoops;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Picks the implementation of [Kernels] once, at start. The only class beside [VectorKernels] that
/// knows that the Vector API is an incubator module, which a JVM has only if asked to (JEP 508).
public final class KernelSelector {
  /// Asks for the fastest implementation that runs here and keeps greedy texts as they are.
  public static final String AUTO = "auto";

  private static final Logger LOG = System.getLogger(KernelSelector.class.getName());
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private KernelSelector() {}

  /// Returns all implementations that run on this machine, the one for [#AUTO] first.
  public static List<Kernels> available() {
    return available(true);
  }

  /// Returns those of [#available] whose products are exact.
  public static List<Kernels> exact() {
    return available().stream()
        .filter(kernels -> kernels.accuracy() instanceof Accuracy.Exact)
        .toList();
  }

  private static List<Kernels> available(boolean packs) {
    return available(MachineSupport.here(), packs);
  }

  /// Returns what runs on a machine, the one for [#AUTO] first.
  static List<Kernels> available(MachineSupport machine, boolean packs) {
    List<Kernels> portable = portable();
    List<Kernels> all = new ArrayList<>();
    for (MachineSet named : MachineSet.all(machine)) {
      if (machine.obstacle(named.set()).isEmpty()) {
        all.add(named.kernels(packs, portable.getFirst()));
      }
    }
    all.addAll(portable);
    return List.copyOf(all);
  }

  private static List<Kernels> portable() {
    Kernels scalar = new ScalarKernels();
    return vectorObstacle().isEmpty() ? List.of(new VectorKernels(), scalar) : List.of(scalar);
  }

  /// Returns why no machine code runs here, or empty if some does.
  public static Optional<String> machineObstacle() {
    return MachineSupport.here().obstacle();
  }

  /// Returns what of a core the fastest machine code keeps busy, or empty if none runs here.
  public static Optional<PeakLoops.Unit> machineUnit() {
    return machineUnit(available().getFirst().name());
  }

  /// Returns what of a core the kernels with this name keep busy, or empty if they are no machine
  /// code.
  public static Optional<PeakLoops.Unit> machineUnit(String name) {
    return MachineSet.all(MachineSupport.here()).stream()
        .filter(set -> set.name().equals(name))
        .findFirst()
        .map(set -> set.set().unit());
  }

  /// Returns why vectors do not run here, or empty if they do.
  public static Optional<String> vectorObstacle() {
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      return Optional.of("start Java with --add-modules " + VECTOR_MODULE + " for fast ones");
    }
    return VectorKernels.runsHere()
        ? Optional.empty()
        : Optional.of("this machine has no vectors of 128, 256 or 512 bits");
  }

  /// Returns the implementation with this name, or the first of [#available] for [#AUTO].
  ///
  /// @throws IllegalArgumentException if there is none of this name on this machine
  public static Kernels select(String name) {
    return select(name, true);
  }

  /// As [#select(String)].
  ///
  /// @param packs whether weights may be copied into a form that is read faster
  public static Kernels select(String name, boolean packs) {
    List<Kernels> available = available(packs);
    Kernels chosen =
        available.stream()
            .filter(kernels -> name.equals(AUTO) || name.equals(kernels.name()))
            .findFirst()
            .orElseThrow(() -> unknown(name, available));
    if (name.equals(AUTO)) {
      explain(chosen);
    }
    return chosen;
  }

  private static void explain(Kernels chosen) {
    switch (chosen) {
      case ScalarKernels _ ->
          LOG.log(
              Level.WARNING, "slow kernels \"scalar\" are used: {0}", vectorObstacle().orElse(""));
      case VectorKernels _ ->
          LOG.log(
              Level.INFO,
              "kernels \"{0}\" are used: {1}",
              chosen.name(),
              machineObstacle().orElse(""));
      case MachineKernels _ -> {}
    }
  }

  private static IllegalArgumentException unknown(String name, List<Kernels> available) {
    List<String> names = available.stream().map(Kernels::name).toList();
    MachineSupport machine = MachineSupport.here();
    Optional<String> obstacle =
        MachineSet.all(machine).stream()
            .filter(set -> set.name().equals(name))
            .findFirst()
            .map(set -> machine.obstacle(set.set()))
            .orElseGet(KernelSelector::vectorObstacle);
    return new IllegalArgumentException(
        "kernels \"%s\" do not run here\n  expected %s or one of %s. %s"
            .formatted(name, AUTO, names, obstacle.orElse("Choose one of these")));
  }
}
