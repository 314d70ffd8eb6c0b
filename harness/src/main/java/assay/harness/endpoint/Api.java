package assay.harness.endpoint;

import java.util.Arrays;
import java.util.Optional;

/// The interfaces that an endpoint may speak.
public enum Api {
  /// OpenAI's `chat/completions`.
  CHAT("chat"),
  /// OpenAI's `completions`, which continues a text.
  COMPLETIONS("completions"),
  /// OpenAI's `responses`.
  RESPONSES("responses"),
  /// Anthropic's `messages`.
  MESSAGES("messages");

  private final String label;

  Api(String label) {
    this.label = label;
  }

  Wire wire() {
    return switch (this) {
      case CHAT -> new ChatCompletions();
      case COMPLETIONS -> new TextCompletions();
      case RESPONSES -> new Responses();
      case MESSAGES -> new Messages();
    };
  }

  /// Returns the interface of a word that manifests have; empty if there is none of it.
  public static Optional<Api> labelled(String word) {
    return Arrays.stream(values()).filter(api -> api.label.equals(word)).findFirst();
  }

  /// Returns the word of the command line and of manifests.
  @Override
  public String toString() {
    return label;
  }
}
