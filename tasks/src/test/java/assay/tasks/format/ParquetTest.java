package assay.tasks.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.Sample;
import assay.tasks.DataException;
import assay.tasks.Demo;
import assay.tasks.SampleContent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files written by pyarrow with the schema of MMLU-Pro (`tools/make-parquet-fixtures.py`).
final class ParquetTest {
  @TempDir Path folder;

  private static List<Sample> samples(Path file) {
    RowDataset dataset =
        RowDataset.of(
            List.of(file),
            Set.of("question_id", "question", "options", "answer_index"),
            row ->
                Optional.of(
                    new SampleContent(
                        row.label("question_id"),
                        row.string("question"),
                        Long.toString(row.integer("answer_index")),
                        Map.of(),
                        new Sample.Choices(row.strings("options")))));
    try (Stream<Sample> samples = dataset.open()) {
      return samples.toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"snappy", "zstd"})
  void readsTheSameSamplesAndDigestsAsFromJsonLines(String codec) {
    Path parquet = Demo.resource("format/multiple-choice.%s.parquet".formatted(codec));
    assertThat(samples(parquet)).hasSize(40).isEqualTo(samples(Demo.file("multiple-choice.jsonl")));
  }

  @Test
  void readsACompressedFile() throws IOException {
    Path parquet = Demo.resource("format/multiple-choice.snappy.parquet");
    Path compressed = folder.resolve("questions.parquet.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      Files.copy(parquet, out);
    }
    assertThat(samples(compressed)).isEqualTo(samples(parquet));
  }

  @Test
  void leavesTheLibrarysLogAsItWas() {
    samples(Demo.resource("format/multiple-choice.snappy.parquet"));
    assertThat(Logger.getLogger("dev.hardwood").getLevel()).isNull();
  }

  @Test
  void refusesACutFile() throws IOException {
    byte[] whole = Files.readAllBytes(Demo.resource("format/multiple-choice.zstd.parquet"));
    Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(whole, 2000));
    assertThatThrownBy(() -> samples(cut))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(cut + ": cannot be read: ");
  }

  @Test
  void refusesADamagedPage() throws IOException {
    byte[] bytes = Files.readAllBytes(Demo.resource("format/multiple-choice.zstd.parquet"));
    Arrays.fill(bytes, 200, 900, (byte) 0x5a);
    Path damaged = Files.write(folder.resolve("damaged.parquet"), bytes);
    assertThatThrownBy(() -> samples(damaged))
        .isInstanceOf(DataException.class)
        .hasMessageMatching(".*damaged\\.parquet(:\\d+)?: .*Fetch the file again");
  }

  @Test
  void refusesATextThatIsNotUtf8() {
    Path file = Demo.resource("format/not-utf8.parquet");
    assertThatThrownBy(() -> samples(file))
        .isInstanceOf(DataException.class)
        .hasMessage(file + ":2: is not UTF-8 text. Convert the file to UTF-8");
  }

  private static long count(RowDataset dataset) {
    try (Stream<Sample> samples = dataset.open()) {
      return samples.filter(sample -> !sample.id().isEmpty()).count();
    }
  }

  @Test
  void namesTheRowOfAMissingField() {
    Path file = Demo.resource("format/multiple-choice.snappy.parquet");
    RowDataset dataset =
        RowDataset.of(
            List.of(file),
            Set.of("answer", "problem"),
            row -> {
              throw new AssertionError(row.string("problem"));
            });
    assertThatThrownBy(() -> count(dataset))
        .isInstanceOf(DataException.class)
        .hasMessage(
            file
                + ":1: field \"problem\" is missing; expected text, found the fields [question_id,"
                + " question, options, answer, answer_index, cot_content, category, src]."
                + " Check that the file is this suite's data");
  }
}
