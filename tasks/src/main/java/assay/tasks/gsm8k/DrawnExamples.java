package assay.tasks.gsm8k;

import assay.scorers.choice.PythonRandom;
import assay.tasks.DataException;
import assay.tasks.draw.PythonDraw;
import assay.tasks.format.RowFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Worked examples that are drawn anew for each problem, as lm-evaluation-harness draws them: one
/// sequence of random numbers goes through all problems in order, so that a problem's examples
/// depend on its row alone.
///
/// Source: lm-evaluation-harness 0.4.13, `ContextSampler` in `lm_eval/api/samplers.py`, and the
/// seed of `simple_evaluate`.
final class DrawnExamples {
  private static final int SEED = 1234;

  private final List<String> pool;
  private final String digest;
  private final int count;
  private final PythonRandom random = new PythonRandom(SEED);
  private final List<int[]> draws = new ArrayList<>();

  private DrawnExamples(List<String> pool, String digest, int count) {
    this.pool = pool;
    this.digest = digest;
    this.count = count;
  }

  /// Reads the problems that examples are drawn from.
  ///
  /// @param count how many a prompt has
  /// @throws DataException if there are fewer
  static DrawnExamples read(RowFile train, int count) {
    List<String> pool =
        train.read(
            Set.of("question", "answer"),
            row -> Gsm8k.asked(row.string("question")) + " " + row.string("answer") + "\n\n");
    if (pool.size() < count) {
      throw DataException.inFile(
          train.path().toString(),
          "has %d worked examples; expected at least %d. Use the training split"
              .formatted(pool.size(), count));
    }
    return new DrawnExamples(pool, train.digest(), count);
  }

  /// Returns the SHA-256 (hex) of the file.
  String digest() {
    return digest;
  }

  /// Returns the examples before a problem, as they stand in the prompt.
  ///
  /// @param row of the problem, from 0
  synchronized String before(int row) {
    while (draws.size() <= row) {
      draws.add(PythonDraw.sample(random, pool.size(), count));
    }
    StringBuilder examples = new StringBuilder();
    for (int drawn : draws.get(row)) {
      examples.append(pool.get(drawn));
    }
    return examples.toString();
  }
}
