package assay.engine.tokenizer;

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
