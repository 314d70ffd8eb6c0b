package assay.harness.model;

import assay.results.Reasoning;
import assay.results.ReasoningMarkers;
import java.util.Optional;

/// A prompt as the model reads it.
public final class EnginePrompt {
  private final int[] tokens;
  private final Optional<ReasoningMarkers> opened;

  private EnginePrompt(int[] tokens, Optional<ReasoningMarkers> opened) {
    this.tokens = tokens;
    this.opened = opened;
  }

  /// Returns a prompt of tokens and of the text that they stand for.
  static EnginePrompt of(int[] tokens, String text) {
    return new EnginePrompt(tokens, ReasoningMarkers.openedBy(text));
  }

  /// Returns a prompt of tokens alone.
  public static EnginePrompt of(int[] tokens) {
    return new EnginePrompt(tokens.clone(), Optional.empty());
  }

  /// Returns the token ids.
  public int[] tokens() {
    return tokens.clone();
  }

  /// Returns the markers of the thoughts that the prompt has opened.
  public Optional<ReasoningMarkers> opened() {
    return opened;
  }

  /// Returns the number of tokens.
  int length() {
    return tokens.length;
  }

  /// Finds the thoughts of a completion of this prompt, which may have opened them.
  public Reasoning reasoning(String completion) {
    return opened
        .map(markers -> Reasoning.inside(completion, markers))
        .orElseGet(() -> Reasoning.of(completion));
  }
}
