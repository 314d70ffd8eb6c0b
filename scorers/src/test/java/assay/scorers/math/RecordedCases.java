package assay.scorers.math;

import assay.results.Score;
import assay.scorers.PairGrader;
import assay.scorers.catalog.Scorers;
import com.fasterxml.jackson.databind.JsonNode;

/// The cases of other projects' graders, as `math/sound` is given them.
public final class RecordedCases {
  private static final PairGrader SOUND = Scorers.grader("math/sound").orElseThrow();

  private RecordedCases() {}

  /// Returns whether the case has two texts and is not about choice letters in running text.
  public static boolean isPairOfTexts(JsonNode row) {
    return row.get("gold").isTextual()
        && row.get("pred").isTextual()
        && !row.get("kind").textValue().equals("letter-extract");
  }

  /// Returns the verdict. Answers that their project reads out of running text are graded as
  /// completions.
  public static Score grade(JsonNode row) {
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
