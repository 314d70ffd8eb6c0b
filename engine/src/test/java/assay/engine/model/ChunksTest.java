package assay.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChunksTest {

  @ParameterizedTest
  @CsvSource({"1, 16", "2, 16", "2, 48", "3, 48", "16, 16"})
  void coversEveryOutputOnceInFallingSizes(int workers, int unit) {
    Chunks chunks = new Chunks(workers, unit);
    for (int outputs : new int[] {0, 1, 15, 16, 17, 48, 64, 896, 4864, 4865, 151936}) {
      int count = chunks.count(outputs);
      int before = Integer.MAX_VALUE;
      for (int chunk = 0; chunk < count; chunk++) {
        int size = chunks.start(chunk + 1, outputs) - chunks.start(chunk, outputs);
        assertThat(size).as("chunk %d of %d outputs", chunk, outputs).isBetween(1, before);
        before = size;
      }
      assertThat(chunks.start(0, outputs)).isZero();
      assertThat(chunks.start(count, outputs)).isEqualTo(outputs);
      assertThat(before).isLessThanOrEqualTo(count == 0 ? before : unit);
    }
  }
}
