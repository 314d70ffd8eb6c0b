package assay.engine.tokenizer;

/// Reads the parts of a pattern that stand for one character: literals, escapes and classes in
/// brackets, nested and with `&&` too.
final class PatternSets {
  /// Letters that fold together with others into one character, such as the ligature of f and i, or
  /// differently from language to language.
  private static final String FOLDING_TOGETHER = "fi";

  private final PatternReader in;
  private final boolean ignoreCase;

  PatternSets(PatternReader in, boolean ignoreCase) {
    this.in = in;
    this.ignoreCase = ignoreCase;
  }

  /// The set of the next character of the pattern.
  CodePointSet one() {
    int codePoint = in.next();
    return switch (codePoint) {
      case '[' -> bracket();
      case '.' -> CodePointSet.of("\n").not();
      case '\\' -> escape();
      case ']', '}' -> throw in.fault("'" + Character.toString(codePoint) + "' here");
      default -> literal(codePoint);
    };
  }

  private CodePointSet literal(int codePoint) {
    if (!ignoreCase || !Character.isLetter(codePoint)) {
      return other -> other == codePoint;
    }
    int lower = Character.toLowerCase(codePoint);
    if (lower < 'a' || lower > 'z' || FOLDING_TOGETHER.indexOf(lower) >= 0 || inLigature(lower)) {
      throw in.fault("ignoring the case of this letter");
    }
    // The long s and the sign of Kelvin fold to letters of ASCII.
    return other ->
        other == lower
            || other == Character.toUpperCase(lower)
            || (lower == 's' && other == 0x17F)
            || (lower == 'k' && other == 0x212A);
  }

  /// A sharp s folds to ss, and there is a ligature of s and t.
  private boolean inLigature(int lower) {
    int next = Character.toLowerCase(in.peek());
    return lower == 's' && (next == 's' || next == 't');
  }

  private CodePointSet escape() {
    return classEscape(in.peek()) ? escapedClass() : literal(escapedCharacter());
  }

  private static boolean classEscape(int codePoint) {
    return switch (codePoint) {
      case 's', 'S', 'd', 'D', 'w', 'W', 'p', 'P' -> true;
      default -> false;
    };
  }

  private CodePointSet escapedClass() {
    int codePoint = in.next();
    return switch (codePoint) {
      case 's' -> UnicodeSets.SPACE;
      case 'S' -> UnicodeSets.SPACE.not();
      case 'd' -> UnicodeSets.DECIMAL;
      case 'D' -> UnicodeSets.DECIMAL.not();
      case 'w' -> UnicodeSets.WORD_CHARACTER;
      case 'W' -> UnicodeSets.WORD_CHARACTER.not();
      default -> property(codePoint == 'P');
    };
  }

  private CodePointSet property(boolean negative) {
    in.require('{', "\\p without braces");
    boolean inverted = in.take('^') != negative;
    String name = in.until('}');
    CodePointSet set =
        UnicodeSets.property(name)
            .orElseThrow(() -> in.fault("the unknown property \\p{" + name + "}"));
    return inverted ? set.not() : set;
  }

  private int escapedCharacter() {
    int codePoint = in.next();
    return switch (codePoint) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'f' -> '\f';
      case 'v' -> 0x0B;
      case 'u' -> in.hexadecimal(4);
      case 'x' -> in.take('{') ? Integer.parseInt(hexadecimalText(), 16) : in.hexadecimal(2);
      default -> {
        if (Character.isLetterOrDigit(codePoint)) {
          throw in.fault("the escape \\" + Character.toString(codePoint));
        }
        yield codePoint;
      }
    };
  }

  private String hexadecimalText() {
    String digits = in.until('}');
    if (!digits.matches("[0-9A-Fa-f]{1,6}")) {
      throw in.fault("the escape \\x{" + digits + "}");
    }
    return digits;
  }

  /// A class whose opening bracket has been read.
  private CodePointSet bracket() {
    boolean negative = in.take('^');
    if (in.peek() == ']') {
      throw in.fault("an empty class");
    }
    CodePointSet all = codePoint -> true;
    CodePointSet set = codePoint -> false;
    while (!in.take(']')) {
      if (in.startsWith("&&")) {
        in.next();
        in.next();
        all = and(all, set);
        set = codePoint -> false;
      } else {
        set = set.or(member());
      }
    }
    CodePointSet result = and(all, set);
    return negative ? result.not() : result;
  }

  private static CodePointSet and(CodePointSet one, CodePointSet other) {
    return codePoint -> one.contains(codePoint) && other.contains(codePoint);
  }

  private CodePointSet member() {
    int first = in.next();
    if (first == '[') {
      if (in.peek() == ':') {
        throw in.fault("a class in [: :]");
      }
      return bracket();
    }
    if (first == '\\') {
      if (classEscape(in.peek())) {
        return escapedClass();
      }
      first = escapedCharacter();
    }
    if (in.peek() != '-') {
      return literal(first);
    }
    return range(first);
  }

  /// A range behind its first character, or that character and a minus at the end of the class.
  private CodePointSet range(int first) {
    in.next();
    if (in.peek() == ']') {
      return literal(first).or(CodePointSet.of("-"));
    }
    int last = in.next();
    if (last == '[' || (last == '\\' && classEscape(in.peek()))) {
      throw in.fault("a range without a last character");
    }
    int end = last == '\\' ? escapedCharacter() : last;
    boolean letters = Character.isLetter(first) || Character.isLetter(end);
    if (end < first || (ignoreCase && letters)) {
      throw in.fault("such a range");
    }
    return codePoint -> codePoint >= first && codePoint <= end;
  }
}
