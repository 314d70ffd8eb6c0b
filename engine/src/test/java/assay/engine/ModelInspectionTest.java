package assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.ModelInspection.Usage;
import assay.engine.format.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelInspectionTest {
  @TempDir Path folder;

  @Test
  void describesAFileFromItsHeader() throws IOException {
    Path path = folder.resolve("tiny.gguf");
    new TinyModel().writer(DType.Q8_0).write(path);
    ModelInspection inspection = ModelInspection.of(path);
    long matrices = 2 * (2 * 64 * 64 + 2 * 32 * 64 + 3 * 96 * 64) + 2 * 40 * 64;
    long vectors = 2 * (2 * 64 + 64 + 2 * 32) + 64;
    assertThat(inspection.config().architecture()).isEqualTo("qwen2");
    assertThat(inspection.config().vocabSize()).isEqualTo(40);
    assertThat(inspection.config().contextLength()).isEqualTo(64);
    assertThat(inspection.totalParameters()).isEqualTo(matrices + vectors);
    assertThat(inspection.activeParameters()).isEqualTo(matrices + vectors);
    assertThat(inspection.tensors())
        .containsOnlyKeys(DType.Q8_0, DType.F32)
        .containsEntry(DType.Q8_0, new Usage(16, matrices, matrices / 32 * 34))
        .containsEntry(DType.F32, new Usage(11, vectors, vectors * 4));
    assertThat(inspection.kvBytesPerToken()).isEqualTo(2 * 2 * 32 * 4);
    assertThat(inspection.fileBytes()).isEqualTo(Files.size(path));
  }
}
