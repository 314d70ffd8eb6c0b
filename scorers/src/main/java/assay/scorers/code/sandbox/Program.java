package assay.scorers.code.sandbox;

import java.util.Objects;

/// A program in the form in which a sandbox starts it.
public sealed interface Program {

  /// Returns the language in which it was written.
  Language language();

  /// A text that the sandbox's interpreter runs.
  record Python(String code) implements Program {
    public Python {
      Objects.requireNonNull(code);
    }

    @Override
    public Language language() {
      return Language.PYTHON;
    }
  }

  /// What a compiler made inside a sandbox; bytes that are as little trusted as the program's text.
  ///
  /// @param entry the class to start, with its package; empty where the bytes are the program
  /// @param artefact the compiled program as base64: an executable file, or a jar
  record Compiled(Language language, String entry, String artefact) implements Program {
    public Compiled {
      Objects.requireNonNull(language);
      Objects.requireNonNull(entry);
      Objects.requireNonNull(artefact);
    }

    @Override
    public String toString() {
      return "%s program of %d bytes".formatted(language.title(), artefact.length() * 3L / 4);
    }
  }
}
