package assay.reports.text;

import assay.results.text.Escapes;
import assay.results.text.HiddenCharacters;

/// Makes characters visible that change how other characters are shown.
public final class VisibleText {
  private VisibleText() {}

  /// Returns whether the character does not show what it is ([HiddenCharacters]).
  public static boolean hidden(int codePoint) {
    return HiddenCharacters.hidden(codePoint);
  }

  /// Returns the text in one line, with each hidden character as `<U+202E>`.
  public static String oneLine(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            each -> {
              if (each == '\n' || each == '\t') {
                visible.append(' ');
              } else if (hidden(each)) {
                visible.append(Escapes.name(each));
              } else {
                visible.appendCodePoint(each);
              }
            });
    return visible.toString();
  }
}
