package assay.scorers.code.sandbox.backend;

import assay.scorers.code.sandbox.Language;
import java.util.Objects;

/// What was found out about a language in a sandbox.
///
/// @param language the language
/// @param runs whether a program in it was compiled, where that is needed, and run there
/// @param detail the compiler's version, or why it does not run and what to do about it
public record LanguageFinding(Language language, boolean runs, String detail) {
  public LanguageFinding {
    Objects.requireNonNull(language);
    Objects.requireNonNull(detail);
  }
}
