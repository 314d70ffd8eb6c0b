package assay.scorers.choice;

import assay.results.Completion;
import assay.results.Reasoning;
import assay.scorers.PythonText;
import java.util.Arrays;
import java.util.Optional;

/// A completion, read once for what the published rules look at: every occurrence of `nswer` in any
/// case, and the last letter A to J that stands alone.
///
/// All rules of [ChoiceScorer] work on the same scan, so that the text is read once however many
/// rules judge it. A rule then looks only at what follows the occurrences; what two of them look at
/// overlaps by a constant at most, so that all rules together stay linear in the length.
///
/// Case is Python's under `re.IGNORECASE`, for which the long s (U+017F) is an s.
public final class ScannedText {
  static final int PHRASE = "nswer".length();

  private final CharSequence text;
  private final int[] phrases;
  private final int lastLoneLetter;
  private final boolean bold;

  private final Optional<Reasoning> reasoning;

  private ScannedText(
      CharSequence text,
      Optional<Reasoning> reasoning,
      int[] phrases,
      int lastLoneLetter,
      boolean bold) {
    this.text = text;
    this.reasoning = reasoning;
    this.phrases = phrases;
    this.lastLoneLetter = lastLoneLetter;
    this.bold = bold;
  }

  /// Returns the scan of a completion's text, with where the completion thinks.
  public static ScannedText of(Completion completion) {
    return of(completion.text(), Optional.of(completion.reasoning()));
  }

  /// Returns the scan of a text, which must not change afterwards and alone tells where it thinks.
  public static ScannedText of(CharSequence text) {
    return of(text, Optional.empty());
  }

  private static ScannedText of(CharSequence text, Optional<Reasoning> reasoning) {
    int[] phrases = new int[8];
    int count = 0;
    int lone = -1;
    boolean bold = false;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == 'n' || c == 'N') {
        if (phraseAt(text, i)) {
          phrases = count == phrases.length ? Arrays.copyOf(phrases, 2 * count) : phrases;
          phrases[count++] = i;
        }
      } else if (c >= 'A' && c <= 'J') {
        lone = PythonText.wordBefore(text, i) || PythonText.wordAt(text, i + 1) ? lone : i;
      } else if (c == '*') {
        bold = bold || (i > 0 && text.charAt(i - 1) == '*');
      }
    }
    return new ScannedText(text, reasoning, Arrays.copyOf(phrases, count), lone, bold);
  }

  private static boolean phraseAt(CharSequence text, int index) {
    return index + PHRASE <= text.length()
        && (isLetter(text.charAt(index + 1), 's') || text.charAt(index + 1) == '\u017f')
        && isLetter(text.charAt(index + 2), 'w')
        && isLetter(text.charAt(index + 3), 'e')
        && isLetter(text.charAt(index + 4), 'r');
  }

  /// Returns whether the character is that ASCII letter, given in lower case, in either case.
  static boolean isLetter(char c, char lower) {
    return (c | 0x20) == lower;
  }

  /// Returns the text itself.
  public CharSequence text() {
    return text;
  }

  /// Returns where the text thinks. The published rules read thoughts like all else and never ask.
  Reasoning reasoning() {
    return reasoning.orElseGet(() -> Reasoning.of(text.toString()));
  }

  /// Returns how often `nswer` occurs.
  int phrases() {
    return phrases.length;
  }

  /// Returns the index of the n of one occurrence of `nswer`, in the order of the text.
  int phrase(int number) {
    return phrases[number];
  }

  /// Returns the index of the last letter A to J without a word character on either side, or -1.
  int lastLoneLetter() {
    return lastLoneLetter;
  }

  /// Returns whether `**` occurs.
  boolean bold() {
    return bold;
  }

  int length() {
    return text.length();
  }

  /// Returns the character, or NUL outside the text.
  char at(int index) {
    return index >= 0 && index < text.length() ? text.charAt(index) : '\0';
  }

  /// Returns the index of the first character at or after the index that is no white space.
  int skipSpace(int index) {
    int at = index;
    while (at < text.length() && PythonText.isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /// Returns whether these very characters stand at the index.
  boolean holds(int index, String characters) {
    if (index < 0 || index + characters.length() > text.length()) {
      return false;
    }
    for (int i = 0; i < characters.length(); i++) {
      if (text.charAt(index + i) != characters.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// Returns whether the index holds one of the ten letters A to J.
  boolean letterAt(int index) {
    char c = at(index);
    return c >= 'A' && c <= 'J';
  }
}
