package assay.scorers.choice;

import static org.junit.jupiter.api.Assertions.assertTimeout;

import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers in `supergpqa.jsonl` with what SuperGPQA's own functions find in them
/// (`tools/scorers/supergpqa_golden.py`).
final class SuperGpqaAnswerTest {
  private static final List<String> OPTIONS =
      List.of(
          "11",
          "24",
          "$5$",
          "0.5 m",
          "x^2 (real)",
          "(a) only",
          "the ratio",
          "110",
          "\\frac{1}{2}",
          "none.");

  @Test
  void findsWhatTheOriginalFinds() throws IOException {
    SoftAssertions all = new SoftAssertions();
    for (JsonNode row : rows()) {
      String text = row.get("text").asText();
      all.assertThat(found(SuperGpqaAnswer.zeroShot(), text))
          .as("zero-shot %s", text)
          .isEqualTo(row.get("zero").asText(""));
      all.assertThat(found(SuperGpqaAnswer.fiveShots(), text))
          .as("five-shot %s", text)
          .isEqualTo(row.get("five").asText(""));
    }
    all.assertAll();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "\\text{",
        " ",
        "The answer ",
        "$",
        "the option\t ",
        "answer:",
        "\\",
        "Answer *"
      })
  void endsSoonOnTextsOnWhichTheOriginalDoesNot(String part) {
    for (SuperGpqaAnswer scorer :
        List.of(SuperGpqaAnswer.zeroShot(), SuperGpqaAnswer.fiveShots())) {
      String text = part.repeat(20_000 / part.length()) + "x";
      assertTimeout(Duration.ofSeconds(5), () -> found(scorer, text));
    }
  }

  private static String found(SuperGpqaAnswer scorer, String text) {
    Sample sample = new Sample("1", "", "", "A", Map.of(), new Sample.Choices(OPTIONS));
    Score score = scorer.score(sample, Completion.recorded(text));
    return score.answerText();
  }

  private static List<JsonNode> rows() throws IOException {
    try (InputStream in = SuperGpqaAnswerTest.class.getResourceAsStream("supergpqa.jsonl")) {
      List<JsonNode> rows = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        rows.add(new JsonMapper().readTree(line));
      }
      return rows;
    }
  }
}
