package assay.engine.template;

import java.util.function.IntPredicate;

/// The `is...` methods of Python's `str`.
final class CharacterTests {
  private CharacterTests() {}

  static boolean test(String method, String text) {
    return switch (method) {
      case "isascii" -> text.chars().allMatch(c -> c < 128);
      case "isprintable" -> text.codePoints().allMatch(Texts::isPrintable);
      case "isalpha" -> all(text, Character::isLetter);
      case "isspace" -> all(text, Whitespace::is);
      case "isdecimal" -> all(text, Character::isDigit);
      case "isdigit" -> all(text, CharacterTests::isDigit);
      case "isnumeric" -> all(text, CharacterTests::isNumeric);
      case "isalnum" -> all(text, c -> Character.isLetter(c) || isNumeric(c));
      case "islower" -> cased(text, Character::isLowerCase);
      case "isupper" -> cased(text, Character::isUpperCase);
      case "istitle" -> isTitle(text);
      default -> throw new IllegalArgumentException(method);
    };
  }

  static boolean isCased(int codePoint) {
    return Character.isUpperCase(codePoint)
        || Character.isLowerCase(codePoint)
        || Character.isTitleCase(codePoint);
  }

  private static boolean all(String text, IntPredicate test) {
    return !text.isEmpty() && text.codePoints().allMatch(test);
  }

  private static boolean isDigit(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.DECIMAL_DIGIT_NUMBER -> true;
      case Character.OTHER_NUMBER -> throw unsupported("isdigit", codePoint);
      default -> false;
    };
  }

  private static boolean isNumeric(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      case Character.OTHER_LETTER -> {
        // Some ideographs are numerals; the JDK does not say which.
        if (Character.isIdeographic(codePoint)) {
          throw unsupported("isnumeric", codePoint);
        }
        yield false;
      }
      default -> false;
    };
  }

  private static EvaluationException unsupported(String method, int codePoint) {
    return new EvaluationException(
        method + "() of '" + Character.toString(codePoint) + "' is not supported");
  }

  private static boolean cased(String text, IntPredicate wanted) {
    return text.codePoints().anyMatch(CharacterTests::isCased)
        && text.codePoints().filter(CharacterTests::isCased).allMatch(wanted);
  }

  private static boolean isTitle(String text) {
    boolean any = false;
    boolean inside = false;
    for (int codePoint : text.codePoints().toArray()) {
      boolean begins = Character.isUpperCase(codePoint) || Character.isTitleCase(codePoint);
      boolean cased = isCased(codePoint);
      if (cased && begins == inside) {
        return false;
      }
      any |= cased;
      inside = cased;
    }
    return any;
  }
}
