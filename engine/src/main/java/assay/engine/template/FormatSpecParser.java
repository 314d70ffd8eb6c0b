package assay.engine.template;

/// Reads a format specification: `[[fill]align][sign][#][0][width][grouping][.precision][type]`.
final class FormatSpecParser {
  private final String text;
  private int position;

  FormatSpecParser(String text) {
    this.text = text;
  }

  FormatSpec parse() {
    String fill = " ";
    char align = ' ';
    int first = Character.charCount(text.codePointAt(0));
    if (first < text.length() && "<>^=".indexOf(text.charAt(first)) >= 0) {
      fill = text.substring(0, first);
      position = first;
      align = text.charAt(position++);
    } else {
      align = one("<>^=", ' ');
    }
    char sign = one("+- ", '-');
    boolean alternate = one("#", ' ') == '#';
    if (one("0", ' ') == '0') {
      fill = fill.equals(" ") ? "0" : fill;
      align = align == ' ' ? '=' : align;
    }
    int width = Math.max(0, number());
    char grouping = one(",_", ' ');
    int precision = -1;
    if (one(".", ' ') == '.') {
      precision = number();
      if (precision < 0) {
        throw new EvaluationException("Format specifier missing precision");
      }
    }
    char type = position < text.length() ? text.charAt(position++) : ' ';
    if (position < text.length()) {
      throw new EvaluationException("invalid format specifier " + Texts.quote(text));
    }
    return new FormatSpec(
        fill, align, sign, alternate, width, grouping == ' ' ? "" : "" + grouping, precision, type);
  }

  private char one(String choices, char otherwise) {
    boolean found = position < text.length() && choices.indexOf(text.charAt(position)) >= 0;
    return found ? text.charAt(position++) : otherwise;
  }

  private int number() {
    int start = position;
    while (position < text.length() && Character.digit(text.charAt(position), 10) >= 0) {
      position++;
    }
    if (position - start > 8) {
      throw new EvaluationException("too many decimal digits in format string");
    }
    return position == start ? -1 : Integer.parseInt(text.substring(start, position));
  }
}
