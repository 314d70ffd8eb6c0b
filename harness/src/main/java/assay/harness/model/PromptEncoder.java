package assay.harness.model;

import assay.engine.template.ChatTemplate;
import assay.engine.template.ChatTemplate.ChatRequest;
import assay.engine.template.TemplateException;
import assay.engine.tokenizer.EncodingOptions;
import assay.harness.run.RunFailedException;
import assay.harness.run.UsageException;
import assay.results.Message;
import assay.results.Prompt;
import assay.tasks.TokenCounter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/// Makes of prompts what a model reads.
///
/// @param file of the model, for messages
record PromptEncoder(Path file, ModelText text) implements TokenCounter {
  /// A template that writes today's date would give another prompt each day; this is the date that
  /// Llama 3.2's template itself falls back to.
  private static final Clock TEMPLATE_CLOCK =
      Clock.fixed(Instant.parse("2024-07-26T00:00:00Z"), ZoneOffset.UTC);

  /// Returns the tokens of a prompt, with BOS where the model wants one.
  ///
  /// @throws UsageException if the prompt is a chat and the model has no chat template
  EnginePrompt prompt(Prompt prompt) {
    return switch (prompt) {
      case Prompt.Text raw ->
          EnginePrompt.of(encode(raw.text(), EncodingOptions.PROMPT), raw.text());
      case Prompt.Continuations asked ->
          EnginePrompt.of(encode(asked.text(), EncodingOptions.PROMPT), asked.text());
      case Prompt.Chat chat -> chat(chat);
      case Prompt.Unrecorded _ -> EnginePrompt.of(new int[0], "");
    };
  }

  @Override
  public int count(String prompt) {
    return encode(prompt, EncodingOptions.PROMPT).length;
  }

  @Override
  public int count(Prompt prompt) {
    return prompt(prompt).length();
  }

  /// No token stands for half a surrogate pair, and another text would be another question.
  private int[] encode(String prompt, EncodingOptions options) {
    try {
      return text.tokenizer().encode(prompt, options);
    } catch (IllegalArgumentException e) {
      throw new RunFailedException(
          "%s cannot read a prompt: %s. Correct the data, or leave the sample out"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private EnginePrompt chat(Prompt.Chat chat) {
    List<Message> messages = chat.messages();
    int asked = chat.beginsAnswer() ? messages.size() - 1 : messages.size();
    ChatRequest request =
        ChatRequest.of(
            messages.subList(0, asked).stream()
                .map(message -> new ChatTemplate.Message(message.role(), message.content()))
                .toList());
    try {
      return chat(request, chat.beginsAnswer() ? messages.getLast().content() : "");
    } catch (TemplateException e) {
      throw new RunFailedException(file + ": " + e.getMessage(), e);
    }
  }

  /// Returns the tokens of a conversation.
  ///
  /// @throws UsageException if the model has no chat template
  /// @throws TemplateException if the template refuses the conversation
  EnginePrompt chat(ChatRequest request) {
    return chat(request, "");
  }

  private EnginePrompt chat(ChatRequest request, String answer) {
    ChatTemplate known =
        text.template()
            .orElseThrow(
                () ->
                    new UsageException(
                        ("%s has no chat template, and this protocol sends messages: choose a"
                                + " protocol for base models, or an instruct model")
                            .formatted(file)));
    String rendered = known.render(request, TEMPLATE_CLOCK) + answer;
    return EnginePrompt.of(encode(rendered, EncodingOptions.RENDERED), rendered);
  }
}
