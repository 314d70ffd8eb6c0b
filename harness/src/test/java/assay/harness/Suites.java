package assay.harness;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Data files that tests write.
final class Suites {
  private static final String[] CATEGORIES = {"math", "law", "history"};

  private Suites() {}

  /// Writes `count` multiple-choice questions in MMLU-Pro's form; question i has the answer
  /// `letter(i)`, four options, and asks for item i.
  static Path questions(Path folder, int count) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ObjectNode row = JsonNodeFactory.instance.objectNode();
      row.put("question_id", 1000 + i);
      row.put("question", "Which option belongs to item " + i + "?");
      for (int option = 0; option < 4; option++) {
        row.withArray("options").add("option " + option + " of item " + i);
      }
      row.put("answer", letter(i));
      row.put("answer_index", i % 4);
      row.put("category", CATEGORIES[i % CATEGORIES.length]);
      row.put("src", "written by a test");
      lines.add(row.toString());
    }
    return Files.write(folder.resolve("questions.jsonl"), lines);
  }

  /// Writes answers to as many of these questions, all right.
  static Path recording(Path folder, int count) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ObjectNode row = JsonNodeFactory.instance.objectNode();
      row.put("question_id", 1000 + i).put("output", "The answer is (" + letter(i) + ").");
      lines.add(row.toString());
    }
    return Files.write(folder.resolve("recording.jsonl"), lines);
  }

  /// Returns the words of a run over such questions, without examples.
  ///
  /// @param more options
  static String[] line(Path data, String model, Path out, String... more) {
    return Stream.of(
            Stream.of("run"),
            options(data, model).stream(),
            Stream.of("--out", out.toString()),
            Stream.of(more))
        .flatMap(words -> words)
        .toArray(String[]::new);
  }

  /// Returns the options that say what such a run asks whom.
  static List<String> options(Path data, String model) {
    return List.of(
        "--suite",
        "mmlu-pro",
        "--protocol",
        "mmlu-pro/official-local-0shot",
        "--data",
        data.toString(),
        "--model",
        model);
  }

  static String letter(int item) {
    return String.valueOf((char) ('A' + item % 4));
  }

  /// Returns the number of the item that a prompt asks for.
  static int item(String prompt) {
    String mark = "belongs to item ";
    int start = prompt.lastIndexOf(mark) + mark.length();
    return Integer.parseInt(prompt.substring(start, prompt.indexOf('?', start)));
  }
}
