package assay.scorers;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Cause;
import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Answers in `ruler-scores.jsonl` with what RULER's own functions say of them
/// (`tools/suites/ruler_scores.py`).
final class TargetsFoundTest {
  private final TargetsFound scorer = new TargetsFound();

  static List<JsonNode> answers() throws IOException {
    try (InputStream in = TargetsFoundTest.class.getResourceAsStream("ruler-scores.jsonl")) {
      List<JsonNode> rows = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        rows.add(new JsonMapper().readTree(line));
      }
      return rows;
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void givesTheShareOfTheOriginal(JsonNode row) {
    assertThat(100 * share(score(row, false))).isEqualTo(row.get("all").asDouble());
    assertThat(100 * share(score(row, true))).isEqualTo(row.get("part").asDouble());
  }

  @ParameterizedTest
  @MethodSource("answers")
  void findsNoAnswerWhereTheOriginalCountsNull(JsonNode row) {
    assertThat(score(row, false) instanceof Score.NoAnswer)
        .isEqualTo(row.get("null").booleanValue());
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(scorer.gradeAnswer("oak\nelm\nivy", "an elm"))
        .isInstanceOfSatisfying(
            Score.Wrong.class,
            wrong -> {
              assertThat(wrong.detail()).isEqualTo("1 of 3 found; missing: oak, ivy");
              assertThat(wrong.part()).contains(new Score.Part(1, 3));
            });
  }

  @Test
  void aTargetThatEveryAnswerHasMeasuresNothing() {
    for (Score score :
        List.of(
            scorer.gradeAnswer("", "anything"),
            scorer.score(
                new Sample(
                    "1", "", "", "", Map.of(), new Sample.Targets(List.of("oak", ""), false)),
                Completion.recorded("anything")))) {
      assertThat(score)
          .isEqualTo(
              new Score.NotMeasured(
                  Cause.GRADER_FAULT, "a target is empty, and every answer has that in it"));
    }
  }

  private Score score(JsonNode row, boolean any) {
    List<String> targets = new ArrayList<>();
    row.get("targets").forEach(target -> targets.add(target.asText()));
    Sample sample = new Sample("1", "", "", "", Map.of(), new Sample.Targets(targets, any));
    return scorer.score(sample, Completion.recorded(row.get("completion").asText()));
  }

  private static double share(Score score) {
    return switch (score) {
      case Score.Correct correct -> 1;
      case Score.Wrong wrong -> wrong.part().map(Score.Part::share).orElse(0.0);
      case Score.NoAnswer none -> 0;
      case Score.NotMeasured unmeasured -> throw new AssertionError(unmeasured);
    };
  }
}
