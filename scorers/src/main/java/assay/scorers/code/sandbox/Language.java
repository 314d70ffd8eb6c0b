package assay.scorers.code.sandbox;

import java.util.Locale;
import java.util.Optional;

/// A language in which programs can be written.
public enum Language {
  /// Runs as it is, in the sandbox's own interpreter.
  PYTHON("python", "Python"),
  /// C++20 with GNU extensions, compiled by `g++ -O2`.
  CPP("cpp", "C++"),
  /// Java, compiled by the `javac` that is found.
  JAVA("java", "Java");

  private final String label;
  private final String title;

  Language(String label, String title) {
    this.label = label;
    this.title = title;
  }

  /// Returns the word by which options and files name the language.
  public String label() {
    return label;
  }

  /// Returns the language's name in sentences.
  public String title() {
    return title;
  }

  /// Returns the language that a word of a recording or of a fenced block declares, in any case of
  /// its letters; empty for a word that declares none of these.
  public static Optional<Language> declaredBy(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "python", "py", "python3" -> Optional.of(PYTHON);
      case "cpp", "c++", "cxx", "cc" -> Optional.of(CPP);
      case "java" -> Optional.of(JAVA);
      default -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
