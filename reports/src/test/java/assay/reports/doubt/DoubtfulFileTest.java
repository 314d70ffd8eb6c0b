package assay.reports.doubt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoubtfulFileTest {
  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void bothFormsHoldTheSameRows() throws IOException {
    DoubtfulKeys keys =
        new DoubtfulKeys(
            List.of(
                new DoubtfulKey("s", "1", "a \"list\", quoted", "wrong key: B", Optional.of("A")),
                new DoubtfulKey("s", "2", "näher", "accepts several answers", Optional.empty())));
    for (String name : List.of("keys.csv", "keys.jsonl")) {
      DoubtfulFile.write(keys, folder.resolve(name));
      assertThat(DoubtfulFile.read(folder.resolve(name))).isEqualTo(keys);
    }
    assertThat(keys.all().getFirst().kind()).isEqualTo("wrong key");
  }

  @Test
  void theKeyColumnMayBeMissing() throws IOException {
    assertThat(DoubtfulFile.read(file("k.csv", "task,id,source,reason\ns,7,me,odd\n")).all())
        .containsExactly(new DoubtfulKey("s", "7", "me", "odd", Optional.empty()));
  }

  @Test
  void aQuestionThatStandsTwiceIsRefusedWithBothLines() throws IOException {
    Path file = file("k.csv", "task,id,source,reason\ns,7,me,odd\ns,8,me,odd\ns,7,you,odd\n");
    assertThatThrownBy(() -> DoubtfulFile.read(file))
        .hasMessage(file + ":4: has 7 of s again, which line 2 has; make one row of both");
  }

  @Test
  void whatIsNoListIsRefusedWithItsLine() throws IOException {
    Path header = file("h.csv", "id,source\n7,me\n");
    assertThatThrownBy(() -> DoubtfulFile.read(header))
        .hasMessage(header + ":1: must have the columns [task, id, source, reason], has id,source");
    Path comma = file("c.csv", "task,id,source,reason\ns,7,me, myself,odd\n");
    assertThatThrownBy(() -> DoubtfulFile.read(comma))
        .hasMessage(comma + ":2: has 5 fields instead of 4; quote a field that holds a comma");
    Path source = file("s.jsonl", "{\"task\": \"s\", \"id\": 7, \"reason\": \"odd\"}\n");
    assertThatThrownBy(() -> DoubtfulFile.read(source)).hasMessage(source + ":1: has no source");
    Path json = file("j.jsonl", "{\"task\": \"s\"\n");
    assertThatThrownBy(() -> DoubtfulFile.read(json))
        .hasMessageContaining(json + ":1: is not JSON");
    Path empty = file("e.csv", "task,id,source,reason\n");
    assertThatThrownBy(() -> DoubtfulFile.read(empty)).hasMessage(empty + ":1: has no question");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheList() throws IOException {
    DoubtfulKey key = new DoubtfulKey("s", "7", "me", "odd", Optional.empty());
    Path csv = file("k.csv", "\uFEFFtask,id,source,reason\r\ns,7,me,odd\r\n");
    assertThat(DoubtfulFile.read(csv).all()).containsExactly(key);
    Path json =
        file(
            "k.jsonl",
            "\uFEFF{\"task\": \"s\", \"id\": 7, \"source\": \"me\", \"reason\": \"odd\"}\n");
    assertThat(DoubtfulFile.read(json).all()).containsExactly(key);
  }

  @Test
  void whatCannotBeReadAsAListIsRefusedWithItsName() throws IOException {
    for (String name : List.of("latin.csv", "latin.jsonl")) {
      Path latin = Files.write(folder.resolve(name), new byte[] {'t', (byte) 0xe4, '\n'});
      assertThatThrownBy(() -> DoubtfulFile.read(latin))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(latin + ": is not UTF-8 text; convert the file to UTF-8");
    }
    assertThatThrownBy(() -> DoubtfulFile.read(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(folder + ": is a folder; name a file");
    Path quote = file("q.csv", "task,id,source,reason\ns,7,me,odd\ns,8,\"me,odd\n");
    assertThatThrownBy(() -> DoubtfulFile.read(quote))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(quote + ":3: is no CSV: ")
        .hasMessageEndingWith("; end a quoted field by a quote, and double each quote within it");
    Path unnamed = file("u.csv", "task,id,source,reason,\n");
    assertThatThrownBy(() -> DoubtfulFile.read(unnamed))
        .hasMessageStartingWith(unnamed + ":1: must name each column, and once: ");
    Path json = file("j.jsonl", "\n{\"task\": \"s\"\n");
    assertThatThrownBy(() -> DoubtfulFile.read(json))
        .hasMessageStartingWith(json + ":2: is not JSON: ")
        .hasMessageNotContaining("Source");
  }

  @Test
  void aFieldThatStandsTwiceIsRefused() throws IOException {
    Path csv = file("k.csv", "task,id,source,reason,id\ns,7,me,odd,8\n");
    assertThatThrownBy(() -> DoubtfulFile.read(csv))
        .hasMessageStartingWith(csv + ":1: must name each column, and once: ")
        .hasMessageContaining("duplicate name: \"id\"");
    Path json =
        file(
            "k.jsonl",
            "{\"task\": \"s\", \"id\": 7, \"id\": 8, \"source\": \"me\", \"reason\": \"odd\"}\n");
    assertThatThrownBy(() -> DoubtfulFile.read(json))
        .hasMessage(json + ":1: is not JSON: Duplicate field 'id'");
  }

  /// The numbers are those of the sources: 33 keys that TIGER-Lab corrected and one that it kept;
  /// eleven problems with several answers, two interactive ones and one with erroneous tests.
  @Test
  void theBundledListsHaveWhatTheirSourcesName() {
    DoubtfulKeys bundled = DoubtfulKeys.bundled();
    assertThat(bundled.tasks()).containsExactly("livecodebench", "mmlu-pro");
    assertThat(bundled.of("mmlu-pro")).hasSize(34).containsKeys("143", "6392", "7063", "6227");
    assertThat(bundled.always("livecodebench", List.copyOf(bundled.of("livecodebench").keySet())))
        .isEqualTo(
            Map.of(DoubtfulKey.SEVERAL_ANSWERS, 11L, "interactive", 2L, "erroneous tests", 1L));
    assertThat(bundled.of("mmlu-pro").get("2634"))
        .singleElement()
        .satisfies(key -> assertThat(key.doubts("E")).isTrue())
        .satisfies(key -> assertThat(key.doubts("B")).as("as corrected").isFalse());
  }
}
