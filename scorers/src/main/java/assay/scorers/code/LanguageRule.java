package assay.scorers.code;

import assay.scorers.code.sandbox.Language;
import java.util.Objects;
import java.util.Optional;

/// How a scorer knows what a program is written in. It is told, and never guesses.
public sealed interface LanguageRule {
  /// What a scorer's name ends with when the fenced block says it.
  String FENCE_SUFFIX = "+fence";

  /// Returns what the scorer's name ends with.
  String suffix();

  /// Python, as the benchmarks' prompts ask, unless the recording of a program names another
  /// language.
  record Unstated() implements LanguageRule {
    @Override
    public String suffix() {
      return "";
    }
  }

  /// All programs are of one language; a recording that names another one contradicts.
  record Stated(Language language) implements LanguageRule {
    public Stated {
      Objects.requireNonNull(language);
    }

    @Override
    public String suffix() {
      return "+" + language.label();
    }
  }

  /// The word behind the opening fence of a program names its language. A program without such a
  /// word is no answer, because what it is stays open.
  record ByFence() implements LanguageRule {
    @Override
    public String suffix() {
      return FENCE_SUFFIX;
    }
  }

  /// Returns the rule of that word: a language's, or `fence`; empty for any other word.
  static Optional<LanguageRule> named(String word) {
    return word.equals("fence")
        ? Optional.of(new ByFence())
        : Language.declaredBy(word).map(Stated::new);
  }
}
