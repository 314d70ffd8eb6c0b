package assay.scorers.code.sandbox.compile;

import java.util.ArrayList;
import java.util.List;

/// Cuts a Java text into words: identifiers and keywords whole, every other character alone;
/// without comments, strings, characters and white space.
final class JavaWords {
  private static final String BLOCK = "\"\"\"";

  private final String text;
  private final List<String> words = new ArrayList<>();
  private int at;

  private JavaWords(String text) {
    this.text = text;
  }

  static List<String> of(String text) {
    JavaWords words = new JavaWords(text);
    while (words.at < text.length()) {
      words.next();
    }
    return List.copyOf(words.words);
  }

  private void next() {
    char c = text.charAt(at);
    if (text.startsWith("//", at)) {
      skipTo("\n");
    } else if (text.startsWith("/*", at)) {
      at += 2;
      skipTo("*/");
    } else if (text.startsWith(BLOCK, at)) {
      at += BLOCK.length();
      skipLiteral(BLOCK, false);
    } else if (c == '"' || c == '\'') {
      at++;
      skipLiteral(String.valueOf(c), true);
    } else if (Character.isJavaIdentifierStart(c)) {
      int start = at;
      while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
        at++;
      }
      words.add(text.substring(start, at));
    } else {
      if (!Character.isWhitespace(c)) {
        words.add(String.valueOf(c));
      }
      at++;
    }
  }

  private void skipTo(String end) {
    int found = text.indexOf(end, at);
    at = found < 0 ? text.length() : found + end.length();
  }

  /// Skips to behind the end of a literal; one of a single line also ends with its line.
  private void skipLiteral(String end, boolean oneLine) {
    while (at < text.length() && !text.startsWith(end, at)) {
      if (oneLine && text.charAt(at) == '\n') {
        return;
      }
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(text.length(), at + end.length());
  }
}
