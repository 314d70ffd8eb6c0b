package assay.reports.text;

/// Escapes text for LaTeX.
public final class Latex {
  private Latex() {}

  /// Returns text that LaTeX prints as it is, in one line. It compiles under pdfLaTeX, XeLaTeX and
  /// LuaLaTeX; letters that pdfLaTeX has no font for, such as Chinese ones, need one of the last
  /// two.
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    VisibleText.oneLine(text).codePoints().forEach(each -> append(escaped, each));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int codePoint) {
    switch (codePoint) {
      case '\\' -> escaped.append("\\textbackslash{}");
      case '~' -> escaped.append("\\textasciitilde{}");
      case '^' -> escaped.append("\\textasciicircum{}");
      case '<' -> escaped.append("\\textless{}");
      case '>' -> escaped.append("\\textgreater{}");
      case '|' -> escaped.append("\\textbar{}");
      case '`' -> escaped.append("\\textasciigrave{}");
      case '\'' -> escaped.append("\\textquotesingle{}");
      // The name of this mark exists in some font encodings only; its number does in all.
      case '"' -> escaped.append("\\symbol{34}");
      case '{', '}', '$', '&', '#', '%', '_' -> escaped.append('\\').appendCodePoint(codePoint);
      // At the start of a row these would be arguments of the end of the row before.
      case '[', '*' -> escaped.append('{').appendCodePoint(codePoint).append('}');
      // Two hyphens would become a dash.
      case '-' -> escaped.append(endsWithHyphen(escaped) ? "{}-" : "-");
      default -> escaped.appendCodePoint(codePoint);
    }
  }

  private static boolean endsWithHyphen(StringBuilder text) {
    return !text.isEmpty() && text.charAt(text.length() - 1) == '-';
  }
}
