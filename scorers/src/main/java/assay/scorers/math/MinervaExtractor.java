package assay.scorers.math;

import assay.scorers.PythonText;
import java.util.Optional;

/// What stands between "Final Answer: The final answer is" and "I hope it is correct" on one line,
/// the sentence that Minerva's four examples end with; the second part may be missing at the end of
/// the completion. One character before it, usually the dot, is dropped.
///
/// Source: lm-evaluation-harness 4e7e0d4, `minerva_math/utils.py`, `get_unnormalized_answer`.
public record MinervaExtractor() implements AnswerExtractor {
  private static final String START = "Final Answer: The final answer is";
  private static final String END = " I hope it is correct";

  @Override
  public String name() {
    return "minerva";
  }

  @Override
  public Optional<ExtractedAnswer> extract(String completion) {
    String text = completion + END.substring(1) + ".";
    int end = -1;
    for (int at = text.indexOf(START); at >= 0; at = text.indexOf(START, at + 1)) {
      int start = at + START.length();
      end = end > start ? end : text.indexOf(END, start + 1);
      if (end < 0) {
        return Optional.empty();
      }
      int lineEnd = text.indexOf('\n', start);
      if (lineEnd < 0 || lineEnd >= end) {
        return Optional.of(stripped(completion, start, end - 1));
      }
    }
    return Optional.empty();
  }

  private static ExtractedAnswer stripped(String text, int start, int end) {
    String content = PythonText.strip(text.substring(start, end));
    int from = start + Math.max(0, text.substring(start, end).indexOf(content));
    return new ExtractedAnswer(content, "final-answer-hope", from, from + content.length());
  }
}
