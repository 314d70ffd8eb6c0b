package assay.scorers.code;

/// Text of a program in a form that every terminal, table and file can hold.
///
/// Control and format characters, line separators and halves of surrogate pairs are written as
/// Python's `repr` has them; everything else stays as it is.
final class Printable {
  private Printable() {}

  /// Returns the text in one line.
  static String line(String text) {
    return escaped(text, "");
  }

  /// Returns the text with its lines and tabs.
  static String lines(String text) {
    return escaped(text, "\n\t");
  }

  private static String escaped(String text, String kept) {
    if (text.codePoints().noneMatch(Printable::special)) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (special(point) && kept.indexOf(point) < 0) {
                printable.append(escape(point));
              } else {
                printable.appendCodePoint(point);
              }
            });
    return printable.toString();
  }

  private static boolean special(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static String escape(int point) {
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          (point <= 0xff ? "\\x%02x" : point <= 0xffff ? "\\u%04x" : "\\U%08x").formatted(point);
    };
  }
}
