package assay.scorers.math;

import assay.scorers.PythonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// The words that Qwen2.5-Math deletes from answers as units, single letters among them.
///
/// Each word of the list, and then each with a plural s, is deleted where a non-word character or
/// an end of the text stands on either side; the whole list is applied twice. A dot in a word
/// stands for any character, because the original uses the words as regular expressions.
///
/// Source: QwenLM/Qwen2.5-Math at a45202b, `evaluation/parser.py`, `unit_texts` and `strip_string`.
final class QwenUnits {
  private static final String RESOURCE = "qwen-units.txt";

  private final List<String> words;

  private QwenUnits(List<String> words) {
    this.words = words;
  }

  /// Returns the published list.
  static QwenUnits load() {
    try (InputStream in = QwenUnits.class.getResourceAsStream(RESOURCE);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<String> singular = reader.lines().toList();
      List<String> plural = singular.stream().map(word -> word + "s").toList();
      return new QwenUnits(Stream.concat(singular.stream(), plural.stream()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the text without units; a deletion that would leave nothing is not made.
  String drop(String text) {
    String out = text;
    for (int round = 0; round < 2; round++) {
      for (String word : words) {
        String shorter = delete(out, word);
        out = shorter.isEmpty() ? out : shorter;
      }
    }
    return out;
  }

  private static String delete(String text, String word) {
    int literal = word.indexOf('.') < 0 ? word.length() : word.indexOf('.');
    String head = word.substring(0, literal);
    StringBuilder out = null;
    int copied = 0;
    int free = 0;
    for (int at = text.indexOf(head); at >= 0; at = text.indexOf(head, at + 1)) {
      int end = matchEnd(text, at + literal, word, literal);
      if (end >= 0 && startsFree(text, at, free) && !PythonText.wordAt(text, end)) {
        out = out == null ? new StringBuilder(text.length()) : out;
        out.append(text, copied, at);
        copied = end;
        free = end < text.length() ? end + Character.charCount(text.codePointAt(end)) : end;
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  /// Returns whether a non-word character that no earlier match has used precedes the index, or the
  /// text begins there.
  private static boolean startsFree(String text, int at, int free) {
    if (at == 0) {
      return true;
    }
    int before = text.codePointBefore(at);
    return !PythonText.isWord(before) && at - Character.charCount(before) >= free;
  }

  private static int matchEnd(String text, int from, String word, int literal) {
    int at = from;
    for (int index = literal; index < word.length(); index++) {
      if (at >= text.length()
          || (word.charAt(index) != '.' && word.charAt(index) != text.charAt(at))) {
        return -1;
      }
      at += word.charAt(index) == '.' ? Character.charCount(text.codePointAt(at)) : 1;
    }
    return at;
  }
}
