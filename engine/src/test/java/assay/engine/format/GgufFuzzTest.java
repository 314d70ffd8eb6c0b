package assay.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// Any bytes are either a sound header or a [MalformedModelException] that names the file.
///
/// The normal build runs the seeds in `GgufFuzzTestInputs` alone. To look for new ones, see
/// `engine/README.md`, "Fuzzing".
final class GgufFuzzTest {
  private static final Path PATH = Path.of("fuzz.gguf");

  @FuzzTest(maxDuration = "5m")
  void readsOrRefuses(byte[] bytes) {
    try {
      GgufHeader header = GgufHeader.read(PATH, MemorySegment.ofArray(bytes));
      for (TensorInfo tensor : header.tensors()) {
        assertThat(tensor.offsetBytes()).isNotNegative();
        assertThat(tensor.endBytes()).isBetween(tensor.offsetBytes(), (long) bytes.length);
      }
    } catch (MalformedModelException refused) {
      assertThat(refused).hasMessageStartingWith(PATH + ": ");
    }
  }
}
