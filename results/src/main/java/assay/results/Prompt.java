package assay.results;

import java.util.List;
import java.util.Objects;

/// What is sent to a model for one sample.
public sealed interface Prompt {

  /// Messages that the model's own chat template turns into text. Where the last one is the
  /// assistant's, it is the beginning of the answer, which stands behind the template as it is and
  /// is no part of the completion.
  record Chat(List<Message> messages) implements Prompt {
    public Chat {
      messages = List.copyOf(messages);
      if (messages.isEmpty()) {
        throw new IllegalArgumentException("a chat prompt needs at least one message");
      }
    }

    /// Returns whether the model goes on with an answer that the prompt begins.
    public boolean beginsAnswer() {
      return messages.getLast().role().equals("assistant");
    }
  }

  /// Raw text that the model continues, without any chat template.
  record Text(String text) implements Prompt {
    public Text {
      Objects.requireNonNull(text);
    }
  }

  /// Raw text and what may follow it: the model is asked how likely each is, and writes nothing.
  ///
  /// @param continuations at least one, none of which is empty
  record Continuations(String text, List<String> continuations) implements Prompt {
    public Continuations {
      Objects.requireNonNull(text);
      continuations = List.copyOf(continuations);
      if (continuations.isEmpty() || continuations.stream().anyMatch(String::isEmpty)) {
        throw new IllegalArgumentException("nothing may follow the prompt");
      }
    }
  }

  /// No prompt is known: the completion was recorded elsewhere, without it.
  record Unrecorded() implements Prompt {}

  /// Returns a prompt of one user message.
  static Prompt user(String content) {
    return new Chat(List.of(new Message("user", content)));
  }
}
