package assay.scorers.math;

import java.util.Optional;

/// The last `\boxed`, as graders in the line of Hendrycks' MATH code take it.
///
/// The rightmost `\boxed` decides, or the rightmost `\fbox` where there is none. `{...}` must
/// follow at once and be balanced; after a space, the answer reaches to the next `$` or the end.
/// Nothing else is tried when that fails.
///
/// Source: hendrycks/math, `last_boxed_only_string` and `remove_boxed`; the form with a space is
/// that of lm-evaluation-harness 4e7e0d4, `hendrycks_math/utils.py`.
public record LastBoxed() implements AnswerExtractor {
  private static final String BOXED = "\\boxed";
  private static final String FBOX = "\\fbox";

  @Override
  public String name() {
    return "last-boxed";
  }

  @Override
  public Optional<ExtractedAnswer> extract(String completion) {
    int boxed = completion.lastIndexOf(BOXED);
    if (boxed >= 0) {
      return content(completion, boxed + BOXED.length(), "boxed");
    }
    int fbox = completion.lastIndexOf(FBOX);
    return fbox < 0 ? Optional.empty() : content(completion, fbox + FBOX.length(), "fbox");
  }

  private static Optional<ExtractedAnswer> content(String text, int at, String rule) {
    if (text.startsWith("{", at)) {
      int close = Braces.closing(text, at);
      return close < 0 ? Optional.empty() : Optional.of(span(text, rule, at + 1, close));
    }
    if (text.startsWith(" ", at)) {
      int dollar = text.indexOf('$', at);
      int end = dollar < 0 ? text.length() : dollar;
      return Optional.of(span(text, rule + "-unbraced", at + 1, end));
    }
    return Optional.empty();
  }

  private static ExtractedAnswer span(String text, String rule, int start, int end) {
    return new ExtractedAnswer(text.substring(start, end), rule, start, end);
  }
}
