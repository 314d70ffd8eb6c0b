package assay.engine.lint;

import assay.engine.lint.Finding.Level;
import assay.engine.lint.Finding.Rule;
import assay.engine.template.ChatTemplate;
import assay.engine.template.ChatTemplate.ChatRequest;
import assay.engine.template.ChatTemplate.Message;
import assay.engine.template.TemplateException;
import assay.engine.tokenizer.EncodingOptions;
import assay.engine.tokenizer.SpecialTokens;
import assay.engine.tokenizer.TokenKind;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Checks a chat template against the tokenizer by rendering and encoding a short conversation.
final class TemplateLint {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  /// The variables of Transformers for special tokens. A name inside a text of the template counts
  /// too: better one finding too many.
  private static final Pattern SPECIAL =
      Pattern.compile("\\b(?:bos|eos|unk|pad|sep|cls|mask)_token\\b");

  private final LintSubject subject;
  private final ChatTemplate template;
  private final List<Finding> findings = new ArrayList<>();

  TemplateLint(LintSubject subject, ChatTemplate template) {
    this.subject = subject;
    this.template = template;
  }

  List<Finding> findings() {
    undefinedTokens();
    try {
      begin(encoded(new Message("user", "Hi")));
      end(
          encoded(
              new Message("user", "Hi"),
              new Message("assistant", "Hello"),
              new Message("user", "Bye")));
    } catch (TemplateException failure) {
      findings.add(new Finding(Rule.TEMPLATE_FAILS, Level.ERROR, failure.getMessage()));
    }
    return findings;
  }

  private int[] encoded(Message... messages) {
    String text = template.render(ChatRequest.of(List.of(messages)), CLOCK);
    return subject.tokenizer().encode(text, EncodingOptions.RENDERED);
  }

  private void undefinedTokens() {
    Set<String> used = new TreeSet<>();
    SPECIAL.matcher(template.source()).results().map(MatchResult::group).forEach(used::add);
    used.removeAll(template.specialTokens().keySet());
    for (String name : used) {
      findings.add(
          new Finding(
              Rule.UNDEFINED_SPECIAL_TOKEN,
              Level.WARNING,
              "the template uses "
                  + name
                  + ", which the files do not name; it renders as nothing"));
    }
  }

  private void begin(int[] tokens) {
    SpecialTokens specials = subject.tokenizer().vocabulary().specials();
    if (specials.bos().isEmpty()) {
      return;
    }
    int bos = specials.bos().getAsInt();
    boolean written = tokens.length > 0 && tokens[0] == bos;
    if (written && tokens.length > 1 && tokens[1] == bos) {
      findings.add(
          new Finding(
              Rule.DOUBLE_BOS,
              Level.ERROR,
              "the template writes " + subject.spelled(bos) + " twice at the begin of a prompt"));
    } else if (written && specials.addBos()) {
      findings.add(
          new Finding(
              Rule.DOUBLE_BOS,
              Level.WARNING,
              "the template writes %s and the tokenizer adds it too; Assay adds none to a rendered prompt, other programs may double it"
                  .formatted(subject.spelled(bos))));
    } else if (!written && specials.addBos()) {
      findings.add(
          new Finding(
              Rule.BOS_MISSING,
              Level.NOTE,
              "the tokenizer adds %s, the template does not write it; rendered prompts begin without it, as in Transformers"
                  .formatted(subject.spelled(bos))));
    }
  }

  /// The control token behind the assistant's answer should be one at which generation stops.
  private void end(int[] tokens) {
    SpecialTokens specials = subject.tokenizer().vocabulary().specials();
    Set<Integer> stops = new TreeSet<>();
    specials.eos().ifPresent(stops::add);
    specials.eot().ifPresent(stops::add);
    for (Map.Entry<String, Set<Integer>> named : subject.ends().entrySet()) {
      stops.addAll(named.getValue());
    }
    OptionalInt end = behindAnswer(tokens);
    if (end.isPresent() && !stops.contains(end.getAsInt())) {
      findings.add(
          new Finding(
              Rule.END_DISAGREES,
              Level.WARNING,
              "the template ends an answer with %s, which no file names as an end; answers run on to the length limit"
                  .formatted(subject.spelled(end.getAsInt()))));
    }
  }

  /// The first control token behind the text of the answer.
  private OptionalInt behindAnswer(int[] tokens) {
    StringBuilder text = new StringBuilder();
    for (int token : tokens) {
      boolean control = subject.tokenizer().vocabulary().kinds().get(token) == TokenKind.CONTROL;
      if (control && text.toString().strip().endsWith("Hello")) {
        return OptionalInt.of(token);
      }
      text.append(subject.tokenizer().continuation(new int[] {token}));
    }
    return OptionalInt.empty();
  }
}
