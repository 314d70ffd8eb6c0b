package assay.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GgufFileTest {
  private static final int DATA_BYTES =
      96; // two tensors of 34 and 8 bytes, each padded to a multiple of 32
  private static final long SEED = 42;

  @TempDir Path folder;
  private Path path;
  private byte[] sound;

  @BeforeEach
  void writeSoundFile() throws IOException {
    path = folder.resolve("m.gguf");
    float[] block = new float[32];
    for (int i = 0; i < block.length; i++) {
      block[i] = i - 16;
    }
    new GgufWriter()
        .put("text", GgufValue.text("Grüße"))
        .put("whole", GgufValue.uint32(4_000_000_000L))
        .put("byte", new GgufValue.Whole(GgufType.INT8, -3))
        .put("huge", new GgufValue.Whole(GgufType.UINT64, -1))
        .put("real", GgufValue.float32(0.5f))
        .put("double", new GgufValue.Real(GgufType.FLOAT64, 0.1))
        .put("truth", GgufValue.bool(true))
        .put("texts", GgufValue.texts(List.of("a", "", "ß")))
        .put("ints", GgufValue.int32s(1, -2, 3))
        .put("floats", GgufValue.float32s(1.5f, -2))
        .tensor("first", DType.Q8_0, Shape.of(1, 32), () -> block)
        .tensor("second", DType.F32, Shape.of(2), () -> new float[] {1, 2})
        .write(path);
    sound = Files.readAllBytes(path);
  }

  @Test
  void readsBackEveryTypeOfValue() throws IOException {
    try (GgufFile file = GgufFile.open(path)) {
      GgufMetadata metadata = file.metadata();
      assertThat(file.version()).isEqualTo(3);
      assertThat(metadata.keys())
          .containsExactly(
              "text", "whole", "byte", "huge", "real", "double", "truth", "texts", "ints",
              "floats");
      assertThat(metadata.string("text")).contains("Grüße");
      assertThat(metadata.integer("whole")).isEqualTo(OptionalLong.of(4_000_000_000L));
      assertThat(metadata.integer("byte")).isEqualTo(OptionalLong.of(-3));
      assertThat(metadata.number("real")).isEqualTo(OptionalDouble.of(0.5));
      assertThat(metadata.number("double")).isEqualTo(OptionalDouble.of(0.1));
      assertThat(metadata.number("byte")).isEqualTo(OptionalDouble.of(-3));
      assertThat(metadata.bool("truth")).contains(true);
      assertThat(metadata.strings("texts")).containsExactly("a", "", "ß");
      assertThat(metadata.ints("ints")).containsExactly(1, -2, 3);
      assertThat(metadata.floats("floats")).containsExactly(1.5f, -2);
    }
  }

  @Test
  void answersEmptyForAbsentKeys() throws IOException {
    try (GgufFile file = GgufFile.open(path)) {
      GgufMetadata metadata = file.metadata();
      assertThat(metadata.string("none")).isEmpty();
      assertThat(metadata.integer("none")).isEmpty();
      assertThat(metadata.number("none")).isEmpty();
      assertThat(metadata.bool("none")).isEmpty();
      assertThat(metadata.strings("none")).isEmpty();
      assertThat(metadata.ints("none")).isEmpty();
      assertThat(metadata.floats("none")).isEmpty();
    }
  }

  @Test
  void namesKeyAndBothTypesWhenAskedForTheWrongOne() throws IOException {
    try (GgufFile file = GgufFile.open(path)) {
      GgufMetadata metadata = file.metadata();
      assertFault(
          () -> metadata.integer("text"),
          "key \"text\": value has the wrong type\n"
              + "  expected a whole number below 2^63, found a text. "
              + "The file was written wrongly: convert the model again");
      assertFault(() -> metadata.integer("huge"), "key \"huge\": value has the wrong type");
      assertFault(() -> metadata.string("whole"), "expected a text, found 4000000000 (UINT32)");
      assertFault(() -> metadata.number("truth"), "expected a number, found true");
      assertFault(() -> metadata.bool("real"), "expected a truth value, found 0.5 (FLOAT32)");
      assertFault(() -> metadata.strings("ints"), "found an array of 3 INT32");
      assertFault(() -> metadata.ints("texts"), "found an array of 3 texts");
      assertFault(() -> metadata.floats("ints"), "expected an array of FLOAT32");
    }
  }

  @Test
  void mapsTensorsWithTheirDimensionsSlowestFirst() throws IOException {
    try (GgufFile file = GgufFile.open(path)) {
      TensorInfo first = file.tensor("first").orElseThrow();
      assertThat(first.dtype()).isEqualTo(DType.Q8_0);
      assertThat(first.shape()).isEqualTo(Shape.of(1, 32));
      MemorySegment data = file.data(first);
      assertThat(data.byteSize()).isEqualTo(34);
      float scale = Float.float16ToFloat(data.get(ValueLayout.JAVA_SHORT_UNALIGNED, 0));
      assertThat(scale).isEqualTo(Float.float16ToFloat(Float.floatToFloat16(16 / 127f)));
      assertThat(data.get(ValueLayout.JAVA_BYTE, 2)).isEqualTo((byte) -127);
      assertThat(data.get(ValueLayout.JAVA_BYTE, 2 + 17)).isEqualTo((byte) 8);
      TensorInfo second = file.tensor("second").orElseThrow();
      assertThat(second.offsetBytes() % 32).isZero();
      assertThat(file.data(second).get(ValueLayout.JAVA_FLOAT_UNALIGNED, 4)).isEqualTo(2);
    }
  }

  @Test
  void readsVersion2() throws IOException {
    write(patched(4, ints(2)));
    try (GgufFile file = GgufFile.open(path)) {
      assertThat(file.version()).isEqualTo(2);
      assertThat(file.tensors()).hasSize(2);
    }
  }

  @Test
  void refusesTheFileCutAtEveryByte() throws IOException {
    int lastNeeded = sound.length - 32 + 8;
    for (int length = 0; length < lastNeeded; length++) {
      write(Arrays.copyOf(sound, length));
      assertThatThrownBy(() -> GgufFile.open(path).close())
          .as("cut to %d bytes", length)
          .isInstanceOf(MalformedModelException.class)
          .hasMessageContaining(path.toString());
    }
    write(Arrays.copyOf(sound, lastNeeded));
    GgufFile.open(path).close();
  }

  @Test
  void survivesAnyDamageToTheHeader() throws IOException {
    Random random = new Random(SEED);
    int refused = 0;
    for (int offset = 0; offset < sound.length - DATA_BYTES; offset++) {
      for (int value : new int[] {0x7f, 0xff, random.nextInt(256)}) {
        byte[] damaged = sound.clone();
        damaged[offset] = (byte) value;
        write(damaged);
        refused += opens() ? 0 : 1;
      }
    }
    assertThat(refused).as("seed %d", SEED).isGreaterThan(600);
  }

  private boolean opens() throws IOException {
    try (GgufFile file = GgufFile.open(path)) {
      file.tensors().values().forEach(tensor -> assertThat(file.data(tensor)).isNotNull());
      return true;
    } catch (MalformedModelException expected) {
      return false;
    }
  }

  @Test
  void refusesWhatIsNoGguf() throws IOException {
    write("PK\3\4 and more".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> GgufFile.open(path).close())
        .hasMessage(
            path
                + ": header at byte 0: this is no GGUF file\n"
                + "  expected the bytes 47 47 55 46 (\"GGUF\"), found 50 4b 03 04. "
                + "Give the path of a model in GGUF format");
  }

  @Test
  void refusesOtherVersions() throws IOException {
    write(patched(4, ints(1)));
    assertRefused(
        "GGUF version is not supported\n"
            + "  expected version 2 or 3, little-endian, found version 1.");
    write(patched(4, ints(Integer.reverseBytes(3))));
    assertRefused("found a big-endian file");
  }

  @Test
  void refusesCountsThatTheFileCannotHold() throws IOException {
    write(patched(8, longs(Long.MAX_VALUE)));
    assertRefused("header at byte 8: impossible number of tensors");
    write(patched(8, longs(-1)));
    assertRefused("found 18446744073709551615.");
    write(patched(16, longs(1L << 40)));
    assertRefused("header at byte 16: impossible number of keys");
    write(patched(24, longs(1L << 33)));
    assertRefused("name of key 1 of 10 at byte 24: impossible number of bytes of text");
    write(patched(behind("ints") + 8, longs(1L << 31)));
    assertRefused(
        "key \"ints\" at byte " + (behind("ints") + 8) + ": impossible number of array elements");
  }

  @Test
  void refusesUnknownValueTypesNestedArraysAndBadTruthValues() throws IOException {
    write(patched(behind("text"), ints(13)));
    assertRefused("unknown value type\n  expected a type from 0 to 12, found 13.");
    write(patched(behind("ints") + 4, ints(9)));
    assertRefused("key \"ints\" at byte " + (behind("ints") + 4) + ": array of arrays");
    write(patched(behind("truth") + 4, new byte[] {2}));
    assertRefused("truth value out of range\n  expected 0 or 1, found 2.");
  }

  @Test
  void refusesTextThatIsNotUtf8() throws IOException {
    write(patched(behind("text") + 12, new byte[] {(byte) 0xff}));
    assertRefused("key \"text\" at byte " + (behind("text") + 12) + ": text is not UTF-8");
  }

  @Test
  void refusesAKeyOrATensorThatAppearsTwice() throws IOException {
    write(patched(behind("ints") - 4, "real".getBytes(StandardCharsets.UTF_8)));
    assertRefused("the key appears twice\n  expected each key once, found a second value.");
    new GgufWriter()
        .tensor("aa", DType.F32, Shape.of(1), () -> new float[1])
        .tensor("ab", DType.F32, Shape.of(1), () -> new float[1])
        .write(path);
    sound = Files.readAllBytes(path);
    write(renamed("ab", "aa"));
    assertRefused("the name appears twice\n  expected each tensor once, found a second one.");
  }

  @Test
  void refusesImpossibleShapes() throws IOException {
    write(patched(behind("second"), ints(0)));
    assertRefused("impossible number of dimensions\n  expected 1 to 4, found 0.");
    write(patched(behind("second"), ints(5)));
    assertRefused("expected 1 to 4, found 5.");
    write(patched(behind("second") + 4, longs(0)));
    assertRefused(
        "impossible shape\n  expected dimensions from 1 whose product fits 2^63 - 1, found [0].");
    write(patched(behind("second") + 4, longs(1L << 62)));
    assertRefused("impossible shape");
    write(patched(behind("second") + 4, longs(1L << 50)));
    assertRefused("data reaches past the end of the file\n  expected 4503599627370496 bytes");
    write(patched(behind("first") + 4, longs(33)));
    assertRefused(
        "rows of [1, 33] do not divide into Q8_0 blocks\n"
            + "  expected a multiple of 32 columns, found 33.");
  }

  @Test
  void refusesTensorsThatOverlapStickOutOrAreNotAligned() throws IOException {
    int offset = behind("second") + 4 + 8 + 4;
    write(patched(offset, longs(32)));
    assertRefused("data overlaps tensor \"first\"");
    write(patched(offset, longs(7)));
    assertRefused("data is not aligned\n  expected an offset that is a multiple of 32, found 7.");
    write(patched(offset, longs(1 << 20)));
    assertRefused(
        "expected 8 bytes from offset 1048576 of the data section, found a data section of 96"
            + " bytes.");
    write(patched(offset, longs(-32)));
    assertRefused("data reaches past the end of the file");
  }

  @Test
  void refusesWeightTypesThatItDoesNotRun() throws IOException {
    int type = behind("second") + 4 + 8;
    write(patched(type, ints(15)));
    assertRefused(
        "tensor \"second\" at byte " + type + ": the engine does not run this weight type\n");
    assertRefused("found Q8_K (type 15). Use a file of the model in one of these types");
    write(patched(type, ints(9)));
    assertRefused("found Q8_1 (type 9).");
    write(patched(type, ints(777)));
    assertRefused("found unknown (type 777).");
  }

  @Test
  void refusesAnAlignmentThatIsNoPowerOfTwo() throws IOException {
    new GgufWriter().put("general.alignment", GgufValue.uint32(24)).write(path);
    assertRefused(
        "key \"general.alignment\": alignment is not usable\n"
            + "  expected a power of two up to 2^30, found 24.");
  }

  @Test
  void leavesAMissingFileToTheFileSystem() {
    assertThatThrownBy(() -> GgufFile.open(folder.resolve("none.gguf")).close())
        .isInstanceOf(NoSuchFileException.class);
  }

  private void assertRefused(String message) {
    assertFault(() -> GgufFile.open(path).close(), message);
  }

  private static void assertFault(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining(message);
  }

  private void write(byte[] bytes) throws IOException {
    Files.write(path, bytes);
  }

  /// Returns the offset behind the name of a key or tensor, which stands behind its length.
  private int behind(String name) {
    byte[] wanted = lengthAnd(name);
    for (int i = 0; i + wanted.length <= sound.length; i++) {
      if (Arrays.equals(sound, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i + wanted.length;
      }
    }
    throw new IllegalArgumentException(name);
  }

  private byte[] renamed(String name, String newName) {
    return patched(behind(name) - name.length(), newName.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] patched(int offset, byte[] replacement) {
    byte[] bytes = sound.clone();
    System.arraycopy(replacement, 0, bytes, offset, replacement.length);
    return bytes;
  }

  private static byte[] lengthAnd(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + utf8.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(utf8.length)
        .put(utf8)
        .array();
  }

  private static byte[] ints(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private static byte[] longs(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }
}
