package assay.scorers.math.sound;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Score;
import assay.scorers.SharedData;
import assay.scorers.math.RecordedCases;
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
  @Test
  void everyDisagreementIsExplained() {
    Map<String, JsonNode> explained =
        SharedData.resource(EquivalenceCasesTest.class, "disagreements.jsonl").stream()
            .collect(Collectors.toMap(row -> row.get("id").textValue(), row -> row));
    Map<String, String> found = new TreeMap<>();
    int cases = 0;
    for (JsonNode row : SharedData.rows("math/equivalence_cases.jsonl")) {
      if (RecordedCases.isPairOfTexts(row)) {
        cases++;
        Score score = RecordedCases.grade(row);
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
}
