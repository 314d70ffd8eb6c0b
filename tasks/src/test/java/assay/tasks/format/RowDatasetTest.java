package assay.tasks.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.RunManifest;
import assay.results.Sample;
import assay.tasks.DataException;
import assay.tasks.SampleContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RowDatasetTest {
  @TempDir Path folder;

  private static SampleContent content(Row row) {
    return new SampleContent(
        row.label("id"),
        row.string("question"),
        row.optionalString("answer").orElse(""),
        Map.of("level", Long.toString(row.integer("level"))),
        new Sample.Choices(row.strings("options")));
  }

  private RowDataset dataset(Path... files) {
    return RowDataset.of(
        List.of(files),
        Set.of("id", "question", "answer", "level", "options"),
        row -> Optional.of(content(row)));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private List<Sample> samples(Path... files) {
    try (Stream<Sample> samples = dataset(files).open()) {
      return samples.toList();
    }
  }

  @Test
  void takesKnownDigestsWhileTheFileIsTheSame() throws IOException {
    Path file = write("a.jsonl", row(1) + row(2) + row(3));
    RowDataset data = dataset(file);
    List<RunManifest.Row> known =
        List.of(new RunManifest.Row("1", "first"), new RunManifest.Row("3", "third"));
    List<String> computed = samples(file).stream().map(Sample::digest).toList();
    assertThat(digests(data, known)).containsExactly("first", computed.get(1), "third");
    assertThat(digests(data, List.of())).isEqualTo(computed);
    write("a.jsonl", row(1) + row(2) + row(3) + row(4));
    assertThat(digests(data, known)).startsWith(computed.toArray(String[]::new)).hasSize(4);
  }

  @Test
  void computesDigestsAnewOnceTheFileHasChangedUnderItsReader() throws Exception {
    StringBuilder rows = new StringBuilder();
    List<RunManifest.Row> known = new ArrayList<>();
    for (int id = 1; id <= 100; id++) {
      rows.append(row(id));
      known.add(new RunManifest.Row(Integer.toString(id), "known"));
    }
    Path file = write("a.jsonl", rows.toString());
    RowDataset data = dataset(file);
    try (Stream<Sample> samples = data.again(known)) {
      Iterator<Sample> each = samples.iterator();
      assertThat(each.next().digest()).isEqualTo("known");
      Files.writeString(file, row(101), StandardOpenOption.APPEND);
      TimeUnit.MILLISECONDS.sleep(150);
      // Its digest may have been taken before.
      each.next();
      assertThat(each.next().digest()).isNotEqualTo("known");
      assertThat(each.next().digest()).isNotEqualTo("known");
    }
  }

  private static List<String> digests(RowDataset data, List<RunManifest.Row> known) {
    try (Stream<Sample> samples = data.again(known)) {
      return samples.map(Sample::digest).toList();
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static final String LINES =
      """
      {"id": 1, "question": "héllo, \\"x\\"", "answer": "A", "level": 2, "options": ["a", "b\\nc"], "unused": {"deep": [1]}}

      {"id": "q2", "question": "", "level": 3, "options": []}
      """;

  private static final String ARRAY =
      """
      [{"id": 1, "question": "héllo, \\"x\\"", "answer": "A", "level": 2, "options": ["a", "b\\nc"]},
       {"id": "q2", "question": "", "answer": null, "level": 3, "options": []}]
      """;

  private static final String OBJECT =
      """
      {
        "one": {"options": ["a", "b\\nc"], "id": 1, "question": "héllo, \\"x\\"", "answer": "A", "level": 2},
        "two": {"level": 3, "id": "q2", "question": "", "options": []}
      }
      """;

  private static final String CSV =
      """
      id,question,answer,level,options
      1,"héllo, ""x\""",A,2,"[""a"", ""b\\nc""]"
      q2,"",,3,[]
      """;

  @Test
  void readsTheSameSamplesFromEveryTextFormat() throws IOException {
    List<Sample> expected = samples(write("a.jsonl", LINES));
    assertThat(expected).hasSize(2);
    assertThat(expected.getFirst().input()).isEqualTo("héllo, \"x\"");
    assertThat(expected.getFirst().extras()).isEqualTo(new Sample.Choices(List.of("a", "b\nc")));
    assertThat(samples(write("lines-named.json", LINES))).isEqualTo(expected);
    assertThat(samples(write("a.json", ARRAY))).isEqualTo(expected);
    assertThat(samples(write("o.json", OBJECT))).isEqualTo(expected);
    assertThat(samples(write("a.csv", CSV))).isEqualTo(expected);
    assertThat(
            samples(
                write(
                    "a.tsv",
                    CSV.replace(
                            "id,question,answer,level,options",
                            "id\tquestion\tanswer\tlevel\toptions")
                        .replace("1,\"", "1\t\"")
                        .replace("\",A,2,\"", "\"\tA\t2\t\"")
                        .replace("q2,\"\",,3,", "q2\t\"\"\t\t3\t"))))
        .isEqualTo(expected);
  }

  @Test
  void tellsGzipByItsFirstBytesAndNotByItsName() throws IOException {
    List<Sample> expected = samples(write("a.jsonl", LINES));
    Path named = Files.write(folder.resolve("a.jsonl.gz"), gzip(LINES));
    Path unnamed = Files.write(folder.resolve("b.jsonl"), gzip(LINES));
    Path csv = Files.write(folder.resolve("b.csv.gz"), gzip(CSV));
    assertThat(samples(named)).isEqualTo(expected);
    assertThat(samples(unnamed)).isEqualTo(expected);
    assertThat(samples(csv)).isEqualTo(expected);
  }

  @Test
  void acceptsCarriageReturnsAndAByteOrderMark() throws IOException {
    List<Sample> expected = samples(write("a.jsonl", LINES));
    assertThat(samples(write("b.jsonl", "\uFEFF" + LINES.replace("\n", "\r\n"))))
        .isEqualTo(expected);
    assertThat(samples(write("b.csv", "\uFEFF" + CSV.replace("\n", "\r\n")))).isEqualTo(expected);
  }

  @Test
  void namesAnObjectsMemberByTheFieldKey() throws IOException {
    Path file =
        write("o.json", "{\"one\": {\"q\": \"x\"}, \"two\": {\"q\": \"y\", \"key\": \"own\"}}");
    RowDataset dataset =
        RowDataset.of(
            List.of(file),
            Set.of("q", "key"),
            row ->
                Optional.of(
                    new SampleContent(
                        row.string("key"), row.string("q"), "", Map.of(), new Sample.Plain())));
    try (Stream<Sample> samples = dataset.open()) {
      assertThat(samples.map(Sample::id)).containsExactly("one", "own");
    }
  }

  private void refuses(Path file, String message) {
    assertThatThrownBy(() -> samples(file))
        .isInstanceOf(DataException.class)
        .hasMessage(file + message);
  }

  private static String row(int id) {
    return "{\"id\": %d, \"question\": \"q\", \"level\": 1, \"options\": []}\n".formatted(id);
  }

  @Test
  void namesLineAndFieldOfAMissingField() throws IOException {
    refuses(
        write("a.jsonl", row(1) + "{\"id\": 2, \"question\": \"q\", \"extra\": 1}\n"),
        ":2: field \"level\" is missing; expected an integer, found the fields [id, question,"
            + " extra]. Check that the file is this suite's data");
  }

  @Test
  void namesTheWrongType() throws IOException {
    refuses(
        write("a.jsonl", row(1) + row(2).replace("\"q\"", "7")),
        ":2: field \"question\" is the number 7; expected text. Correct the row or fetch the file"
            + " again");
    refuses(
        write("b.jsonl", row(2).replace("[]", "[\"a\", 3]")),
        ":1: field \"options\" is the number 3; expected a list of only texts."
            + " Correct the row or fetch the file again");
    refuses(
        write("c.csv", "id,question,level,options\n1,q,hard,[]\n"),
        ":2: field \"level\" is the text \"hard\"; expected an integer."
            + " Correct the row or fetch the file again");
    refuses(
        write("d.jsonl", row(2).replace("1,", "1.5,")),
        ":1: field \"level\" is the number 1.5; expected an integer."
            + " Correct the row or fetch the file again");
  }

  @Test
  void namesTheNullField() throws IOException {
    refuses(
        write("a.jsonl", row(1).replace("\"q\"", "null")),
        ":1: field \"question\" is null; expected text. Correct the row");
  }

  @Test
  void namesLineAndColumnOfBrokenJson() throws IOException {
    Path file = write("a.jsonl", row(1) + "{\"id\": 2, question: 1}\n");
    assertThatThrownBy(() -> samples(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ":2: is not valid JSON at column 11: ");
  }

  @Test
  void refusesALineInUtf16() throws IOException {
    for (Charset other : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Path file = write(other + ".jsonl", row(1));
      Files.write(file, row(2).strip().getBytes(other), StandardOpenOption.APPEND);
      assertThatThrownBy(() -> samples(file))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(file + ":2: is not valid JSON at column ");
    }
  }

  @Test
  void refusesTwoObjectsOnOneLine() throws IOException {
    refuses(
        write("a.jsonl", row(1).strip() + row(2)),
        ":1: expected the end of the line after the object, found more. Correct the row");
  }

  @Test
  void refusesAnArrayInsideJsonLines() throws IOException {
    refuses(
        write("a.jsonl", row(1) + "[1]\n"),
        ":2: expected one JSON object, found START_ARRAY. Correct the row");
  }

  @Test
  void refusesANameGivenTwice() throws IOException {
    Path file = write("a.jsonl", "{\"id\": 1, \"id\": 2}\n");
    assertThatThrownBy(() -> samples(file)).hasMessageContaining("Duplicate field 'id'");
  }

  @Test
  void refusesBytesThatAreNotUtf8() throws IOException {
    byte[] bytes = (row(1) + row(2)).getBytes(StandardCharsets.UTF_8);
    bytes[row(1).length() + 24] = (byte) 0xff;
    refuses(
        Files.write(folder.resolve("a.jsonl"), bytes),
        ":2: is not UTF-8 text. Convert the file to UTF-8");
  }

  @Test
  void keepsHalfASurrogatePair() throws IOException {
    Path file = write("a.jsonl", row(1).replace("\"q\"", "\"a\\ud83d\""));
    assertThat(samples(file)).extracting(Sample::input).containsExactly("a\ud83d");
  }

  @Test
  void refusesACutGzipFile() throws IOException {
    byte[] whole = gzip(LINES.repeat(50));
    refuses(
        Files.write(folder.resolve("a.jsonl.gz"), Arrays.copyOf(whole, whole.length - 12)),
        ": has compressed data that is cut off. Fetch the file again");
  }

  @Test
  void refusesTheSameIdInASecondFile() throws IOException {
    Path first = write("a.jsonl", row(1) + row(2));
    Path second = write("b.jsonl", row(3) + row(2));
    assertThatThrownBy(() -> samples(first, second))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "%s:2: has the id \"2\", which %s:2 has already. Remove one of them", second, first);
  }

  @Test
  void refusesTheSameIdAmongThousands() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int id = 1; id <= 3_000; id++) {
      rows.append(row(id));
    }
    assertThat(samples(write("a.jsonl", rows.toString()))).hasSize(3_000);
    Path file = write("b.jsonl", rows + row(1_711));
    assertThatThrownBy(() -> samples(file))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "%s:3001: has the id \"1711\", which %s:1711 has already. Remove one of them",
            file, file);
  }

  @Test
  void refusesTheSameFileTwice() throws IOException {
    Path file = write("a.jsonl", row(1) + row(2));
    assertThatThrownBy(() -> samples(file, file))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "%s:1: has the id \"1\", which %s:1 has already. Remove one of them", file, file);
  }

  @Test
  void refusesARowOfTheWrongWidth() throws IOException {
    refuses(
        write("a.csv", "id,question,level,options\n1,q,2,[]\n2,q,2\n"),
        ":3: expected 4 cells as in the first line, found 3."
            + " Quote cells that hold a delimiter or a line break");
  }

  @Test
  void refusesAQuoteWithoutItsEnd() throws IOException {
    Path file = write("a.csv", "id,question,level,options\n1,\"q,2,[]\n");
    assertThatThrownBy(() -> samples(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ":2: ");
  }

  @Test
  void refusesWhatIsNoDataFile() throws IOException {
    refuses(write("a.jsonl", ""), ": is empty; expected rows. Fetch the file again");
    refuses(
        write("b.parquet", "version https://git-lfs.github.com/spec/v1\n"),
        ": is a Git LFS pointer, not the data. Fetch the data with: git lfs pull");
    refuses(
        write("c.jsonl", "<!DOCTYPE html>\n"),
        ": is neither Parquet nor JSON nor JSON Lines, and its name does not end with .csv or .tsv;"
            + " it begins with \"<!DOCTYPE html>\". Name a data file");
    refuses(folder.resolve("none.jsonl"), ": does not exist. Check the path");
  }

  @Test
  void refusesAFileWithoutRows() throws IOException {
    Path file = write("a.json", "[]");
    assertThatThrownBy(() -> samples(file)).hasMessage("a.json: has no rows. Fetch the file again");
  }

  @Test
  void opensAgainWithTheSameSamples() throws IOException {
    RowDataset dataset = dataset(write("a.jsonl", LINES));
    try (Stream<Sample> first = dataset.open();
        Stream<Sample> second = dataset.open()) {
      assertThat(first.toList()).isEqualTo(second.toList());
    }
  }

  @Test
  void surfacesTheErrorOnlyWhenItReachesTheRow() throws IOException {
    try (Stream<Sample> samples = dataset(write("a.jsonl", row(1) + "broken")).open()) {
      assertThat(samples.findFirst().orElseThrow().id()).isEqualTo("1");
    }
  }

  @Test
  void digestsOneFileAsItIsAndSeveralInOrder() throws IOException {
    Path first = write("a.jsonl", "{}\n");
    Path second = write("b.jsonl", "{ }\n");
    // sha256sum a.jsonl; (sha256sum a.jsonl; sha256sum b.jsonl) | cut -c1-64 | sha256sum
    assertThat(dataset(first).digest())
        .isEqualTo("ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356");
    assertThat(dataset(first, second).digest())
        .isEqualTo("c3ddfb8370df51cf6d8ccff2d834937ec2ddbc955c1043e383ba7d3c4846e49d");
    assertThat(dataset(first, second).source()).isEqualTo("a.jsonl, b.jsonl");
  }
}
