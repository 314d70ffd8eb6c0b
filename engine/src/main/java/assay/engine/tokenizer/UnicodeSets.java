package assay.engine.tokenizer;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The classes of characters that pre-tokenizers are written in, as the `regex` crates of tokenizer
/// libraries have them.
final class UnicodeSets {
  private UnicodeSets() {}

  static final int LETTERS =
      1 << Character.UPPERCASE_LETTER
          | 1 << Character.LOWERCASE_LETTER
          | 1 << Character.TITLECASE_LETTER
          | 1 << Character.MODIFIER_LETTER
          | 1 << Character.OTHER_LETTER;
  private static final int NUMBERS =
      1 << Character.DECIMAL_DIGIT_NUMBER
          | 1 << Character.LETTER_NUMBER
          | 1 << Character.OTHER_NUMBER;
  private static final int MARKS =
      1 << Character.NON_SPACING_MARK
          | 1 << Character.ENCLOSING_MARK
          | 1 << Character.COMBINING_SPACING_MARK;
  private static final int PUNCTUATIONS =
      1 << Character.CONNECTOR_PUNCTUATION
          | 1 << Character.DASH_PUNCTUATION
          | 1 << Character.START_PUNCTUATION
          | 1 << Character.END_PUNCTUATION
          | 1 << Character.INITIAL_QUOTE_PUNCTUATION
          | 1 << Character.FINAL_QUOTE_PUNCTUATION
          | 1 << Character.OTHER_PUNCTUATION;
  private static final int SYMBOLS =
      1 << Character.MATH_SYMBOL
          | 1 << Character.CURRENCY_SYMBOL
          | 1 << Character.MODIFIER_SYMBOL
          | 1 << Character.OTHER_SYMBOL;
  private static final int CASELESS =
      1 << Character.MODIFIER_LETTER | 1 << Character.OTHER_LETTER | MARKS;

  /// `\p{L}`.
  static final CodePointSet LETTER = categories(LETTERS);

  /// `\p{N}`.
  static final CodePointSet NUMBER = categories(NUMBERS);

  /// `\p{M}`.
  static final CodePointSet MARK = categories(MARKS);

  /// `\p{P}`.
  static final CodePointSet PUNCTUATION = categories(PUNCTUATIONS);

  /// `\p{P}` and the other printable characters of ASCII that are no letters or digits.
  static final CodePointSet ASCII_OR_PUNCTUATION = PUNCTUATION.or(CodePointSet.of("$+<=>^`|~"));

  /// `\p{S}`.
  static final CodePointSet SYMBOL = categories(SYMBOLS);

  /// `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`.
  static final CodePointSet UPPER_OR_CASELESS =
      categories(1 << Character.UPPERCASE_LETTER | 1 << Character.TITLECASE_LETTER | CASELESS);

  /// `[\p{Ll}\p{Lm}\p{Lo}\p{M}]`.
  static final CodePointSet LOWER_OR_CASELESS =
      categories(1 << Character.LOWERCASE_LETTER | CASELESS);

  /// `\s`: the property White_Space, which the control characters 1C to 1F do not have.
  static final CodePointSet SPACE = UnicodeSets::isSpace;

  /// `[\r\n]`.
  static final CodePointSet NEWLINE = codePoint -> codePoint == '\n' || codePoint == '\r';

  /// `\d`.
  static final CodePointSet DECIMAL = categories(1 << Character.DECIMAL_DIGIT_NUMBER);

  /// `\w` of Oniguruma: letters, marks, digits and connecting punctuation.
  static final CodePointSet WORD_CHARACTER =
      MARK.or(Character::isAlphabetic)
          .or(categories(1 << Character.DECIMAL_DIGIT_NUMBER))
          .or(categories(1 << Character.CONNECTOR_PUNCTUATION));

  /// `\w` of the Rust crate `regex`, which has the two characters that join others as well.
  static final CodePointSet JOINED_WORD_CHARACTER =
      WORD_CHARACTER.or(codePoint -> codePoint == 0x200C || codePoint == 0x200D);

  /// The categories with two letters, by the number that [Character#getType] gives.
  private static final Map<String, Integer> CATEGORIES =
      Map.ofEntries(
          Map.entry("Lu", (int) Character.UPPERCASE_LETTER),
          Map.entry("Ll", (int) Character.LOWERCASE_LETTER),
          Map.entry("Lt", (int) Character.TITLECASE_LETTER),
          Map.entry("Lm", (int) Character.MODIFIER_LETTER),
          Map.entry("Lo", (int) Character.OTHER_LETTER),
          Map.entry("Mn", (int) Character.NON_SPACING_MARK),
          Map.entry("Me", (int) Character.ENCLOSING_MARK),
          Map.entry("Mc", (int) Character.COMBINING_SPACING_MARK),
          Map.entry("Nd", (int) Character.DECIMAL_DIGIT_NUMBER),
          Map.entry("Nl", (int) Character.LETTER_NUMBER),
          Map.entry("No", (int) Character.OTHER_NUMBER),
          Map.entry("Pc", (int) Character.CONNECTOR_PUNCTUATION),
          Map.entry("Pd", (int) Character.DASH_PUNCTUATION),
          Map.entry("Ps", (int) Character.START_PUNCTUATION),
          Map.entry("Pe", (int) Character.END_PUNCTUATION),
          Map.entry("Pi", (int) Character.INITIAL_QUOTE_PUNCTUATION),
          Map.entry("Pf", (int) Character.FINAL_QUOTE_PUNCTUATION),
          Map.entry("Po", (int) Character.OTHER_PUNCTUATION),
          Map.entry("Sm", (int) Character.MATH_SYMBOL),
          Map.entry("Sc", (int) Character.CURRENCY_SYMBOL),
          Map.entry("Sk", (int) Character.MODIFIER_SYMBOL),
          Map.entry("So", (int) Character.OTHER_SYMBOL),
          Map.entry("Zs", (int) Character.SPACE_SEPARATOR),
          Map.entry("Zl", (int) Character.LINE_SEPARATOR),
          Map.entry("Zp", (int) Character.PARAGRAPH_SEPARATOR),
          Map.entry("Cc", (int) Character.CONTROL),
          Map.entry("Cf", (int) Character.FORMAT),
          Map.entry("Co", (int) Character.PRIVATE_USE));

  /// The scripts that split patterns name.
  private static final Set<String> SCRIPTS =
      Set.of(
          "Han",
          "Hiragana",
          "Katakana",
          "Hangul",
          "Latin",
          "Greek",
          "Cyrillic",
          "Arabic",
          "Hebrew",
          "Thai",
          "Lao",
          "Khmer",
          "Myanmar",
          "Tibetan",
          "Devanagari",
          "Bengali",
          "Tamil",
          "Telugu",
          "Armenian",
          "Georgian",
          "Ethiopic");

  /// The set of `\p{name}` for a category of one or two letters or for a script; empty for others.
  static Optional<CodePointSet> property(String name) {
    Integer type = CATEGORIES.get(name);
    if (type != null) {
      return Optional.of(categories(1 << type));
    }
    if (SCRIPTS.contains(name)) {
      Character.UnicodeScript script = Character.UnicodeScript.forName(name);
      return Optional.of(codePoint -> Character.UnicodeScript.of(codePoint) == script);
    }
    int all =
        name.length() != 1
            ? 0
            : CATEGORIES.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(name) && !name.equals("C"))
                .mapToInt(entry -> 1 << entry.getValue())
                .reduce(0, (a, b) -> a | b);
    return all == 0 ? Optional.empty() : Optional.of(categories(all));
  }

  private static CodePointSet categories(int categories) {
    return codePoint -> ((categories >> Character.getType(codePoint)) & 1) != 0;
  }

  private static boolean isSpace(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint == ' ' || (codePoint >= 0x09 && codePoint <= 0x0D);
    }
    return switch (codePoint) {
      case 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
      default -> codePoint >= 0x2000 && codePoint <= 0x200A;
    };
  }
}
