package assay.tasks.ruler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.tasks.Demo;
import assay.tasks.TokenCounter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The items of `demo/ruler/seed-SEED/LENGTH/data/TASK/validation.jsonl.gz`, which RULER's own
/// scripts made of the project's texts (`tools/suites/ruler_items.py`).
final class RulerItemsTest {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9]+|[^A-Za-z0-9\\s]");
  private static final TokenCounter WORDS_AND_SIGNS = RulerItemsTest::count;
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Path> originals() throws IOException {
    try (Stream<Path> files = Files.walk(Demo.resource("demo/ruler"))) {
      return files.filter(file -> file.toString().endsWith(".gz")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("originals")
  void makesTheItemsOfTheOriginalScript(Path original) throws IOException {
    Path folder = Demo.resource("demo/ruler").relativize(original);
    List<JsonNode> expected = rows(original);
    RulerItems items =
        new RulerItems(
            List.of(RulerTask.named(folder.getName(3).toString()).orElseThrow()),
            List.of(Integer.parseInt(folder.getName(1).toString())),
            expected.size(),
            Long.parseLong(folder.getName(0).toString().replace("seed-", "")),
            0);
    List<JsonNode> made = made(items);
    assertThat(made).hasSameSizeAs(expected);
    for (int i = 0; i < made.size(); i++) {
      for (String field : List.of("outputs", "length", "answer_prefix", "input")) {
        assertThat(made.get(i).get(field)).as(field).isEqualTo(expected.get(i).get(field));
      }
    }
  }

  @Test
  void everyTaskThatIsMadeHasAnOriginal() throws IOException {
    assertThat(originals().stream().map(file -> file.getParent().getFileName().toString()))
        .containsAll(RulerTask.made().stream().map(RulerTask::label).toList());
  }

  @Test
  void leavesRoomForAChatTemplate() throws IOException {
    RulerItems items = new RulerItems(List.of(RulerTask.NIAH_MULTIKEY_3), List.of(1024), 3, 1, 100);
    assertThat(made(items))
        .allSatisfy(row -> assertThat(row.get("length").asInt()).isBetween(800, 924));
  }

  @Test
  void refusesALengthThatNoItemHas() {
    RulerItems items = new RulerItems(List.of(RulerTask.NIAH_SINGLE_2), List.of(300), 1, 42, 0);
    assertThatThrownBy(() -> made(items))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "niah_single_2: a length of 300 tokens is too short: the shortest item has \\d+");
  }

  @Test
  void refusesTasksWhoseDocumentsAreDownloads() {
    RulerItems items = new RulerItems(List.of(RulerTask.QA_1), List.of(4096), 1, 42, 0);
    assertThatThrownBy(() -> made(items))
        .hasMessageStartingWith("qa_1: asks about the paragraphs of SQuAD or HotpotQA");
  }

  private static List<JsonNode> made(RulerItems items) throws IOException {
    StringWriter out = new StringWriter();
    items.write(out, WORDS_AND_SIGNS, "words and signs");
    return parsed(out.toString());
  }

  private static List<JsonNode> rows(Path file) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return parsed(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static List<JsonNode> parsed(String lines) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  private static int count(String text) {
    return (int) TOKEN.matcher(text).results().count();
  }
}
