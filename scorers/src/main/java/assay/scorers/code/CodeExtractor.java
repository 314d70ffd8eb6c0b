package assay.scorers.code;

import assay.results.Completion;
import assay.scorers.PythonText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Finds the program in a completion.
///
/// Source: LiveCodeBench, `lcb_runner/utils/extraction_utils.py` (commit 28fef95).
public enum CodeExtractor {
  /// The text between the last two lines that contain three backticks, whatever is between them; an
  /// odd number of such lines therefore picks prose. With fewer than two there is no program.
  /// LiveCodeBench's rule for chat models, to the letter: it reads the thoughts of a reasoning
  /// model as well.
  LAST_FENCES {
    @Override
    Optional<ExtractedProgram> find(Completion completion) {
      return betweenLastFences(completion.text());
    }
  },

  /// The same in what the model answers: a program that it only thought of is not its answer, and
  /// thoughts without an end have none.
  ANSWER_FENCES {
    @Override
    Optional<ExtractedProgram> find(Completion completion) {
      return completion.answerText().flatMap(CodeExtractor::betweenLastFences);
    }
  },

  /// The last fenced block of the answer, or where there is none all of the answer as it is: base
  /// models continue the body of a function, whose first line is indented. The rule for function
  /// problems.
  ANSWER_FENCES_OR_ALL {
    @Override
    Optional<ExtractedProgram> find(Completion completion) {
      return ANSWER_FENCES
          .find(completion)
          .or(() -> completion.answerText().map(answer -> new ExtractedProgram(answer, "")));
    }
  },

  /// The whole completion without surrounding white space. The rule for base models.
  WHOLE_COMPLETION {
    @Override
    Optional<ExtractedProgram> find(Completion completion) {
      return Optional.of(new ExtractedProgram(PythonText.strip(completion.text()), ""));
    }
  };

  private static final String FENCE = "```";
  private static final Pattern TAG =
      Pattern.compile("^\\s*`{3,}\\s*\\{?\\.?([A-Za-z][A-Za-z0-9+#_-]*)");

  /// Returns what a scorer's name ends with that uses this rule.
  String suffix() {
    return switch (this) {
      case LAST_FENCES, ANSWER_FENCES, ANSWER_FENCES_OR_ALL -> "";
      case WHOLE_COMPLETION -> CodeScorer.WHOLE;
    };
  }

  /// Returns the program, or empty where the rule finds none.
  abstract Optional<ExtractedProgram> find(Completion completion);

  private static Optional<ExtractedProgram> betweenLastFences(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    int[] fences =
        IntStream.range(0, lines.size()).filter(i -> lines.get(i).contains(FENCE)).toArray();
    if (fences.length < 2) {
      return Optional.empty();
    }
    int first = fences[fences.length - 2];
    int last = fences[fences.length - 1];
    return Optional.of(
        new ExtractedProgram(
            String.join("\n", lines.subList(first + 1, last)), tag(lines.get(first))));
  }

  private static String tag(String line) {
    Matcher matcher = TAG.matcher(line);
    return matcher.find() ? matcher.group(1) : "";
  }
}
