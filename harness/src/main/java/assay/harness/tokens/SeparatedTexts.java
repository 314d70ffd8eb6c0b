package assay.harness.tokens;

import java.util.ArrayList;
import java.util.List;

/// Splits a file's text into several.
public final class SeparatedTexts {
  private SeparatedTexts() {}

  /// Returns the texts between separators; one at the end begins no further text.
  ///
  /// @param separator in which `\n`, `\t` and `\\` stand for themselves escaped
  public static List<String> of(String whole, String separator) {
    String mark = unescape(separator);
    List<String> texts = new ArrayList<>();
    int start = 0;
    for (int at = whole.indexOf(mark); at >= 0; at = whole.indexOf(mark, start)) {
      texts.add(whole.substring(start, at));
      start = at + mark.length();
    }
    if (start < whole.length()) {
      texts.add(whole.substring(start));
    }
    return texts;
  }

  private static String unescape(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        plain.append(
            switch (text.charAt(i)) {
              case 'n' -> "\n";
              case 't' -> "\t";
              case '\\' -> "\\";
              default -> "\\" + text.charAt(i);
            });
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
