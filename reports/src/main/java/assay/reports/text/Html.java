package assay.reports.text;

import java.util.Locale;

/// Escapes text for HTML.
public final class Html {
  private Html() {}

  /// Returns the text for the content of an element or for a quoted attribute; hidden characters
  /// become visible.
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(each -> append(escaped, each));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int codePoint) {
    switch (codePoint) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      default -> {
        if (VisibleText.hidden(codePoint)) {
          escaped.append(String.format(Locale.ROOT, "&lt;U+%04X&gt;", codePoint));
        } else {
          escaped.appendCodePoint(codePoint);
        }
      }
    }
  }
}
