package assay.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GgufWriterTest {
  @TempDir Path folder;

  @Test
  void writesTheSameBytesEachTime() throws IOException {
    Path first = folder.resolve("a.gguf");
    Path second = folder.resolve("b.gguf");
    small().write(first);
    small().write(second);
    assertThat(first).hasSameBinaryContentAs(second);
    assertThat(Files.size(first) % 32).isZero();
  }

  @Test
  void roundsF16AndBf16ToNearestEven() throws IOException {
    Path path = folder.resolve("m.gguf");
    float[] values = {1, 1 + 0x1p-8f, 1 + 3 * 0x1p-8f, 1 + 0x1p-8f + 0x1p-20f, -0.1f};
    new GgufWriter()
        .tensor("bf16", DType.BF16, Shape.of(5), () -> values)
        .tensor("f16", DType.F16, Shape.of(5), () -> values)
        .write(path);
    try (GgufFile file = GgufFile.open(path)) {
      MemorySegment bf16 = file.data(file.tensor("bf16").orElseThrow());
      assertThat(bf16.toArray(ValueLayout.JAVA_SHORT_UNALIGNED))
          .containsExactly(0x3f80, 0x3f80, 0x3f82, 0x3f81, (short) 0xbdcd);
      MemorySegment f16 = file.data(file.tensor("f16").orElseThrow());
      assertThat(f16.toArray(ValueLayout.JAVA_SHORT_UNALIGNED))
          .containsExactly(0x3c00, 0x3c04, 0x3c0c, 0x3c04, (short) 0xae66);
    }
  }

  @Test
  void refusesWhatWouldNotBeASoundFile() {
    GgufWriter writer = small();
    assertThatThrownBy(() -> writer.put("key", GgufValue.text("again")))
        .hasMessage("key added twice: key");
    assertThatThrownBy(() -> writer.tensor("t", DType.F32, Shape.of(1), () -> new float[1]))
        .hasMessage("tensor added twice: t");
    assertThatThrownBy(() -> writer.tensor("q", DType.Q8_0, Shape.of(33), () -> new float[33]))
        .hasMessage("q: rows of [33] are no whole number of Q8_0 blocks");
    assertThatThrownBy(() -> new GgufValue.Whole(GgufType.UINT8, 256))
        .hasMessage("256 is no UINT8");
    GgufWriter wrong =
        new GgufWriter().tensor("short", DType.F32, Shape.of(2, 2), () -> new float[3]);
    assertThatThrownBy(() -> wrong.write(folder.resolve("x.gguf")))
        .hasMessage("short: 3 numbers for shape [2, 2]");
  }

  private static GgufWriter small() {
    return new GgufWriter()
        .put("key", GgufValue.text("value"))
        .tensor("t", DType.F32, Shape.of(3), () -> new float[] {1, 2, 3});
  }
}
