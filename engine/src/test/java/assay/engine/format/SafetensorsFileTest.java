package assay.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SafetensorsFileTest {
  private static final Path CHECKPOINTS = Path.of("src/test/resources/assay/engine/huggingface");
  private static final long SEED = 42;
  private static final String FIRST =
      "\"first\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}";
  private static final String SECOND =
      "\"second\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[24,32]}";
  private static final String DAMAGED =
      ". The file is damaged or its download was cut off: fetch it again";

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void choosePath() {
    path = folder.resolve("m.safetensors");
  }

  @Test
  void mapsTensorsThatTheReferenceLibraryWrote() throws IOException {
    try (SafetensorsFile file =
        SafetensorsFile.open(CHECKPOINTS.resolve("deepseek_v3-fp8/model.safetensors"))) {
      assertThat(file.tensors()).hasSize(69);
      StoredTensor packed = file.tensors().get("model.layers.0.mlp.gate_proj.weight");
      assertThat(packed.type()).isEqualTo(StoredType.F8_E4M3);
      assertThat(packed.shape()).isEqualTo(Shape.of(160, 128));
      assertThat(file.data(packed).byteSize()).isEqualTo(160 * 128);
      StoredTensor scales = file.tensors().get("model.layers.0.mlp.gate_proj.weight_scale_inv");
      assertThat(scales.type()).isEqualTo(StoredType.F32);
      assertThat(scales.shape()).isEqualTo(Shape.of(2, 1));
    }
  }

  @Test
  void readsShapesTypesAndNumbers() throws IOException {
    write("{\"__metadata__\":{\"format\":\"pt\"}," + SECOND + "," + FIRST + "}  ", 32);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.tensors().keySet()).containsExactly("first", "second");
      StoredTensor first = file.tensors().get("first");
      assertThat(first.shape()).isEqualTo(Shape.of(2, 3));
      assertThat(file.data(first).get(ValueLayout.JAVA_BYTE, 5)).isEqualTo((byte) 5);
      StoredTensor second = file.tensors().get("second");
      assertThat(second.type()).isEqualTo(StoredType.BF16);
      assertThat(file.data(second).get(ValueLayout.JAVA_BYTE, 7)).isEqualTo((byte) 31);
      assertThat(file.sizeBytes()).isEqualTo(Files.size(path));
    }
  }

  @Test
  void readsAScalarAsOneElement() throws IOException {
    write("{\"s\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}", 4);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.tensors().get("s").shape()).isEqualTo(Shape.of(1));
    }
  }

  @Test
  void refusesTensorDataAfterClosing() throws IOException {
    write("{" + FIRST + "," + SECOND + "}", 32);
    SafetensorsFile file = SafetensorsFile.open(path);
    StoredTensor first = file.tensors().get("first");
    file.close();
    assertThatThrownBy(() -> file.data(first).get(ValueLayout.JAVA_BYTE, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesAFileCutOffAtEveryByte() throws IOException {
    write("{" + FIRST + "," + SECOND + "}", 32);
    byte[] sound = Files.readAllBytes(path);
    for (int length = 0; length < sound.length; length++) {
      Files.write(path, Arrays.copyOf(sound, length));
      assertThatThrownBy(() -> SafetensorsFile.open(path))
          .as("cut off at byte %d", length)
          .isInstanceOf(MalformedModelException.class)
          .hasMessageStartingWith(path + ": ");
    }
  }

  @Test
  void survivesRandomDamage() throws IOException {
    write("{" + FIRST + "," + SECOND + "}", 32);
    byte[] sound = Files.readAllBytes(path);
    Random random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = sound.clone();
      damaged[random.nextInt(sound.length - 32)] = (byte) random.nextInt(256);
      Files.write(path, damaged);
      try (SafetensorsFile file = SafetensorsFile.open(path)) {
        assertThat(file.tensors().size()).isLessThanOrEqualTo(2);
      } catch (MalformedModelException e) {
        assertThat(e).hasMessageStartingWith(path + ": ");
        refused++;
      }
    }
    assertThat(refused).as("seed %d", SEED).isGreaterThan(2000);
  }

  @ParameterizedTest
  @CsvSource({"-1", "9223372036854775807", "16777217", "1", "0"})
  void refusesAbsurdHeaderLengths(long length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(50).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
    Files.write(path, bytes.array());
    assertFault(
        "header length at byte 0: this is no safetensors file, or it is cut off\n"
            + "  expected 2 to 42 bytes of header in a file of 50, found "
            + Long.toUnsignedString(length)
            + ". Give the path of a model in safetensors format, or fetch it again");
  }

  @Test
  void refusesDeepNesting() throws IOException {
    write("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}", 0);
    assertFault(
        "line 1, column 205: the file is not JSON\n"
            + "  expected at most 200 levels of nesting, found U+005B. "
            + "Fetch the file again: it is damaged or incomplete");
  }

  @Test
  void refusesANameThatStandsTwice() throws IOException {
    write("{" + FIRST + "," + FIRST + "}", 24);
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .hasMessageContaining(
            "expected another name than \"first\", which this object has already");
  }

  @Test
  void refusesOtherTypesByName() throws IOException {
    write("{\"w\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}", 16);
    assertFault(
        "tensor \"w\": the engine does not run this weight type in safetensors files\n"
            + "  expected one of [F32, F16, BF16, F8_E4M3, I8, U8, I32, I64], found F64. "
            + "Use a checkpoint of the model in one of these types");
  }

  @Test
  void refusesDataOfTheWrongSize() throws IOException {
    write("{\"w\":{\"dtype\":\"F16\",\"shape\":[2,3],\"data_offsets\":[0,10]}}", 10);
    assertFault(
        "tensor \"w\" at byte 65: data has the wrong size\n"
            + "  expected 12 bytes for F16 [2, 3], found 10 bytes"
            + DAMAGED);
  }

  @ParameterizedTest
  @CsvSource({"0,40", "-8,16", "24,0", "9223372036854775807,0"})
  void refusesOffsetsOutsideTheFile(long from, long to) throws IOException {
    String offsets = "[" + from + "," + to + "]";
    write("{\"w\":{\"dtype\":\"F32\",\"shape\":[6],\"data_offsets\":" + offsets + "}}", 24);
    assertFault(
        "tensor \"w\": data does not lie inside the file\n  expected offsets from 0 to 24, found "
            + (from + " to " + to)
            + DAMAGED);
  }

  @Test
  void refusesOverlap() throws IOException {
    write("{" + FIRST + "," + SECOND.replace("[24,32]", "[16,24]") + "}", 24);
    assertFault(
        "tensor \"second\" at byte 146: data overlaps the tensor before it\n"
            + "  expected data from byte 154 on, found byte 146"
            + DAMAGED);
  }

  @Test
  void refusesGaps() throws IOException {
    write("{" + FIRST + "," + SECOND.replace("[24,32]", "[25,33]") + "}", 33);
    assertFault(
        "tensor \"second\" at byte 155: there is a gap before its data\n"
            + "  expected data from byte 154 on, found byte 155"
            + DAMAGED);
    write("{" + FIRST + "}", 30);
    assertFault(
        "data at byte 93: bytes behind the last tensor\n  expected a file of 93 bytes, found 99"
            + " bytes"
            + DAMAGED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0] | $.w.shape[0]: impossible dimension",
        "[-1] | $.w.shape[0]: impossible dimension",
        "[1.5] | $.w.shape[0]: value has the wrong type",
        "[4294967296,4294967296] | $.w.shape[1]: impossible dimension",
        "[1,1,1,1,1,1] | $.w.shape: impossible number of dimensions",
        "{} | $.w.shape: value has the wrong type",
        "[1],\"more\":1 | $.w: a member is not understood",
        "[1],\"dtype\":null | line 1"
      })
  void refusesImpossibleDescriptions(String shape, String message) throws IOException {
    write("{\"w\":{\"data_offsets\":[0,4],\"dtype\":\"F32\",\"shape\":" + shape + "}}", 4);
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageStartingWith(path + ": " + message);
  }

  @Test
  void refusesMetadataThatIsNotText() throws IOException {
    write("{\"__metadata__\":{\"format\":[1]}}", 0);
    assertFault(
        "$.__metadata__.format: value has the wrong type\n  expected a text, found an array. "
            + "Fetch the file again, or use a model that the engine supports");
  }

  @Test
  void refusesAHeaderThatIsNotUtf8() throws IOException {
    write("{\"\u0000\":1}", 0);
    byte[] bytes = Files.readAllBytes(path);
    bytes[10] = (byte) 0xff;
    Files.write(path, bytes);
    assertFault(
        "header at byte 8: the header is not UTF-8\n  expected JSON in UTF-8, found other bytes"
            + DAMAGED);
  }

  /// Writes a file whose data bytes count up from 0.
  private void write(String header, int dataBytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text);
    for (int i = 0; i < dataBytes; i++) {
      bytes.put((byte) i);
    }
    Files.write(path, bytes.array());
  }

  private void assertFault(String message) {
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(MalformedModelException.class)
        .hasMessage(path + ": " + message);
  }
}
