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
import java.util.regex.Pattern;

/// Checks what a model reads for a prompt.
public final class PromptLint {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  /// What is written in marks is no text that anybody says.
  private static final Pattern MARKS = Pattern.compile("<[^<>]*>|\\[/?[A-Za-z_]+\\]");

  private static final Pattern ROLE = Pattern.compile("^(?:system|developer)");
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

  /// What stands before the first user's turn, beyond how later turns of the user begin.
  private Optional<Finding> hiddenSystem() {
    Optional<String> once = rendered(List.of(new Message("user", USER)));
    Optional<String> again =
        rendered(
            List.of(
                new Message("user", "Zq0"),
                new Message("assistant", ANSWER),
                new Message("user", USER)));
    if (once.isEmpty()
        || again.isEmpty()
        || !once.get().contains(USER)
        || !again.get().contains(USER)) {
      return Optional.empty();
    }
    String before = spoken(once.get().substring(0, once.get().indexOf(USER)));
    String turn = spoken(again.get().substring(0, again.get().lastIndexOf(USER)));
    int same = 0;
    while (same < Math.min(before.length(), turn.length())
        && before.charAt(before.length() - 1 - same) == turn.charAt(turn.length() - 1 - same)) {
      same++;
    }
    String words = before.substring(0, before.length() - same).strip();
    return words.codePoints().noneMatch(Character::isLetter)
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Rule.HIDDEN_SYSTEM_PROMPT,
                Level.WARNING,
                "the protocol sends no system prompt, and the template adds one of its own: \"%s\""
                    .formatted(
                        words.length() > MOST_SHOWN
                            ? words.substring(0, MOST_SHOWN) + "..."
                            : words)));
  }

  /// A prompt that is to be answered is the beginning of one that is answered, unless the template
  /// opens the assistant's turn another way than it writes it later, as with thoughts; it does not
  /// open it at all where being asked to makes no difference.
  private Optional<Finding> noGenerationPrompt() {
    List<Message> question = List.of(new Message("user", USER));
    Optional<String> asked = rendered(question);
    Optional<String> answered =
        rendered(List.of(new Message("user", USER), new Message("assistant", ANSWER)));
    if (asked.isEmpty()
        || answered.isEmpty()
        || !answered.get().startsWith(asked.get())
        || !asked.equals(unopened(question))) {
      return Optional.empty();
    }
    String next = answered.get().substring(asked.get().length());
    String before = next.substring(0, Math.max(0, next.indexOf(ANSWER))).strip();
    return before.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Rule.NO_GENERATION_PROMPT,
                Level.WARNING,
                "the template does not open the assistant's turn: an answered prompt goes on with"
                    + " \"%s\", which the model has to write itself"
                        .formatted(before.replace("\n", "\\n"))));
  }

  /// Returns a text without the marks in it and the role at its begin.
  private static String spoken(String rendered) {
    String text = MARKS.matcher(rendered).replaceAll(" ").stripLeading();
    return ROLE.matcher(text).replaceFirst("");
  }

  private Optional<String> unopened(List<Message> messages) {
    ChatRequest request = ChatRequest.of(messages);
    return subject
        .template()
        .map(
            template ->
                template.render(
                    new ChatRequest(
                        request.messages(), request.tools(), false, request.variables()),
                    CLOCK));
  }
}
