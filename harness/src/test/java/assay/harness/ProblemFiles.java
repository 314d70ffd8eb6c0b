package assay.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;

/// Three genuine LiveCodeBench problems with all their tests, in the form in which the benchmark is
/// distributed.
///
/// There tests and metadata are texts that hold JSON; the private tests of the second and third
/// problem are packed as well: base64 of zlib of a pickle of such a text.
final class ProblemFiles {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int PUBLIC_TESTS = 2;

  private ProblemFiles() {}

  /// Returns the problems as the shared data has them, by id; or skips the test with the reason.
  static Map<String, JsonNode> problems() throws IOException {
    Map<String, JsonNode> problems = new LinkedHashMap<>();
    for (String line :
        Files.readAllLines(SharedData.file("code/lcb_v1_three_full_problems.jsonl"))) {
      JsonNode problem = JSON.readTree(line);
      problems.put(id(problem), problem);
    }
    return problems;
  }

  /// Writes the problems in the distributed form.
  static Path write(Path file, Map<String, JsonNode> problems) throws IOException {
    List<String> rows = new ArrayList<>();
    for (JsonNode problem : problems.values()) {
      rows.add(row(problem, !rows.isEmpty()).toString());
    }
    return Files.write(file, rows);
  }

  private static String id(JsonNode problem) {
    String task = problem.path("task_id").asText();
    return task.substring(task.indexOf('/') + 1);
  }

  private static ObjectNode row(JsonNode problem, boolean packed) {
    JsonNode tests = problem.path("tests");
    boolean functional = tests.path("fn_name").isTextual();
    ArrayNode open = JSON.createArrayNode();
    ArrayNode hidden = JSON.createArrayNode();
    for (int i = 0; i < tests.path("inputs").size(); i++) {
      (i < PUBLIC_TESTS ? open : hidden)
          .addObject()
          .put("input", tests.path("inputs").path(i).asText())
          .put("output", tests.path("outputs").path(i).asText())
          .put("testtype", functional ? "functional" : "stdin");
    }
    ObjectNode metadata = JSON.createObjectNode();
    if (functional) {
      metadata.put("func_name", tests.path("fn_name").asText());
    }
    return JSON.createObjectNode()
        .put("question_title", id(problem))
        .put("question_content", problem.path("content").asText())
        .put("platform", problem.path("task_id").asText().replaceFirst("/.*", ""))
        .put("question_id", id(problem))
        .put("contest_id", "shared")
        .put("contest_date", "2023-08-21T00:00:00")
        .put("starter_code", functional ? "class Solution:\n" : "")
        .put("difficulty", problem.path("difficulty").asText())
        .put("public_test_cases", open.toString())
        .put("private_test_cases", packed ? pack(hidden.toString()) : hidden.toString())
        .put("metadata", metadata.toString());
  }

  /// Returns base64 of zlib of a pickle (protocol 4) that holds one text, as Python writes it:
  /// PROTO, FRAME with the length of what follows, BINUNICODE with the text's, MEMOIZE, STOP.
  private static String pack(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer pickle = ByteBuffer.allocate(bytes.length + 18).order(ByteOrder.LITTLE_ENDIAN);
    pickle.put((byte) 0x80).put((byte) 4).put((byte) 0x95).putLong(bytes.length + 7L);
    pickle.put((byte) 'X').putInt(bytes.length).put(bytes);
    pickle.put((byte) 0x94).put((byte) '.');
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(pickle.array());
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }
}
