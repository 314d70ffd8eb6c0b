package assay.reports.difficulty;

import assay.reports.difficulty.Difficulty.Question;
import assay.reports.difficulty.Difficulty.Source;
import assay.reports.difficulty.Difficulty.Tally;
import assay.results.text.Escapes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A [Difficulty] as JSON Lines: the first line says of which suite and runs it was made, each
/// further one has a question with the right answers and the runs of every family.
public final class DifficultyFile {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String FORMAT = "assay-difficulty/1";

  private DifficultyFile() {}

  /// Writes it, replacing the file.
  public static void write(Difficulty difficulty, Path file) throws IOException {
    ObjectNode head = JsonNodeFactory.instance.objectNode();
    head.put("format", FORMAT).put("suite", difficulty.suite());
    for (Source run : difficulty.runs()) {
      head.withArray("runs")
          .addObject()
          .put("model", run.model())
          .put("family", run.family())
          .put("scorer", run.scorer())
          .put("questions", run.questions());
    }
    try (Writer out = Escapes.JSON.over(Files.newBufferedWriter(file))) {
      out.write(head + "\n");
      for (Map.Entry<String, Question> question : difficulty.questions().entrySet()) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("id", question.getKey()).put("target", question.getValue().target());
        question
            .getValue()
            .families()
            .forEach(
                (family, tally) ->
                    line.withObject("/families")
                        .putObject(family)
                        .put("right", tally.right())
                        .put("runs", tally.runs()));
        out.write(line + "\n");
      }
    }
  }

  /// Reads what [#write] wrote.
  ///
  /// @throws IllegalArgumentException if it is no such file, with file and line
  /// @throws java.nio.file.NoSuchFileException if there is none
  public static Difficulty read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    JsonNode head = node(file, 1, lines.isEmpty() ? "" : lines.getFirst());
    if (!head.path("format").asText().equals(FORMAT)) {
      throw error(file, 1, "is not the first line of a file that `assay difficulty` wrote");
    }
    List<Source> runs = new ArrayList<>();
    for (JsonNode run : head.path("runs")) {
      runs.add(
          new Source(
              run.path("model").asText(),
              run.path("family").asText(),
              run.path("scorer").asText(),
              run.path("questions").asInt()));
    }
    Map<String, Question> questions = new LinkedHashMap<>();
    for (int i = 1; i < lines.size(); i++) {
      JsonNode line = node(file, i + 1, lines.get(i));
      questions.put(line.path("id").asText(), question(file, i + 1, line));
    }
    return new Difficulty(head.path("suite").asText(), runs, questions);
  }

  private static Question question(Path file, int line, JsonNode node) {
    Map<String, Tally> families = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> family : node.path("families").properties()) {
      double right = family.getValue().path("right").asDouble(-1);
      int of = family.getValue().path("runs").asInt();
      if (of < 1 || right < 0 || right > of) {
        throw error(file, line, "has %s right of %d runs".formatted(right, of));
      }
      families.put(family.getKey(), new Tally(right, of));
    }
    if (!node.path("id").isTextual() || families.isEmpty()) {
      throw error(file, line, "has no id or no families");
    }
    return new Question(node.path("target").asText(), families);
  }

  private static JsonNode node(Path file, int line, String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw error(file, line, "is not JSON: " + e.getOriginalMessage());
    }
  }

  private static IllegalArgumentException error(Path file, int line, String problem) {
    return new IllegalArgumentException("%s:%d: %s".formatted(file, line, problem));
  }
}
