package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.demo.DemoFiles;
import assay.results.Completion;
import assay.results.SampleRecord;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Questions with five shots from categories that take turns, on the engine. The cache of one
/// mebibyte has no room for the shots of three categories.
final class PrefixRunTest {
  private static final int CATEGORIES = 5;
  private static final Pattern SAVED =
      Pattern.compile("prefixes {2}(\\d+) of (\\d+) prompt tokens that came before");

  @TempDir private Path folder;
  private DemoFiles files;
  private Path data;

  @BeforeEach
  void interleave() throws IOException {
    files = DemoFiles.extract(folder.resolve("data"));
    List<String> lines = Files.readAllLines(files.suites().getFirst().data());
    int each = lines.size() / CATEGORIES;
    data = files.suites().getFirst().data().resolveSibling("interleaved.jsonl");
    Files.write(
        data,
        IntStream.range(0, lines.size())
            .mapToObj(i -> lines.get(i % CATEGORIES * each + i / CATEGORIES))
            .toList());
  }

  @Test
  void asksWhatBeginsAlikeTogetherAndNeverChangesARecord() throws IOException {
    Commands.Result tight = run("tight", "--kv-memory", "1", "--sequences", "4");
    assertThat(saved(tight)).isGreaterThanOrEqualTo(0.99);
    assertThat(records("tight").stream().map(record -> record.sample().id()).toList())
        .isEqualTo(ids());
    Commands.Result wide = run("wide", "--sequences", "1");
    assertThat(saved(wide)).isGreaterThanOrEqualTo(0.99);
    assertThat(texts("wide")).isEqualTo(texts("tight"));
  }

  @Test
  void goesOnWithWhatIsOpenInTheSameWay() throws IOException {
    run("whole", "--sequences", "4", "--attempts", "2", "--temperature", "1");
    run("part", "--kv-memory", "1", "--attempts", "2", "--temperature", "1");
    Path stored = folder.resolve("part/records.jsonl");
    List<String> lines = Files.readAllLines(stored);
    Files.write(
        stored, IntStream.range(0, 80).filter(i -> i % 3 == 0).mapToObj(lines::get).toList());
    Commands.Result rest =
        run("part", "--kv-memory", "1", "--attempts", "2", "--temperature", "1", "--resume");
    assertThat(saved(rest)).isGreaterThanOrEqualTo(0.99);
    assertThat(texts("part")).isEqualTo(texts("whole"));
  }

  private List<String> ids() throws IOException {
    Pattern id = Pattern.compile("\"question_id\": (\\d+)");
    List<String> ids = new ArrayList<>();
    for (String line : Files.readAllLines(data)) {
      Matcher matcher = id.matcher(line);
      assertThat(matcher.find()).isTrue();
      ids.add(matcher.group(1));
    }
    return ids;
  }

  private Commands.Result run(String name, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of("run", "--suite", "mmlu-pro", "--protocol", "mmlu-pro/official-local"));
    line.addAll(List.of("--data", data.toString(), "--model", files.model().toString()));
    line.addAll(
        List.of("--shots", data.resolveSibling("multiple-choice.validation.jsonl").toString()));
    line.addAll(List.of("--max-tokens", "4", "--out", folder.resolve(name).toString()));
    line.addAll(List.of(more));
    Commands.Result result = Commands.run(line.toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isZero();
    return result;
  }

  private static double saved(Commands.Result result) {
    Matcher matcher = SAVED.matcher(result.err());
    assertThat(matcher.find()).as(result.err()).isTrue();
    double shareable = Double.parseDouble(matcher.group(2));
    assertThat(shareable).isGreaterThan(5_000);
    return Double.parseDouble(matcher.group(1)) / shareable;
  }

  private List<SampleRecord> records(String name) throws IOException {
    try (Stream<SampleRecord> records = RunDirectory.open(folder.resolve(name)).records()) {
      return records
          .sorted(
              Comparator.comparingInt(SampleRecord::index).thenComparingInt(SampleRecord::attempt))
          .toList();
    }
  }

  private List<String> texts(String name) throws IOException {
    return records(name).stream()
        .map(
            record ->
                "%d %d %s"
                    .formatted(
                        record.index(), record.attempt(), ((Completion) record.outcome()).text()))
        .toList();
  }
}
