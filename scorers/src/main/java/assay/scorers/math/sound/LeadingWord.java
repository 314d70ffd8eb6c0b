package assay.scorers.math.sound;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Answers of one word that decides, with more behind it: "Yes, it converges" beside "Yes".
///
/// Only yes, no, true, false and choice letters decide, and only before a mark or a reason: "No
/// solution" is not "No".
final class LeadingWord {
  private static final Set<String> DECIDING = Set.of("yes", "no", "true", "false");
  private static final Set<String> MARKS =
      Set.of(",", ".", ";", ":", "!", " -", " –", "—", " because", " since");

  private static final Pattern OTHER_LETTER = Pattern.compile("(?<![A-Za-z])[B-HJ](?![A-Za-z'])");
  private static final Pattern MARKUP =
      Pattern.compile("\\\\(?:text|textbf|mathrm|mbox)\\{|[{}$*]");

  private LeadingWord() {}

  /// Returns whether one of two texts is the word that the other begins with.
  static boolean same(String left, String right) {
    return decides(TextForm.of(left), right) || decides(TextForm.of(right), left);
  }

  private static boolean decides(String word, String whole) {
    String text = MARKUP.matcher(whole).replaceAll("").strip();
    boolean letter = word.length() == 1 && word.charAt(0) >= 'A' && word.charAt(0) <= 'J';
    if (!letter && !DECIDING.contains(word)) {
      return false;
    }
    String start = letter ? text : text.toLowerCase(Locale.ROOT);
    for (String opening : letter ? new String[] {word, "(" + word + ")"} : new String[] {word}) {
      if (start.startsWith(opening)) {
        String rest = start.substring(opening.length());
        boolean ends =
            MARKS.stream().anyMatch(rest::startsWith)
                || (opening.length() == 3 && letter && rest.startsWith(" "));
        return ends && !(letter && OTHER_LETTER.matcher(rest).find());
      }
    }
    return false;
  }
}
