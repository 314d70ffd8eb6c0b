package assay.engine.lint;

import assay.engine.lint.Finding.Level;
import assay.engine.lint.Finding.Rule;
import assay.engine.template.ChatTemplate;
import assay.engine.template.ChatTemplate.ChatRequest;
import assay.engine.template.ChatTemplate.Message;
import assay.engine.template.TemplateException;
import assay.engine.tokenizer.EncodingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Checks what a model reads for a prompt.
public final class PromptLint {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final String SYSTEM = "Zq1";
  private static final String USER = "Zq2";
  private static final String ANSWER = "Zq3";
  private static final int MOST_SHOWN = 80;

  private final LintSubject subject;

  private PromptLint(LintSubject subject) {
    this.subject = subject;
  }

  /// Opens the headers of a model's files.
  ///
  /// @param model a GGUF file or a checkpoint folder
  /// @throws IOException if a file cannot be read
  public static PromptLint of(Path model) throws IOException {
    return new PromptLint(LintSubject.of(model));
  }

  /// Returns what is odd about a prompt of raw text.
  public List<Finding> raw(String prompt) {
    List<Finding> findings = new ArrayList<>();
    if (subject.template().isPresent()) {
      findings.add(
          new Finding(
              Rule.RAW_PROMPT,
              Level.WARNING,
              "the model has a chat template, and the protocol sends raw text past it: an instruct"
                  + " model may answer worse than in a chat, and differently from figures that used"
                  + " one"));
    }
    doubled(subject.tokenizer().encode(prompt, EncodingOptions.PROMPT)).ifPresent(findings::add);
    return findings;
  }

  /// Returns what is odd about a chat.
  public List<Finding> chat(List<Message> messages) {
    List<Finding> findings = new ArrayList<>();
    Optional<String> rendered = rendered(messages);
    if (rendered.isEmpty()) {
      findings.add(
          new Finding(
              Rule.TEMPLATE_FAILS,
              Level.ERROR,
              "the model has no chat template that renders the protocol's messages"));
      return findings;
    }
    doubled(subject.tokenizer().encode(rendered.get(), EncodingOptions.RENDERED))
        .ifPresent(findings::add);
    if (messages.stream().noneMatch(message -> message.role().equals("system"))) {
      hiddenSystem().ifPresent(findings::add);
    }
    noGenerationPrompt().ifPresent(findings::add);
    return findings;
  }

  private Optional<String> rendered(List<Message> messages) {
    try {
      return subject.template().map(template -> render(template, messages));
    } catch (TemplateException e) {
      return Optional.empty();
    }
  }

  private static String render(ChatTemplate template, List<Message> messages) {
    return template.render(ChatRequest.of(messages), CLOCK);
  }

  private Optional<Finding> doubled(int[] tokens) {
    OptionalInt bos = subject.tokenizer().vocabulary().specials().bos();
    boolean twice =
        bos.isPresent()
            && tokens.length > 1
            && tokens[0] == bos.getAsInt()
            && tokens[1] == bos.getAsInt();
    return twice
        ? Optional.of(
            new Finding(
                Rule.DOUBLE_BOS,
                Level.ERROR,
                "the prompt begins with %s twice".formatted(subject.spelled(bos.getAsInt()))))
        : Optional.empty();
  }

  /// What stands in the system prompt's place where there is none.
  private Optional<Finding> hiddenSystem() {
    Optional<String> without = rendered(List.of(new Message("user", USER)));
    Optional<String> with =
        rendered(List.of(new Message("system", SYSTEM), new Message("user", USER)));
    if (without.isEmpty() || with.isEmpty() || !with.get().contains(SYSTEM)) {
      return Optional.empty();
    }
    int place = with.get().indexOf(SYSTEM);
    String before = with.get().substring(0, place);
    String behind = with.get().substring(place + SYSTEM.length());
    String plain = without.get();
    if (!plain.startsWith(before)
        || !plain.endsWith(behind)
        || plain.length() <= before.length() + behind.length()) {
      return Optional.empty();
    }
    String hidden = plain.substring(before.length(), plain.length() - behind.length()).strip();
    return hidden.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Rule.HIDDEN_SYSTEM_PROMPT,
                Level.WARNING,
                "the protocol sends no system prompt, and the template adds one of its own: \"%s\""
                    .formatted(
                        hidden.length() > MOST_SHOWN
                            ? hidden.substring(0, MOST_SHOWN) + "..."
                            : hidden)));
  }

  /// A prompt that is to be answered is the beginning of one that is answered.
  private Optional<Finding> noGenerationPrompt() {
    Optional<String> asked = rendered(List.of(new Message("user", USER)));
    Optional<String> answered =
        rendered(List.of(new Message("user", USER), new Message("assistant", ANSWER)));
    if (asked.isEmpty() || answered.isEmpty() || !answered.get().startsWith(asked.get())) {
      return Optional.empty();
    }
    String next = answered.get().substring(asked.get().length());
    String before = next.substring(0, Math.max(0, next.indexOf(ANSWER))).strip();
    return before.isEmpty() || before.startsWith("<think>")
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Rule.NO_GENERATION_PROMPT,
                Level.WARNING,
                "the template does not open the assistant's turn: an answered prompt goes on with"
                    + " \"%s\", which the model has to write itself"
                        .formatted(before.replace("\n", "\\n"))));
  }
}
