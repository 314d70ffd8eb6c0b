package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.run.ExitCode;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.store.RecordWriter;
import assay.results.store.RunDirectory;
import assay.results.store.SyncPolicy;
import assay.tasks.format.Row;
import assay.tasks.format.RowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tables that `export --format parquet` writes, read by the library that reads data sets.
/// `tools/interchange/check_parquet.py` reads them with DuckDB, pandas and fastparquet.
final class ParquetExportTest {
  @TempDir private Path folder;

  private static List<Row> rows(Path file) {
    try (Stream<Row> rows = new RowFile(file).rows(Set.of())) {
      return rows.toList();
    }
  }

  private static List<SampleRecord> records(Path run) throws IOException {
    try (Stream<SampleRecord> records = RunDirectory.open(run).records()) {
      return records.toList();
    }
  }

  private Path exported(Path run) {
    Path out = folder.resolve("tables");
    Commands.Result result =
        Commands.run("export", "--format", "parquet", run.toString(), "--out", out.toString());
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.err()).contains("samples.parquet").contains("attempts.parquet");
    return out;
  }

  private Path run(List<String> outputs, int questions) throws IOException {
    Path data = Suites.questions(folder, questions);
    Path recording = Files.write(folder.resolve("recording.jsonl"), outputs);
    Path run = folder.resolve("run");
    Commands.Result result = Commands.run(Suites.line(data, "recorded:" + recording, run));
    assertThat(result.status()).as(result.err()).isZero();
    return run;
  }

  /// Right, wrong, without an answer, with half a surrogate pair, and not recorded.
  @Test
  void everyCellIsThatOfTheRecord() throws IOException {
    Path run =
        run(
            List.of(
                "{\"question_id\": 1000, \"output\": \"The answer is (A). \\ud83d\\ude42 ½\"}",
                "{\"question_id\": 1001, \"output\": \"The answer is (A).\"}",
                "{\"question_id\": 1002, \"output\": \"no idea\"}",
                "{\"question_id\": 1003, \"output\": \"half \\ud83d. The answer is (D)\"}"),
            5);
    Path out = exported(run);
    List<SampleRecord> records = records(run);
    List<Row> attempts = rows(out.resolve("attempts.parquet"));
    assertThat(attempts).hasSize(5);
    for (int i = 0; i < attempts.size(); i++) {
      SampleRecord record = records.get(i);
      Row row = attempts.get(i);
      assertThat(row.string("sample_id")).isEqualTo(record.sample().id());
      assertThat(row.integer("index")).isEqualTo(record.index());
      assertThat(row.optionalString("completion"))
          .isEqualTo(
              record.outcome() instanceof Completion done
                  ? Optional.of(done.text().replace("\ud83d.", "<U+D83D>."))
                  : Optional.empty());
      for (String scorer : record.scores().keySet()) {
        assertThat(row.string("verdict:" + scorer))
            .isEqualTo(record.scores().get(scorer).verdict());
        assertThat(row.json("correct:" + scorer).isNull())
            .isEqualTo(!record.scores().get(scorer).measured());
        assertThat(row.json("correct:" + scorer).asBoolean())
            .isEqualTo(record.scores().get(scorer).correct());
        assertThat(row.json("credit:" + scorer).isNull())
            .isEqualTo(!record.scores().get(scorer).measured());
        assertThat(row.json("credit:" + scorer).asDouble())
            .isEqualTo(record.scores().get(scorer).correct() ? 1 : 0);
      }
    }
    assertThat(attempts)
        .extracting(row -> row.optionalString("cause").orElse("-"))
        .containsExactlyInAnyOrder("-", "-", "-", "-", "no recorded completion");
    List<Row> samples = rows(out.resolve("samples.parquet"));
    assertThat(samples).hasSize(5);
    assertThat(samples)
        .filteredOn(row -> row.string("sample_id").equals("1000"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.string("target")).isEqualTo("A");
              assertThat(row.string("options")).startsWith("[\"option 0 of item 0\",");
              assertThat(row.string("facet:category")).isEqualTo("math");
              assertThat(row.integer("correct")).isEqualTo(1);
              assertThat(row.number("weight")).isEqualTo(1);
            });
  }

  /// Three attempts: right, three quarters right, and not measured.
  @Test
  void anAnswerThatIsRightInPartHasItsShareAsCredit() throws IOException {
    Path judged = run(List.of("{\"question_id\": 1000, \"output\": \"The answer is (A).\"}"), 1);
    SampleRecord record = records(judged).getFirst();
    Path run = folder.resolve("in-part");
    RunDirectory directory = RunDirectory.create(run, RunDirectory.open(judged).manifest());
    List<Score> scores =
        List.of(
            new Score.Correct("A", "rule"),
            new Score.Wrong("A", "rule", "", Optional.empty(), Optional.of(new Score.Part(3, 4))),
            new Score.NotMeasured(Cause.GRADER_FAULT, "lost"));
    try (RecordWriter writer = directory.writer(SyncPolicy.DEFAULT)) {
      for (int attempt = 0; attempt < scores.size(); attempt++) {
        Map<String, Score> all = new LinkedHashMap<>(record.scores());
        Score score = scores.get(attempt);
        all.replaceAll((_, _) -> score);
        writer.append(
            new SampleRecord(
                record.index(), attempt, record.sample(), record.prompt(), record.outcome(), all));
      }
    }
    Path out = exported(run);
    assertThat(rows(out.resolve("attempts.parquet")))
        .extracting(row -> row.json("credit:choice/official"))
        .extracting(credit -> credit.isNull() ? "null" : Double.toString(credit.asDouble()))
        .containsExactly("1.0", "0.75", "null");
    Row sample = rows(out.resolve("samples.parquet")).getFirst();
    assertThat(sample.integer("measured")).isEqualTo(2);
    assertThat(sample.integer("correct")).isEqualTo(1);
    assertThat(sample.number("credit")).isEqualTo(1.75);
  }

  /// More rows than a group has, so that there are two, with runs of missing values across their
  /// border.
  @Test
  void groupsOfRowsFollowEachOther() throws IOException {
    List<String> outputs = new ArrayList<>();
    int questions = 20_500;
    for (int i = 0; i < questions; i++) {
      if (i % 3000 < 2900) {
        outputs.add(
            "{\"question_id\": %d, \"output\": \"The answer is (A).\"}".formatted(1000 + i));
      }
    }
    Path run = run(outputs, questions);
    List<Row> attempts = rows(exported(run).resolve("attempts.parquet"));
    assertThat(attempts).hasSize(questions);
    long recorded =
        attempts.stream().filter(row -> row.optionalString("completion").isPresent()).count();
    assertThat(recorded).isEqualTo(outputs.size());
    long right =
        attempts.stream().filter(row -> row.json("correct:choice/official").asBoolean()).count();
    long expected = records(run).stream().filter(record -> record.primaryScore().correct()).count();
    assertThat(right).isEqualTo(expected);
  }

  @Test
  void aFolderHasToBeNamed() throws IOException {
    Path run = run(List.of("{\"question_id\": 1000, \"output\": \"A\"}"), 1);
    Commands.Result result = Commands.run("export", "--format", "parquet", run.toString());
    assertThat(result.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(result.err()).contains("--format parquet writes two files: name a folder by --out");
  }
}
