package assay.scorers.math.sound;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Score;
import assay.scorers.PairGrader;
import assay.scorers.SharedData;
import assay.scorers.catalog.Scorers;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Pairs of every kind of answer that the README names. Their verdicts come from the mathematical
/// objects that they were written from (`tools/scorers/math_kinds.py`), or from the public reports
/// that they were made after.
class KindsOfAnswersTest {
  private static final PairGrader SOUND = Scorers.grader("math/sound").orElseThrow();
  private static final int LEAST_PAIRS = 20;

  /// What the reports expect otherwise, with the reason.
  private static final Map<String, String> POLICY =
      Map.of("n0289", "100,200 is a number with a thousands separator, not two numbers");

  @Test
  void everyGeneratedPairHasTheVerdictOfItsProof() {
    List<String> wrong = new ArrayList<>();
    for (JsonNode row : SharedData.resource(KindsOfAnswersTest.class, "kinds.jsonl")) {
      if (!verdictIs(row, row.get("expected").booleanValue())) {
        wrong.add(row.toString());
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyKindHasEnoughPairsOfBothVerdicts() {
    Map<String, int[]> counts = new TreeMap<>();
    for (JsonNode row : SharedData.resource(KindsOfAnswersTest.class, "kinds.jsonl")) {
      int[] count = counts.computeIfAbsent(row.get("kind").textValue(), kind -> new int[2]);
      count[row.get("expected").booleanValue() ? 1 : 0]++;
    }
    assertThat(counts)
        .allSatisfy(
            (kind, count) -> {
              assertThat(count[0] + count[1]).as(kind).isGreaterThanOrEqualTo(LEAST_PAIRS);
              assertThat(Math.min(count[0], count[1])).as(kind).isGreaterThanOrEqualTo(7);
            });
  }

  @Test
  void answersOfPublicReportsDifferByPolicyOnly() {
    List<JsonNode> rows = new ArrayList<>(SharedData.rows("math/answers_nov2026.jsonl"));
    rows.addAll(SharedData.rows("math/answers_nov2026_b.jsonl"));
    List<String> different =
        rows.stream()
            .filter(row -> !verdictIs(row, row.get("expected").booleanValue()))
            .map(row -> row.get("id").textValue())
            .toList();
    assertThat(different).containsExactlyInAnyOrderElementsOf(POLICY.keySet());
  }

  private static boolean verdictIs(JsonNode row, boolean expected) {
    String gold = row.get("gold").textValue();
    String pred = row.get("pred").textValue();
    if (row.path("extract").booleanValue()) {
      Score score = SOUND.gradeCompletion(gold, pred);
      return score.measured() && score.correct() == expected;
    }
    Score forth = SOUND.gradeAnswer(gold, pred);
    Score back = SOUND.gradeAnswer(pred, gold);
    return forth.measured()
        && back.measured()
        && forth.correct() == expected
        && back.correct() == expected;
  }
}
