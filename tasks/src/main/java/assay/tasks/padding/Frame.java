package assay.tasks.padding;

import assay.results.Message;
import assay.results.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Puts the prompt of a task among other texts.
///
/// A raw prompt is what the model continues, so it stays at the end, with nothing but the padding
/// before it. In a chat the last user message is the task; tags and two sentences tell it from the
/// padding, the same at every position, so that positions compare. The original prompt, or the
/// original message, is in the result byte for byte.
final class Frame {
  /// Before the padding of a chat.
  static final String HEAD =
      "The task is the part between <task> and </task>. Everything else is unrelated to it and is"
          + " to be ignored.\n\n";

  /// Behind the padding of a chat.
  static final String TAIL = "Now do the task between <task> and </task>.";

  private static final String OPEN = "<task>\n";
  private static final String CLOSE = "\n</task>\n\n";
  private static final String GAP = "\n\n";

  private Frame() {}

  /// Returns the prompt between the pieces.
  ///
  /// @param after is empty for a raw prompt
  static Prompt around(Prompt prompt, List<String> before, List<String> after) {
    return switch (prompt) {
      case Prompt.Text raw -> new Prompt.Text(text(before, after) + raw.text());
      case Prompt.Continuations asked ->
          new Prompt.Continuations(text(before, after) + asked.text(), asked.continuations());
      case Prompt.Chat chat when chat.beginsAnswer() ->
          throw new IllegalArgumentException(
              "prompts whose answer is begun cannot be padded; choose another protocol");
      case Prompt.Chat chat -> {
        List<Message> messages = new ArrayList<>(chat.messages());
        Message last = messages.removeLast();
        messages.add(
            new Message(
                last.role(),
                HEAD + text(before) + OPEN + last.content() + CLOSE + text(after) + TAIL));
        yield new Prompt.Chat(messages);
      }
      case Prompt.Unrecorded unrecorded -> unrecorded;
    };
  }

  /// Returns what stands before a raw prompt.
  private static String text(List<String> before, List<String> after) {
    if (!after.isEmpty()) {
      throw new IllegalArgumentException("nothing can stand behind a raw prompt");
    }
    return text(before);
  }

  private static String text(List<String> pieces) {
    return pieces.stream().map(piece -> piece + GAP).collect(Collectors.joining());
  }

  /// Returns a piece as it is measured alone.
  static String measured(String piece) {
    return piece + GAP;
  }
}
