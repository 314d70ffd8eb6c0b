package assay.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NpyWriterTest {
  @TempDir Path folder;

  @Test
  void writesTheLayoutThatNumpyDocuments() throws IOException {
    Path path = folder.resolve("a.npy");
    try (NpyWriter writer = new NpyWriter(path, 2, 3)) {
      writer.row(new float[] {1, 2, 3});
      writer.row(new float[] {4, 5, -6.5f});
    }
    byte[] bytes = Files.readAllBytes(path);
    assertThat(bytes).hasSize(128 + 24).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0);
    String header = new String(Arrays.copyOfRange(bytes, 10, 128), StandardCharsets.US_ASCII);
    assertThat(header)
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }")
        .endsWith(" \n");
    ByteBuffer data = ByteBuffer.wrap(bytes, 128, 24).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(data.getFloat()).isEqualTo(1);
    assertThat(data.getFloat(128 + 20)).isEqualTo(-6.5f);
  }

  @Test
  void refusesRowsThatDoNotFitTheHeader() throws IOException {
    Path path = folder.resolve("a.npy");
    try (NpyWriter writer = new NpyWriter(path, 1, 2)) {
      assertThatThrownBy(() -> writer.row(new float[3])).hasMessage("a row has 2 numbers, not 3");
      writer.row(new float[2]);
      assertThatThrownBy(() -> writer.row(new float[2]))
          .hasMessage(path + ": all 1 rows are written already");
    }
  }
}
