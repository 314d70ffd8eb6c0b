package assay.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.format.DType;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Expansion of quantized weights against llama.cpp's `gguf` package, an implementation in NumPy:
/// `tools/weights/make-expansions.py` wrote blocks with every nibble, zero, negative, largest and
/// subnormal scales and minima.
final class ExpansionTest {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  static Stream<Arguments> quantizedTypes() {
    return KernelSelector.available().stream()
        .flatMap(
            kernels ->
                Stream.of(DType.values())
                    .filter(dtype -> dtype.blockElements() > 1 && dtype.ggmlCode() >= 0)
                    .map(dtype -> Arguments.of(kernels, dtype)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("quantizedTypes")
  void expandsLikeTheReference(Kernels kernels, DType dtype) throws IOException {
    MemorySegment blocks = resource(dtype + ".blocks");
    float[] expected = resource(dtype + ".floats").toArray(FLOAT);
    float[] actual = new float[expected.length];
    kernels.expandRow(new Matrix(dtype, 1, expected.length, blocks), 0, actual, 0);
    for (int i = 0; i < expected.length; i++) {
      // Zeros may differ in sign: it does not reach a sum.
      assertThat(actual[i] + 0f).as("element %d", i).isEqualTo(expected[i] + 0f);
    }
  }

  private static MemorySegment resource(String name) throws IOException {
    try (InputStream in = ExpansionTest.class.getResourceAsStream("expansions/" + name)) {
      assertThat(in).as(name).isNotNull();
      return MemorySegment.ofArray(in.readAllBytes());
    }
  }
}
