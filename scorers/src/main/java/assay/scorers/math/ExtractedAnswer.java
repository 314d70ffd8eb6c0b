package assay.scorers.math;

import java.util.Objects;

/// An answer found in a completion.
///
/// @param text the answer, after the clean-up that belongs to the extraction
/// @param rule the rule that found it
/// @param start index in the completion (UTF-16 units) at which the answer begins
/// @param end index after its last character
public record ExtractedAnswer(String text, String rule, int start, int end) {
  public ExtractedAnswer {
    Objects.requireNonNull(text);
    Objects.requireNonNull(rule);
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no span: " + start + " to " + end);
    }
  }
}
