package assay.engine.template;

/// Escape sequences of string literals, as Python's codec `unicode-escape` reads them.
final class StringLiteral {
  private final String source;
  private final int line;
  private final StringBuilder text = new StringBuilder();
  private int position;

  private StringLiteral(String source, int line) {
    this.source = source;
    this.line = line;
  }

  /// Returns the text of a literal whose quotes are already removed.
  static String unescape(String source, int line) {
    if (source.indexOf('\\') < 0) {
      return source;
    }
    StringLiteral literal = new StringLiteral(source, line);
    while (literal.position < source.length()) {
      literal.next();
    }
    return literal.text.toString();
  }

  private void next() {
    char c = source.charAt(position++);
    if (c != '\\') {
      text.append(c);
      return;
    }
    int escaped = source.codePointAt(position);
    position += Character.charCount(escaped);
    switch (escaped) {
      case '\n' -> {}
      case '\\', '\'', '"' -> text.appendCodePoint(escaped);
      case 'a' -> text.append('\u0007');
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'v' -> text.append('\u000B');
      case 'x' -> hex(2);
      case 'u' -> hex(4);
      case 'U' -> hex(8);
      case 'N' -> named();
      default -> other(escaped);
    }
  }

  private void other(int escaped) {
    if (escaped >= '0' && escaped <= '7') {
      octal(escaped - '0');
    } else if (escaped < 128) {
      text.append('\\').appendCodePoint(escaped);
    } else {
      // jinja2 turns what is not ASCII into an escape before it decodes; behind a backslash that
      // escape stays as text.
      String format = escaped < 0x100 ? "\\x%02x" : escaped < 0x10000 ? "\\u%04x" : "\\U%08x";
      text.append(String.format(format, escaped));
    }
  }

  private void octal(int first) {
    int value = first;
    for (int digits = 1; digits < 3 && position < source.length(); digits++) {
      int digit = source.charAt(position) - '0';
      if (digit < 0 || digit > 7) {
        break;
      }
      value = value * 8 + digit;
      position++;
    }
    text.appendCodePoint(value);
  }

  private void hex(int digits) {
    int end = position + digits;
    String code = end <= source.length() ? source.substring(position, end) : "";
    boolean valid =
        !code.isEmpty() && code.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
    long value = valid ? Long.parseLong(code, 16) : -1;
    if (value < 0 || value > Character.MAX_CODE_POINT) {
      throw new TemplateException(
          line, "an escape in a string needs " + digits + " hexadecimal digits of a character");
    }
    if (value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE) {
      throw new TemplateException(
          line, "half a surrogate pair in a string is not supported; write \\U and eight digits");
    }
    text.appendCodePoint((int) value);
    position = end;
  }

  private void named() {
    int end = source.indexOf('}', position);
    if (!source.startsWith("{", position) || end < 0) {
      throw new TemplateException(line, "\\N in a string needs a character's name in braces");
    }
    String name = source.substring(position + 1, end);
    try {
      text.appendCodePoint(Character.codePointOf(name));
    } catch (IllegalArgumentException unknown) {
      throw new TemplateException(line, "unknown character name '" + name + "'");
    }
    position = end + 1;
  }
}
