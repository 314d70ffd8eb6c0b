package assay.engine.template;

import java.util.List;

/// Recognises one token inside `{{ }}` or `{% %}`: number, name, string or operator.
final class TokenScanner {
  /// Longest first.
  private static final List<String> OPERATORS =
      List.of(
          "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{",
          "}", ">", "<", "=", ".", ":", "|", ",", ";");

  private final String source;

  TokenScanner(String source) {
    this.source = source;
  }

  /// A token and the index behind it.
  record Scanned(Token.Kind kind, String text, int end) {}

  Scanned scan(int start, int line) {
    int first = source.codePointAt(start);
    if (isDigit(start)) {
      return number(start);
    }
    if (isNamePart(first)) {
      return name(start, line);
    }
    if (first == '\'' || first == '"') {
      return string(start, line);
    }
    for (String operator : OPERATORS) {
      if (source.startsWith(operator, start)) {
        return new Scanned(Token.Kind.OPERATOR, operator, start + operator.length());
      }
    }
    throw new TemplateException(
        line, "unexpected character " + Texts.quote(Character.toString(first)));
  }

  private Scanned name(int start, int line) {
    int end = start;
    while (end < source.length() && isNamePart(source.codePointAt(end))) {
      end += Character.charCount(source.codePointAt(end));
    }
    if (!Character.isUnicodeIdentifierStart(source.codePointAt(start))
        && source.charAt(start) != '_') {
      throw new TemplateException(
          line, "invalid character in identifier " + source.substring(start, end));
    }
    return new Scanned(Token.Kind.NAME, source.substring(start, end), end);
  }

  private static boolean isNamePart(int codePoint) {
    return codePoint == '_' || Character.isLetterOrDigit(codePoint);
  }

  private Scanned string(int start, int line) {
    char quote = source.charAt(start);
    int end = start + 1;
    while (end < source.length() && source.charAt(end) != quote) {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= source.length()) {
      throw new TemplateException(line, "the string that starts here does not end with " + quote);
    }
    String text = StringLiteral.unescape(source.substring(start + 1, end), line);
    return new Scanned(Token.Kind.STRING, text, end + 1);
  }

  private Scanned number(int start) {
    // A number behind a point is an index: x.0.1 is x[0][1].
    boolean behindPoint = start > 0 && source.charAt(start - 1) == '.';
    int whole = digits(start);
    int fraction = source.startsWith(".", whole) && isDigit(whole + 1) ? digits(whole + 1) : whole;
    int end = exponent(fraction);
    if (end > whole && !behindPoint) {
      return new Scanned(Token.Kind.FLOAT, source.substring(start, end).replace("_", ""), end);
    }
    return integer(start, whole);
  }

  private int exponent(int from) {
    boolean exponent = from < source.length() && Character.toLowerCase(source.charAt(from)) == 'e';
    if (!exponent) {
      return from;
    }
    boolean signed = from + 1 < source.length() && "+-".indexOf(source.charAt(from + 1)) >= 0;
    int digits = signed ? from + 2 : from + 1;
    return isDigit(digits) ? digits(digits) : from;
  }

  /// Digits with single underscores between them.
  private int digits(int from) {
    int end = from;
    while (isDigit(end) || (end > from && source.startsWith("_", end) && isDigit(end + 1))) {
      end++;
    }
    return end;
  }

  private boolean isDigit(int index) {
    return index < source.length() && source.charAt(index) >= '0' && source.charAt(index) <= '9';
  }

  private Scanned integer(int start, int end) {
    int radix =
        source.charAt(start) != '0' || start + 1 >= source.length()
            ? 10
            : switch (Character.toLowerCase(source.charAt(start + 1))) {
              case 'x' -> 16;
              case 'o' -> 8;
              case 'b' -> 2;
              default -> 10;
            };
    int last = radix == 10 ? end : radixDigits(start + 2, radix);
    if (radix != 10 && last > start + 2) {
      return new Scanned(Token.Kind.INTEGER, source.substring(start, last), last);
    }
    int stop = source.charAt(start) == '0' ? zeros(start, end) : end;
    return new Scanned(Token.Kind.INTEGER, source.substring(start, stop), stop);
  }

  private int radixDigits(int from, int radix) {
    int end = from;
    while (isRadixDigit(end, radix)
        || (source.startsWith("_", end) && isRadixDigit(end + 1, radix))) {
      end++;
    }
    return end;
  }

  private boolean isRadixDigit(int index, int radix) {
    return index < source.length()
        && source.charAt(index) < 128
        && Character.digit(source.charAt(index), radix) >= 0;
  }

  /// A number that starts with 0 is only zeros; what follows is the next token.
  private int zeros(int start, int end) {
    int stop = start;
    while (stop < end
        && (source.charAt(stop) == '0'
            || (source.charAt(stop) == '_' && source.startsWith("0", stop + 1)))) {
      stop++;
    }
    return stop;
  }
}
