package assay.scorers.choice;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Letter rules in their order: the first that finds a letter decides.
///
/// @param dropsBold whether every `**` is deleted before the rules look
record RuleChain(boolean dropsBold, List<LetterRule> rules) implements ChoiceRule {
  private static final String BOLD = "**";

  RuleChain {
    rules = List.copyOf(rules);
  }

  static RuleChain of(LetterRule... rules) {
    return new RuleChain(false, List.of(rules));
  }

  @Override
  public Optional<ExtractedLetter> extract(ScannedText text, List<String> options) {
    if (!dropsBold || !text.bold()) {
      return first(text);
    }
    String original = text.text().toString();
    return first(ScannedText.of(original.replace(BOLD, "")))
        .map(
            found -> {
              int start = before(original, found.start());
              return new ExtractedLetter(found.letter(), found.rule(), start, start + 1);
            });
  }

  private Optional<ExtractedLetter> first(ScannedText text) {
    for (LetterRule rule : rules) {
      OptionalInt index = rule.find(text);
      if (index.isPresent()) {
        int start = index.getAsInt();
        return Optional.of(new ExtractedLetter(text.at(start), rule.name(), start, start + 1));
      }
    }
    return Optional.empty();
  }

  /// Returns where the character stood before the marks were deleted.
  private static int before(String original, int index) {
    int at = 0;
    for (int kept = 0; ; kept++) {
      while (original.startsWith(BOLD, at)) {
        at += BOLD.length();
      }
      if (kept == index) {
        return at;
      }
      at++;
    }
  }
}
