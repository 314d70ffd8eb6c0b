package assay.engine.lint;

import assay.engine.lint.Finding.Level;
import assay.engine.lint.Finding.Rule;
import assay.engine.tokenizer.SpecialTokens;
import assay.engine.tokenizer.TokenKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Checks that the vocabulary, the chat template and the weights of a model fit together.
public final class ModelLint {
  /// Tokens of ordinary kind that are listed in a message.
  private static final int MOST_LISTED = 5;

  /// What control tokens alone look like: `<|im_end|>`, `<｜User｜>`. Others, such as `<s>`, are
  /// words of HTML as well and ordinary tokens of many vocabularies.
  private static final Pattern CONTROL = Pattern.compile("<[|｜][^|｜ ]+[|｜]>");

  private final LintSubject subject;
  private final List<Finding> findings = new ArrayList<>();

  private ModelLint(LintSubject subject) {
    this.subject = subject;
  }

  /// Returns what is wrong with a model, in the order of the rules; an empty list if nothing is.
  ///
  /// @param model a GGUF file or a checkpoint folder
  /// @throws IOException if a file cannot be read
  /// @throws assay.engine.format.MalformedModelException if one is damaged, or of a kind that the
  ///   engine does not support
  public static List<Finding> of(Path model) throws IOException {
    ModelLint lint = new ModelLint(LintSubject.of(model));
    lint.template();
    lint.ends();
    lint.kinds();
    lint.size();
    return List.copyOf(lint.findings);
  }

  private void add(Rule rule, Level level, String message) {
    findings.add(new Finding(rule, level, message));
  }

  private void template() {
    subject.templateFault().ifPresent(fault -> add(Rule.TEMPLATE_FAILS, Level.ERROR, fault));
    if (subject.template().isEmpty() && subject.templateFault().isEmpty()) {
      add(
          Rule.NO_TEMPLATE,
          Level.WARNING,
          "there is no chat template: conversations cannot be rendered, only plain prompts");
    }
    subject
        .template()
        .ifPresent(template -> findings.addAll(new TemplateLint(subject, template).findings()));
  }

  private void ends() {
    OptionalInt eos = subject.tokenizer().vocabulary().specials().eos();
    if (eos.isEmpty()) {
      add(Rule.END_DISAGREES, Level.WARNING, "the tokenizer names no token that ends a text");
      return;
    }
    subject
        .ends()
        .forEach(
            (file, ids) -> {
              if (!ids.contains(eos.getAsInt())) {
                add(
                    Rule.END_DISAGREES,
                    Level.WARNING,
                    "%s ends a text with %s, the tokenizer with %s"
                        .formatted(
                            file,
                            String.join(", ", ids.stream().map(subject::spelled).toList()),
                            subject.spelled(eos.getAsInt())));
              }
            });
  }

  private void kinds() {
    SpecialTokens specials = subject.tokenizer().vocabulary().specials();
    role("begin of a text", specials.bos());
    role("end of a text", specials.eos());
    List<TokenKind> kinds = subject.tokenizer().vocabulary().kinds();
    List<String> tokens = subject.tokenizer().vocabulary().tokens();
    List<String> odd = new ArrayList<>();
    for (int id = 0; id < tokens.size(); id++) {
      if (kinds.get(id) == TokenKind.NORMAL && CONTROL.matcher(tokens.get(id)).matches()) {
        odd.add(subject.spelled(id));
      }
    }
    if (!odd.isEmpty()) {
      String more = odd.size() > MOST_LISTED ? " and " + (odd.size() - MOST_LISTED) + " more" : "";
      add(
          Rule.SPECIAL_AS_TEXT,
          Level.WARNING,
          "these look like control tokens and are typed as ordinary text, so that a prompt never"
              + " holds them: "
              + String.join(", ", odd.subList(0, Math.min(odd.size(), MOST_LISTED)))
              + more);
    }
  }

  private void role(String role, OptionalInt token) {
    if (token.isPresent()
        && subject.tokenizer().vocabulary().kinds().get(token.getAsInt()) != TokenKind.CONTROL) {
      add(
          Rule.SPECIAL_AS_TEXT,
          Level.WARNING,
          "the token for the %s, %s, is not typed as a control token"
              .formatted(role, subject.spelled(token.getAsInt())));
    }
  }

  private void size() {
    if (subject.embeddingRows().isEmpty()) {
      return;
    }
    long rows = subject.embeddingRows().getAsLong();
    int tokens = subject.tokenizer().size();
    if (rows < tokens) {
      add(
          Rule.VOCABULARY_SIZE,
          Level.ERROR,
          "the vocabulary has %d tokens, the embedding only %d rows".formatted(tokens, rows));
    } else if (rows > tokens) {
      add(
          Rule.VOCABULARY_SIZE,
          Level.NOTE,
          "the embedding has %d rows for %d tokens; the others are padding"
              .formatted(rows, tokens));
    }
  }
}
