package assay.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.machine.PeakLoops;
import assay.engine.machine.PeakLoops.Products;
import assay.engine.machine.PeakLoops.Unit;
import assay.engine.machine.VectorWidth;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which kernels are there on processors that this one may not be.
final class KernelSelectorTest {
  private static final Set<String> HASWELL = Set.of("avx2", "fma", "f16c", "bmi2");
  private static final Set<String> ALDER_LAKE = Set.of("avx2", "fma", "f16c", "bmi2", "avx_vnni");
  private static final Set<String> ICE_LAKE =
      Set.of("avx2", "fma", "f16c", "bmi2", "avx512f", "avx512bw", "avx512_vnni");
  private static final Set<String> COOPER_LAKE =
      Set.of("avx2", "fma", "f16c", "bmi2", "avx512f", "avx512bw", "avx512_vnni", "avx512_bf16");

  @Test
  void takesTheLongestVectorsAndTwoDigitsFirst() {
    assertThat(machineNames(ICE_LAKE))
        .containsExactly(
            "machine-x86-64/16-bit",
            "machine-x86-64/8-bit",
            "machine-x86-64/24-bit",
            "machine-x86-64-avx2/16-bit");
    assertThat(machineNames(ALDER_LAKE))
        .containsExactly(
            "machine-x86-64-avx2/16-bit",
            "machine-x86-64-avx2/8-bit",
            "machine-x86-64-avx2/24-bit");
    assertThat(machineNames(HASWELL)).containsExactly("machine-x86-64-avx2/16-bit");
  }

  private static List<String> machineNames(Set<String> flags) {
    return KernelSelector.available(linux(flags), true).stream()
        .map(Kernels::name)
        .filter(name -> name.startsWith("machine"))
        .toList();
  }

  private static MachineSupport linux(Set<String> flags) {
    return new MachineSupport("Linux on amd64", flags, Optional.empty());
  }

  @Test
  void multipliesBytesWhereTheProcessorCan() {
    String avx2 = InstructionSet.AVX2.prefix;
    assertThat(linux(HASWELL).best(avx2, Digits.TWO)).isEqualTo(InstructionSet.AVX2);
    assertThat(linux(ALDER_LAKE).best(avx2, Digits.TWO)).isEqualTo(InstructionSet.AVX_VNNI);
    assertThat(linux(HASWELL).best(avx2, Digits.ONE)).isEqualTo(InstructionSet.AVX_VNNI);
  }

  @Test
  void multipliesBfloatsWithOneDigitWhereTheProcessorCan() {
    String avx512 = InstructionSet.AVX512.prefix;
    assertThat(linux(COOPER_LAKE).best(avx512, Digits.ONE)).isEqualTo(InstructionSet.AVX512_BF16);
    assertThat(linux(COOPER_LAKE).best(avx512, Digits.TWO)).isEqualTo(InstructionSet.AVX512);
    assertThat(linux(ICE_LAKE).best(avx512, Digits.ONE)).isEqualTo(InstructionSet.AVX512);
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(linux(HASWELL).obstacle(InstructionSet.AVX512))
        .hasValue("the processor has no avx512_vnni, avx512bw, avx512f");
    assertThat(linux(HASWELL).obstacle(InstructionSet.AVX_VNNI))
        .hasValue("the processor has no avx_vnni");
    assertThat(linux(HASWELL).obstacle()).isEmpty();
    assertThat(linux(Set.of("sse2")).obstacle())
        .hasValue("the processor has no avx2, bmi2, f16c, fma");
    assertThat(new MachineSupport("Linux on aarch64", Set.of(), Optional.empty()).obstacle())
        .hasValue("code is written for Linux on x86-64, and this is Linux on aarch64");
    assertThat(new MachineSupport("Linux on amd64", HASWELL, Optional.of("refused")).obstacle())
        .hasValue("refused");
  }

  @Test
  void listsEveryNameOnceWhateverRuns() {
    assertThat(MachineSet.all(linux(Set.of())).stream().map(MachineSet::name))
        .containsExactlyElementsOf(
            MachineSet.all(linux(ICE_LAKE)).stream().map(MachineSet::name).toList())
        .doesNotHaveDuplicates()
        .hasSize(6);
  }

  @Test
  void namesWhatCanBeChosen() {
    assertThatThrownBy(() -> KernelSelector.select("machine-arm/16-bit"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "kernels \"machine-arm/16-bit\" do not run here\n  expected auto or one of [")
        .hasMessageEndingWith("scalar]. Choose one of these");
  }

  /// The loops that limits are measured with, in every form that runs here.
  @ParameterizedTest
  @EnumSource(InstructionSet.class)
  void measuresAUnitOfTheProcessor(InstructionSet set) {
    if (MachineSupport.here().obstacle(set).isPresent()) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      PeakLoops loops = new PeakLoops(set.unit(), arena);
      int chains = set.width.registers() - 4;
      assertThat(loops.multiplyBytes(10)).isEqualTo(2.0 * 10 * chains * set.rows() * 4);
      assertThat(loops.multiplyFloats(10)).isEqualTo(2.0 * 10 * chains * set.rows());
      assertThat(loops.read(arena.allocate(1 << 20, 64))).isEqualTo(1 << 20);
    }
    assertThat(set.unit().width())
        .isEqualTo(set.prefix.equals("machine-x86-64") ? VectorWidth.ZMM : VectorWidth.YMM);
    assertThat(InstructionSet.AVX2.unit())
        .isEqualTo(new Unit(VectorWidth.YMM, Products.TWO_WORDS, false));
  }
}
