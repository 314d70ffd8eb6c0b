package assay.harness.serve.openai;

import assay.harness.serve.work.PromptTask;
import assay.harness.serve.work.ServedModel;
import java.util.List;
import java.util.Objects;

/// A request that was understood.
///
/// @param served the model that it names
/// @param user who asks, in the client's own words; empty if it does not say
/// @param tasks one for each prompt
/// @param form how it is answered
record Asked(ServedModel served, String user, List<PromptTask> tasks, Form form) {
  Asked {
    Objects.requireNonNull(served);
    tasks = List.copyOf(tasks);
  }

  /// How a request is answered.
  ///
  /// @param kind `text_completion` or `chat.completion`
  /// @param attempts choices for each prompt
  /// @param stream whether by events
  /// @param usage whether the events tell it
  record Form(Kind kind, int attempts, boolean stream, boolean usage) {}

  /// What is completed.
  enum Kind {
    /// Texts.
    TEXT("text_completion", "text_completion", "cmpl-"),
    /// Conversations.
    CHAT("chat.completion", "chat.completion.chunk", "chatcmpl-");

    private final String whole;
    private final String chunk;
    private final String prefix;

    Kind(String whole, String chunk, String prefix) {
      this.whole = whole;
      this.chunk = chunk;
      this.prefix = prefix;
    }

    /// Returns the name of an answer, or of a part of one.
    String object(boolean part) {
      return part ? chunk : whole;
    }

    /// Returns what ids of answers begin with.
    String prefix() {
      return prefix;
    }
  }

  /// Makes the choices of a request.
  interface Choices {
    /// Returns a choice that nothing has come of.
    ///
    /// @param task number of the prompt
    /// @param index of the choice among all of the answer
    Choice choice(int task, int index);
  }
}
