package assay.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that were made to hurt: their reader says what is wrong with them, and takes no more
/// memory than a few times what they hold.
final class HostileFileTest {
  private static final Path GOLDEN = Path.of("../../shared/data/golden/qwen2.gguf");
  private static final long FACTOR = 12; // a text of one byte is nine in the file and 72 in memory
  private static final long CONSTANT = 1 << 20;

  @TempDir Path folder;

  @Test
  void refusesAGoldenModelCutAtEveryByteOfItsHeader() throws IOException {
    Assumptions.assumeTrue(Files.exists(GOLDEN), "skipped: no " + GOLDEN.toAbsolutePath());
    byte[] bytes = Files.readAllBytes(GOLDEN);
    long header;
    try (GgufFile file = GgufFile.open(GOLDEN)) {
      header =
          file.tensors().values().stream().mapToLong(TensorInfo::offsetBytes).min().orElseThrow();
    }
    MemorySegment whole = MemorySegment.ofArray(bytes);
    for (long length = 0; length <= header; length++) {
      MemorySegment cut = whole.asSlice(0, length);
      assertThatThrownBy(() -> GgufHeader.read(GOLDEN, cut))
          .as("cut to %d bytes", length)
          .isInstanceOf(MalformedModelException.class)
          .hasMessageStartingWith(GOLDEN + ": ");
    }
  }

  @Test
  void takesNoMemoryForCountsThatTheFileCannotHold() {
    for (int type = 0; type <= 12; type++) {
      ByteBuffer file = keyOfArray(4096, type, Long.MAX_VALUE);
      assertRefusedCheaply(file, 0);
      file.putLong(ARRAY_COUNT, 4096L);
      assertRefusedCheaply(file, 4096);
    }
    ByteBuffer texts = keyOfText(4096, Integer.MAX_VALUE);
    assertRefusedCheaply(texts, 0);
  }

  /// The file is sparse: it takes no room, but has the length that its counts ask for.
  @Test
  void refusesAHeaderThatIsLargerThanAnyModelNeeds() throws IOException {
    Path path = folder.resolve("huge.gguf");
    for (ByteBuffer start :
        new ByteBuffer[] {
          keyOfArray(64, 8, 1L << 28), keyOfArray(64, 0, 1L << 30), keyOfText(64, 1L << 30)
        }) {
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
        file.getChannel().write(start.rewind());
        file.setLength(6L << 30);
      }
      long before = allocated();
      assertThatThrownBy(() -> GgufFile.open(path).close())
          .isInstanceOf(MalformedModelException.class)
          .hasMessageContaining("key \"k\" at byte ");
      assertThat(allocated() - before).isLessThan(CONSTANT);
    }
  }

  @Test
  void refusesArraysOfArraysHoweverDeep() {
    ByteBuffer file = keyOfArray(1 << 16, 9, 1);
    file.position(ARRAY_COUNT + Long.BYTES);
    while (file.remaining() > 12) {
      file.putInt(9).putLong(1);
    }
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("array of arrays");
  }

  @Test
  void readsScalesThatAreNoNumbersLikeAnyOther() throws IOException {
    Path path = folder.resolve("nan.gguf");
    float[] noNumbers = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    new GgufWriter()
        .put("scale", GgufValue.float32(Float.NaN))
        .put("scales", GgufValue.float32s(noNumbers))
        .tensor("t", DType.F16, Shape.of(3), () -> noNumbers)
        .write(path);
    try (GgufFile file = GgufFile.open(path)) {
      assertThat(file.metadata().number("scale").orElseThrow()).isNaN();
      assertThat(file.metadata().floats("scales")).containsExactly(noNumbers);
      assertThat(file.tensor("t")).isPresent();
    }
  }

  private static final int ARRAY_COUNT = 24 + 8 + 1 + 4 + 4;

  /// A header with one key, `k`, that holds an array of so many elements.
  private static ByteBuffer keyOfArray(int size, int elementType, long count) {
    return key(size, 9).putInt(elementType).putLong(count);
  }

  private static ByteBuffer keyOfText(int size, long length) {
    return key(size, 8).putLong(length);
  }

  private static ByteBuffer key(int size, int type) {
    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    file.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3).putLong(0).putLong(1);
    return file.putLong(1).put((byte) 'k').putInt(type);
  }

  private static void assertRefusedCheaply(ByteBuffer file, long held) {
    long before = allocated();
    assertThatThrownBy(() -> read(file)).isInstanceOf(MalformedModelException.class);
    assertThat(allocated() - before).isLessThan(FACTOR * held + CONSTANT);
  }

  private static void read(ByteBuffer file) {
    GgufHeader.read(Path.of("m.gguf"), MemorySegment.ofBuffer(file.duplicate().clear()));
  }

  /// Returns how many bytes this thread has allocated on the heap so far.
  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
