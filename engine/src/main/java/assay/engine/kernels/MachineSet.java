package assay.engine.kernels;

import java.util.List;
import java.util.stream.Stream;

/// Machine code as users choose it by name, and the instructions that it would use on a machine.
///
/// @param set instructions
/// @param digits of activations
record MachineSet(InstructionSet set, Digits digits) {
  /// Returns one for each name, the best first: longer vectors before shorter ones, of these the
  /// digits that keep greedy texts as they are.
  static List<MachineSet> all(MachineSupport machine) {
    return Stream.of(InstructionSet.values())
        .map(set -> set.prefix)
        .distinct()
        .flatMap(
            prefix ->
                Stream.of(Digits.TWO, Digits.ONE, Digits.THREE)
                    .map(digits -> new MachineSet(machine.best(prefix, digits), digits)))
        .toList();
  }

  String name() {
    return MachineKernels.name(set, digits);
  }

  /// @param packs whether weights are copied
  /// @param others compute what is no product with weights
  Kernels kernels(boolean packs, Kernels others) {
    return new MachineKernels(set, digits, packs, others);
  }
}
