package assay.scorers.math.sound;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Score;
import assay.scorers.PairGrader;
import assay.scorers.SharedData;
import assay.scorers.catalog.Scorers;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The cases of other projects' graders against `math/sound`. Each disagreement is listed with its
/// cause in disagreements.jsonl: `policy`, where the projects themselves disagree or the case asks
/// for something other than mathematical equality, or `open`, what the scorer does not know yet.
class EquivalenceCasesTest {
  private static final PairGrader SOUND = Scorers.grader("math/sound").orElseThrow();

  @Test
  void everyDisagreementIsExplained() {
    Map<String, JsonNode> explained =
        SharedData.resource(EquivalenceCasesTest.class, "disagreements.jsonl").stream()
            .collect(Collectors.toMap(row -> row.get("id").textValue(), row -> row));
    Map<String, String> found = new TreeMap<>();
    int cases = 0;
    for (JsonNode row : SharedData.rows("math/equivalence_cases.jsonl")) {
      if (isPairOfTexts(row)) {
        cases++;
        Score score = grade(row);
        if (!score.measured() || score.correct() != row.get("expected").booleanValue()) {
          found.put(row.get("id").textValue(), score.verdict());
        }
      }
    }
    long policy = count(explained, row -> row.get("kind").textValue().equals("policy"));
    long open = explained.size() - policy;
    System.Logger log = System.getLogger(EquivalenceCasesTest.class.getName());
    log.log(
        System.Logger.Level.INFO,
        "math/sound on {0} cases: {1} agree, {2} differ by policy, {3} open",
        cases,
        cases - found.size(),
        policy,
        open);
    assertThat(found.keySet()).isEqualTo(new TreeMap<>(explained).keySet());
    assertThat(cases).isEqualTo(266);
    assertThat(
            count(explained, row -> row.get("kind").textValue().equals("open") && falseEqual(row)))
        .isZero();
  }

  private static boolean falseEqual(JsonNode row) {
    return row.get("sound").textValue().equals("equal");
  }

  private static long count(Map<String, JsonNode> rows, Predicate<JsonNode> condition) {
    return rows.values().stream().filter(condition).count();
  }

  private static boolean isPairOfTexts(JsonNode row) {
    return row.get("gold").isTextual()
        && row.get("pred").isTextual()
        && !row.get("kind").textValue().equals("letter-extract");
  }

  /// Answers that their project reads out of running text are graded as completions.
  private static Score grade(JsonNode row) {
    String notes = row.get("notes").textValue();
    boolean completion =
        row.get("kind").textValue().startsWith("extract")
            || notes.contains("prose")
            || notes.contains("match_types")
            || notes.contains("language");
    String target = row.get("gold").textValue();
    String answer = row.get("pred").textValue();
    return completion ? SOUND.gradeCompletion(target, answer) : SOUND.gradeAnswer(target, answer);
  }
}
