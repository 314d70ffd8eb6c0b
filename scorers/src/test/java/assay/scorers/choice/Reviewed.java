package assay.scorers.choice;

import assay.scorers.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One row of `review.psv`, the review of disagreements by hand.
record Reviewed(
    String model,
    String question,
    String half,
    String key,
    String official,
    String sound,
    String right,
    JsonNode output) {

  static List<Reviewed> all() throws IOException {
    Map<String, Map<String, JsonNode>> outputs = new HashMap<>();
    List<Reviewed> rows = new ArrayList<>();
    try (InputStream in = Reviewed.class.getResourceAsStream("review.psv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(line -> line.split("\\|"))
          .forEach(
              cells -> {
                JsonNode output =
                    outputs.computeIfAbsent(cells[0], Reviewed::outputs).get(cells[1]);
                rows.add(
                    new Reviewed(
                        cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6],
                        output));
              });
    }
    return rows;
  }

  private static Map<String, JsonNode> outputs(String model) {
    String sub = "mmlu_pro/outputs_" + model + ".sub8.jsonl";
    boolean part = Files.exists(SharedData.file("mmlu_pro").resolve(sub.substring(9)));
    Map<String, JsonNode> byQuestion = new HashMap<>();
    SharedData.rows(part ? sub : "mmlu_pro/outputs_" + model + ".full.jsonl.gz")
        .forEach(row -> byQuestion.put(row.get("question_id").asText(), row));
    return byQuestion;
  }
}
