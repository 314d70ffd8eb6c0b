package assay.scorers.code;

import assay.scorers.PythonText;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Finds the program in a completion.
///
/// Source: LiveCodeBench, `lcb_runner/utils/extraction_utils.py` (commit 28fef95).
public enum CodeExtractor {
  /// The text between the last two lines that contain three backticks, whatever is between them; an
  /// odd number of such lines therefore picks prose. With fewer than two there is no program. The
  /// rule for chat models.
  LAST_FENCES {
    @Override
    public Optional<String> extract(String completion) {
      List<String> lines = List.of(completion.split("\n", -1));
      int[] fences =
          IntStream.range(0, lines.size()).filter(i -> lines.get(i).contains(FENCE)).toArray();
      if (fences.length < 2) {
        return Optional.empty();
      }
      int first = fences[fences.length - 2] + 1;
      int last = fences[fences.length - 1];
      return Optional.of(String.join("\n", lines.subList(first, last)));
    }
  },

  /// The last fenced block, or where there is none the whole completion as it is: base models
  /// continue the body of a function, whose first line is indented. The rule for function problems.
  LAST_FENCES_OR_ALL {
    @Override
    public Optional<String> extract(String completion) {
      return LAST_FENCES.extract(completion).or(() -> Optional.of(completion));
    }
  },

  /// The whole completion without surrounding white space. The rule for base models.
  WHOLE_COMPLETION {
    @Override
    public Optional<String> extract(String completion) {
      return Optional.of(PythonText.strip(completion));
    }
  };

  private static final String FENCE = "```";

  /// Returns the program, or empty where the rule finds none.
  public abstract Optional<String> extract(String completion);
}
