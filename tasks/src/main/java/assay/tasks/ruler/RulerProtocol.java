package assay.tasks.ruler;

import assay.results.GenerationSettings;
import assay.results.Message;
import assay.results.Prompt;
import assay.results.Sample;
import assay.tasks.Protocol;
import assay.tasks.TokenCounter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// One way to send an item: greedy, with as many tokens as the item's task allows.
///
/// @param name such as `ruler/prefilled`
/// @param form where the beginning of the answer stands
record RulerProtocol(String name, Form form) implements Protocol {

  /// Where the beginning of the answer stands.
  enum Form {
    /// Behind the chat template, where the model goes on with it.
    PREFILLED,
    /// At the end of the one message.
    MESSAGE,
    /// At the end of raw text.
    TEXT
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public GenerationSettings settings() {
    return GenerationSettings.greedy(Family.longestAnswer(), List.of());
  }

  @Override
  public OptionalInt answerTokens(Sample sample) {
    return OptionalInt.of(Ruler.task(sample).family().answerTokens());
  }

  @Override
  public Prompt render(Sample sample, Optional<TokenCounter> counter) {
    String text = sample.input();
    return switch (form) {
      case TEXT -> new Prompt.Text(text);
      case MESSAGE -> Prompt.user(text);
      case PREFILLED -> {
        int opening = Ruler.task(sample).family().openingOf(text);
        yield new Prompt.Chat(
            List.of(
                new Message("user", text.substring(0, opening)),
                new Message("assistant", text.substring(opening))));
      }
    };
  }

  @Override
  public List<String> scorers() {
    return List.of("match/share");
  }
}
