package assay.harness.run;

import assay.results.Score;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Counts verdicts of one group of samples.
public final class VerdictCounts {
  private int correct;
  private int wrong;
  private int noAnswer;
  private int notMeasured;

  /// Counts one verdict.
  public void add(Score score) {
    switch (score) {
      case Score.Correct right -> correct++;
      case Score.Wrong otherwise -> wrong++;
      case Score.NoAnswer none -> {
        wrong++;
        noAnswer++;
      }
      case Score.NotMeasured unmeasured -> notMeasured++;
    }
  }

  /// Returns how many were right.
  public int correct() {
    return correct;
  }

  /// Returns how many were right or wrong.
  public int measured() {
    return correct + wrong;
  }

  /// Returns how many were neither.
  public int notMeasured() {
    return notMeasured;
  }

  /// Returns how many verdicts were counted.
  public int total() {
    return correct + wrong + notMeasured;
  }

  /// Writes the counts: `noAnswer` is a part of `wrong`; `accuracy` is over the measured samples
  /// and null where there are none; `lowest` and `highest` are what the unmeasured ones leave open.
  public void write(ObjectNode node) {
    node.put("samples", total());
    node.put("correct", correct);
    node.put("wrong", wrong);
    node.put("noAnswer", noAnswer);
    node.put("notMeasured", notMeasured);
    int measured = correct + wrong;
    if (measured == 0) {
      node.putNull("accuracy");
    } else {
      node.put("accuracy", (double) correct / measured);
    }
    if (total() > 0) {
      node.put("lowest", (double) correct / total());
      node.put("highest", (double) (correct + notMeasured) / total());
    }
  }
}
