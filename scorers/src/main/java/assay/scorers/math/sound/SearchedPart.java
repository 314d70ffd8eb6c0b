package assay.scorers.math.sound;

import assay.results.ReasoningMarkers;
import assay.scorers.math.ExtractedAnswer;

/// The part of a completion that a final answer is searched in: behind the thoughts, before
/// whatever the model ran on to, and within its last `<answer>` tag if there is one.
///
/// @param text the completion up to the end of that part, digits of all scripts written as 0 to 9;
///   an index means the same in both
/// @param start index of the part
record SearchedPart(String text, int start) {
  private static final String OPEN = "<answer>";
  private static final String CLOSE = "</answer>";

  /// Returns the reply of a completion.
  static SearchedPart of(String completion) {
    int start = 0;
    for (ReasoningMarkers markers : ReasoningMarkers.values()) {
      int end = completion.lastIndexOf(markers.closing());
      start = end < 0 ? start : Math.max(start, end + markers.closing().length());
    }
    int end = RunOn.end(completion, start);
    String text = Digits.ascii(completion.substring(0, end));
    int open = text.lastIndexOf(OPEN);
    if (open < start) {
      return new SearchedPart(text, start);
    }
    int content = open + OPEN.length();
    int close = text.indexOf(CLOSE, content);
    String tagged = close < 0 ? text : text.substring(0, close);
    return tagged.substring(content).isBlank()
        ? new SearchedPart(text, start)
        : new SearchedPart(tagged, content);
  }

  /// Returns a part of a text, without white space around it, as an answer.
  static ExtractedAnswer answer(String text, String rule, int start, int end) {
    String raw = text.substring(start, end);
    String trimmed = raw.strip();
    int from = start + raw.indexOf(trimmed);
    return new ExtractedAnswer(trimmed, rule, from, from + trimmed.length());
  }
}
