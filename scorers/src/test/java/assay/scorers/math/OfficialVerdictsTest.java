package assay.scorers.math;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Score;
import assay.scorers.PairGrader;
import assay.scorers.SharedData;
import assay.scorers.catalog.Scorers;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The published graders against the verdicts of their originals, which were run outside the
/// repository (tools/scorers/math_verdicts.py).
class OfficialVerdictsTest {

  /// The scorers in the order of the letters in the fixtures.
  static List<String> scorers() {
    return OfficialVerdicts.SCORERS;
  }

  /// 4,206 pairs of answers like those of MATH, rewritten with and without keeping their value.
  @ParameterizedTest
  @MethodSource("scorers")
  void differsFromTheOriginalOnTheListedPairsOnly(String name) {
    Set<String> listed =
        SharedData.resource(OfficialVerdictsTest.class, "official-disagreements.jsonl").stream()
            .filter(row -> row.get("scorer").textValue().equals(name))
            .map(row -> OfficialVerdicts.pair(row) + row.get("original").booleanValue())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> found = new TreeSet<>();
    PairGrader grader = Scorers.grader(name).orElseThrow();
    for (JsonNode row : SharedData.resource(OfficialVerdictsTest.class, "verdicts-pairs.jsonl")) {
      boolean original = OfficialVerdicts.verdict(row, name);
      Score score = grader.gradeAnswer(row.get("gold").textValue(), row.get("pred").textValue());
      if (!score.measured() || score.correct() != original) {
        found.add(OfficialVerdicts.pair(row) + original);
      }
    }
    assertThat(found).isEqualTo(listed);
  }

  /// The rows of the table "Where they differ" of the protocols, each with what the original says.
  @ParameterizedTest
  @MethodSource("scorers")
  void keepsTheQuirksOfTheOriginal(String name) {
    PairGrader grader = Scorers.grader(name).orElseThrow();
    for (JsonNode row : SharedData.resource(OfficialVerdictsTest.class, "verdicts-table.jsonl")) {
      Score score = grader.gradeAnswer(row.get("gold").textValue(), row.get("pred").textValue());
      assertThat(score.correct())
          .as("%s on %s", name, OfficialVerdicts.pair(row))
          .isEqualTo(OfficialVerdicts.verdict(row, name));
    }
  }
}
