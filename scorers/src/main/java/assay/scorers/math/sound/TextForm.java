package assay.scorers.math.sound;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The normal form in which answers that are no mathematics are compared.
///
/// Text groups, math delimiters and one pair of outer braces are unwrapped, white space is kept
/// only between two word characters and there as one space, a final dot goes, one letter in
/// parentheses is that letter, and words are compared without regard to case; single letters keep
/// theirs.
final class TextForm {
  private static final Pattern GROUPS =
      Pattern.compile("\\\\(?:text|textbf|textit|textrm|textnormal|mbox|mathrm|operatorname)\\{");
  private static final Pattern SILENT =
      Pattern.compile("\\\\(?:left|right|displaystyle|quad|qquad)(?![A-Za-z])|\\\\[,;:! ()\\[\\]]");

  private static final List<String> OPENINGS = List.of("an ", "a ", "the ", "option ", "choice ");

  private TextForm() {}

  /// Returns the normal form. Linear in the length of the text.
  static String of(String text) {
    String plain =
        SILENT.matcher(text.replace("$", "").replace("\"", "").replace("**", "")).replaceAll(" ");
    plain = collapse(withoutOuterBraces(unwrap(plain)));
    plain = plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    if (plain.length() == 3 && plain.charAt(0) == '(' && plain.charAt(2) == ')') {
      plain = plain.substring(1, 2);
    }
    if (plain.length() == 2 && plain.charAt(1) == ')') {
      plain = plain.substring(0, 1);
    }
    return plain.length() == 1 ? plain : withoutOpening(plain.toLowerCase(Locale.ROOT), plain);
  }

  /// Takes off an article, or the word before a choice letter, which keeps its case.
  private static String withoutOpening(String lower, String plain) {
    for (String word : OPENINGS) {
      if (lower.startsWith(word) && lower.length() > word.length()) {
        String rest = lower.substring(word.length());
        return rest.length() == 1 ? plain.substring(word.length()) : rest;
      }
    }
    return lower;
  }

  /// Deletes text commands and their braces; a group that does not close stays.
  private static String unwrap(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean[] dropped = new boolean[text.length()];
    Deque<Boolean> open = new ArrayDeque<>();
    Matcher groups = GROUPS.matcher(text);
    int next = groups.find() ? groups.start() : text.length();
    for (int index = 0; index < text.length(); index++) {
      if (index == next) {
        Arrays.fill(dropped, groups.start(), groups.end(), true);
        open.push(true);
        index = groups.end() - 1;
        next = groups.find() ? groups.start() : text.length();
      } else if (text.charAt(index) == '{') {
        open.push(false);
      } else if (text.charAt(index) == '}' && !open.isEmpty()) {
        dropped[index] = open.pop();
      }
    }
    for (int index = 0; index < text.length(); index++) {
      if (!dropped[index]) {
        out.append(text.charAt(index));
      }
    }
    return out.toString();
  }

  /// Takes off one pair of braces around the whole text, in which there are no others.
  private static String withoutOuterBraces(String text) {
    String trimmed = text.strip();
    boolean enclosed =
        trimmed.length() > 2
            && trimmed.lastIndexOf('{') == 0
            && trimmed.indexOf('}') == trimmed.length() - 1;
    return enclosed ? trimmed.substring(1, trimmed.length() - 1) : text;
  }

  private static String collapse(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean spaced = false;
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (Character.isWhitespace(character)) {
        spaced = true;
      } else {
        boolean words = !out.isEmpty() && word(out.charAt(out.length() - 1)) && word(character);
        out.append(spaced && words ? " " : "").append(character);
        spaced = false;
      }
    }
    return out.toString();
  }

  private static boolean word(char character) {
    return Character.isLetterOrDigit(character) || character == '.' || character == ',';
  }
}
