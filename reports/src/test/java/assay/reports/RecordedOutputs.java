package assay.reports;

import assay.results.Completion;
import assay.results.Digests;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Real outputs of MMLU-Pro with the verdicts of its own extraction rules.
public final class RecordedOutputs {
  /// Where the outputs lie beside a checkout, if they do.
  public static final Path FOLDER = Path.of("../../shared/data/mmlu_pro");

  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordedOutputs() {}

  /// Returns one record a line of `outputs_<model>.sub8.jsonl`.
  public static List<SampleRecord> records(String model) throws IOException {
    List<SampleRecord> records = new ArrayList<>();
    for (String line : Files.readAllLines(FOLDER.resolve("outputs_" + model + ".sub8.jsonl"))) {
      records.add(record(records.size(), parse(line)));
    }
    return records;
  }

  private static SampleRecord record(int index, JsonNode row) {
    String target = row.get("answer").asText();
    Map<String, Score> scores = new LinkedHashMap<>();
    scores.put("choice/official", score(row.get("regex_chain"), target, "rules 1-3"));
    scores.put("choice/first-rule", score(row.get("regex1"), target, "rule 1"));
    String id = row.get("question_id").asText();
    return new SampleRecord(
        index,
        0,
        new Sample(
            id,
            Digests.ofText(id),
            "",
            target,
            Map.of("category", row.get("category").asText()),
            new Sample.Choices(Collections.nCopies(row.get("n_options").asInt(), ""))),
        new Prompt.Unrecorded(),
        Completion.recorded(row.get("output").asText()),
        scores);
  }

  private static Score score(JsonNode answer, String target, String rule) {
    if (answer.isNull()) {
      return new Score.NoAnswer("");
    }
    return answer.asText().equals(target)
        ? new Score.Correct(answer.asText(), rule)
        : new Score.Wrong(answer.asText(), rule, "");
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
