package assay.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Models in three files, of which `a` and `b`, `c`, `d` and `e` lie in one each.
final class GgufSplitTest {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final String REMEDY =
      "Fetch all parts of one model into one folder, and keep their names";

  @TempDir Path folder;

  @ParameterizedTest(name = "part {0}")
  @ValueSource(ints = {1, 2, 3})
  void opensAllPartsWhicheverIsGiven(int number) throws IOException {
    writeAll();
    try (GgufFile file = GgufFile.open(part(number))) {
      assertThat(file.path()).isEqualTo(part(number));
      assertThat(file.files()).containsExactly(part(1), part(2), part(3));
      assertThat(file.metadata().string("general.architecture")).contains("qwen2");
      assertThat(file.metadata().file()).isEqualTo(part(1));
      assertThat(file.tensors().keySet()).containsExactly("a", "b", "c", "d", "e");
      assertThat(file.sizeBytes())
          .isEqualTo(Files.size(part(1)) + Files.size(part(2)) + Files.size(part(3)));
      for (String name : file.tensors().keySet()) {
        TensorInfo tensor = file.tensor(name).orElseThrow();
        assertThat(file.data(tensor).get(FLOAT, 4)).isEqualTo(name.charAt(0));
      }
    }
  }

  /// Made by llama.cpp's `gguf` package: `tools/weights/make-gguf-split.py`.
  @Test
  void opensPartsThatLlamaCppWrote() throws IOException {
    for (int number = 1; number <= 3; number++) {
      String name = "other-%05d-of-00003.gguf".formatted(number);
      try (InputStream in = GgufSplitTest.class.getResourceAsStream("split/" + name)) {
        Files.copy(in, folder.resolve(name));
      }
    }
    try (GgufFile file = GgufFile.open(folder.resolve("other-00002-of-00003.gguf"))) {
      assertThat(file.metadata().string("general.architecture")).contains("qwen2");
      assertThat(file.tensors()).hasSize(5);
      for (int i = 0; i < 5; i++) {
        TensorInfo tensor = file.tensor("tensor." + i).orElseThrow();
        assertThat(file.data(tensor).toArray(FLOAT)).containsOnly(i).hasSize(6);
      }
    }
  }

  @Test
  void refusesAMissingPart() throws IOException {
    writeAll();
    Files.delete(part(2));
    assertRefused(
        part(3),
        part(2)
            + ": part 2 of 3: a part of the model is missing\n"
            + "  expected this file beside m-00003-of-00003.gguf, found none. "
            + REMEDY);
  }

  @Test
  void refusesAPartUnderAnotherName() throws IOException {
    writeAll();
    Path renamed = Files.move(part(2), folder.resolve("second.gguf"));
    assertRefused(
        renamed,
        renamed
            + ": key \"split.no\": the name does not fit the part\n"
            + "  expected a name on -00002-of-00003.gguf, found second.gguf. "
            + REMEDY);
    Files.copy(part(3), part(2));
    assertRefused(
        part(1),
        part(2) + ": key \"split.no\": this is another part\n  expected 1, found 2. " + REMEDY);
  }

  @Test
  void refusesPartsThatDisagree() throws IOException {
    writeAll();
    tensors(splitKeys(1, 4, 5), "c").write(part(2));
    assertRefused(part(1), "the parts disagree about their number\n  expected 3, found 4.");
    tensors(splitKeys(1, 3, 6), "c").write(part(2));
    assertRefused(part(1), "key \"split.tensors.count\": the parts are of different models");
    GgufWriter foreign = splitKeys(1, 3, 5).put("general.architecture", GgufValue.text("llama"));
    tensors(foreign, "c").write(part(2));
    assertRefused(
        part(1),
        part(2)
            + ": key \"general.architecture\": the parts are of different models\n"
            + "  expected the value of m-00001-of-00003.gguf, found another. ");
  }

  @Test
  void refusesPartsWithoutTheirKeys() throws IOException {
    writeAll();
    tensors(new GgufWriter(), "c").write(part(2));
    assertRefused(part(1), part(2) + ": key \"split.no\": the key is missing");
    tensors(new GgufWriter().put("split.count", small(3)), "a").write(part(1));
    assertRefused(part(1), part(1) + ": key \"split.no\": the key is missing");
  }

  @Test
  void refusesATensorInTwoPartsAndTensorsThatAreNotThere() throws IOException {
    writeAll();
    tensors(splitKeys(2, 3, 5), "d", "a").write(part(3));
    assertRefused(
        part(1),
        "the tensor is in two parts\n"
            + "  expected each tensor once, found it in m-00001-of-00003.gguf too. ");
    tensors(splitKeys(2, 3, 5), "d").write(part(3));
    assertRefused(
        part(1), "the parts hold another number of tensors\n  expected 5, found 4. " + REMEDY);
  }

  @Test
  void refusesAnyPartThatIsCutAtAnyByte() throws IOException {
    writeAll();
    for (int number = 1; number <= 3; number++) {
      byte[] sound = Files.readAllBytes(part(number));
      for (int length = 0; length < sound.length - 24; length++) {
        Files.write(part(number), Arrays.copyOf(sound, length));
        assertThatThrownBy(() -> GgufFile.open(part(1)).close())
            .as("part %d cut to %d bytes", number, length)
            .isInstanceOf(MalformedModelException.class)
            .hasMessageContaining(part(number).toString());
      }
      Files.write(part(number), sound);
    }
  }

  private void assertRefused(Path opened, String message) {
    assertThatThrownBy(() -> GgufFile.open(opened).close())
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining(message);
  }

  private void writeAll() throws IOException {
    GgufWriter first = splitKeys(0, 3, 5).put("general.architecture", GgufValue.text("qwen2"));
    tensors(first, "a", "b").write(part(1));
    tensors(splitKeys(1, 3, 5), "c").write(part(2));
    tensors(splitKeys(2, 3, 5), "d", "e").write(part(3));
  }

  private static GgufWriter splitKeys(int number, int count, int tensors) {
    return new GgufWriter()
        .put("split.no", small(number))
        .put("split.count", small(count))
        .put("split.tensors.count", new GgufValue.Whole(GgufType.INT32, tensors));
  }

  private static GgufWriter tensors(GgufWriter writer, String... names) {
    for (String name : names) {
      writer.tensor(name, DType.F32, Shape.of(2), () -> new float[] {0, name.charAt(0)});
    }
    return writer;
  }

  private static GgufValue small(int value) {
    return new GgufValue.Whole(GgufType.UINT16, value);
  }

  private Path part(int number) {
    return folder.resolve("m-%05d-of-00003.gguf".formatted(number));
  }
}
