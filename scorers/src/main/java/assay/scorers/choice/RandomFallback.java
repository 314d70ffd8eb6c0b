package assay.scorers.choice;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What guessing adds where no answer was extracted, as MMLU-Pro's local script draws it and in
/// expectation. A figure of its own: no verdict contains it.
///
/// The script seeds once with 12345, goes through the categories in sorted order and scores each
/// one twice; each scoring draws an option for every unanswered question in file order, and only
/// the second is reported. A hit therefore depends on every unanswered question before it.
///
/// Source: TIGER-AI-Lab/MMLU-Pro at f418b11, `save_res` and `eval_cot` in `evaluate_from_local.py`.
public final class RandomFallback {
  private static final int SEED = 12345;

  private RandomFallback() {}

  /// One question of a run.
  ///
  /// @param category the subject, by which the script orders its work
  /// @param optionCount options of the question, at least 1
  /// @param targetIndex index of the right option, 0 for A
  /// @param unanswered whether the extraction found no letter
  public record Question(String category, int optionCount, int targetIndex, boolean unanswered) {
    public Question {
      if (targetIndex < 0 || targetIndex >= optionCount) {
        throw new IllegalArgumentException(
            "target index " + targetIndex + " is outside the " + optionCount + " options");
      }
    }
  }

  /// What guessing adds to the number of correct answers.
  ///
  /// @param unanswered questions for which an option is drawn
  /// @param drawnHits draws of the official script that hit the target
  /// @param expectedHits mean of the hits over all seeds: the sum of 1/options
  public record Hits(int unanswered, int drawnHits, double expectedHits) {}

  /// Returns the hits for the questions of a run, which are in the order of the dataset.
  public static Hits of(List<Question> questions) {
    Map<String, List<Question>> byCategory =
        questions.stream()
            .filter(Question::unanswered)
            .collect(Collectors.groupingBy(Question::category, TreeMap::new, Collectors.toList()));
    PythonRandom random = new PythonRandom(SEED);
    int unanswered = 0;
    int drawn = 0;
    double expected = 0;
    for (List<Question> category : byCategory.values()) {
      draw(random, category);
      drawn += draw(random, category);
      unanswered += category.size();
      expected += category.stream().mapToDouble(question -> 1.0 / question.optionCount()).sum();
    }
    return new Hits(unanswered, drawn, expected);
  }

  private static int draw(PythonRandom random, List<Question> unanswered) {
    int hits = 0;
    for (Question question : unanswered) {
      if (random.below(question.optionCount()) == question.targetIndex()) {
        hits++;
      }
    }
    return hits;
  }
}
