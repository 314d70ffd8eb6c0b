package assay.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// Any bytes are either a sound header or a [MalformedModelException] that names the file.
///
/// The normal build runs the seeds in `SafetensorsFuzzTestInputs` alone. To look for new ones, see
/// `engine/README.md`, "Fuzzing".
final class SafetensorsFuzzTest {
  private static final Path PATH = Path.of("fuzz.safetensors");

  @FuzzTest(maxDuration = "5m")
  void readsOrRefuses(byte[] bytes) {
    try {
      SafetensorsHeader header = SafetensorsHeader.read(PATH, MemorySegment.ofArray(bytes));
      long end = -1;
      for (StoredTensor tensor : header.tensors()) {
        assertThat(tensor.offsetBytes()).isGreaterThanOrEqualTo(end);
        end = tensor.endBytes();
      }
      assertThat(end).isLessThanOrEqualTo(bytes.length);
    } catch (MalformedModelException refused) {
      assertThat(refused).hasMessageStartingWith(PATH + ": ");
    }
  }
}
