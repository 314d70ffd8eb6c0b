package assay.scorers.choice;

import assay.results.Reasoning;
import java.util.List;
import java.util.Optional;

/// The part of a completion in which a model answers the question that it was asked: without its
/// reasoning, and without the next question that a base model goes on to write.
///
/// @param start index of the first character
/// @param end index after the last one
record AnswerPart(int start, int end) {
  private static final List<String> END_TOKENS =
      List.of("<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<|end|>", "</s>");
  private static final List<String> NEXT_TURNS =
      List.of(
          "Question:",
          "**Question",
          "### Question",
          "Q:",
          "The following are multiple choice",
          "Human:",
          "User:",
          "Options:");

  /// Returns the part, or empty where the completion ends before the reasoning does.
  static Optional<AnswerPart> of(String text, Reasoning reasoning) {
    if (!reasoning.finished()) {
      return Optional.empty();
    }
    int start = reasoning.spans().isEmpty() ? 0 : reasoning.spans().getLast().end();
    return Optional.of(new AnswerPart(start, end(text, start)));
  }

  private static int end(String text, int start) {
    int end = text.length();
    for (String token : END_TOKENS) {
      int at = text.indexOf(token, start);
      end = at < 0 ? end : Math.min(end, at);
    }
    // A turn at the very beginning repeats the question that was asked.
    int first = start;
    while (first < end && Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    for (int line = text.indexOf('\n', first) + 1;
        line > 0 && line < end;
        line = text.indexOf('\n', line) + 1) {
      if (beginsTurn(text, line)) {
        return line;
      }
    }
    return end;
  }

  private static boolean beginsTurn(String text, int line) {
    return NEXT_TURNS.stream().anyMatch(turn -> text.startsWith(turn, line));
  }
}
