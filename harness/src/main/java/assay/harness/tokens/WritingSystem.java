package assay.harness.tokens;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// The script that a text is written in, which is not its language: German and French are both
/// Latin.
public final class WritingSystem {
  /// What a text without letters counts as.
  static final String NONE = "none";

  /// Scripts that put no blanks between words.
  private static final Set<String> WITHOUT_BLANKS =
      Set.of("HAN", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", NONE);

  private WritingSystem() {}

  /// Returns the script of most of a text's letters, by its Unicode name; of several as frequent
  /// the first by that name.
  public static String of(String text) {
    Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
    text.codePoints()
        .filter(Character::isLetter)
        .mapToObj(UnicodeScript::of)
        .filter(script -> script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED)
        .forEach(script -> letters.merge(script, 1, Integer::sum));
    String most = NONE;
    int count = 0;
    for (Map.Entry<UnicodeScript, Integer> each : letters.entrySet()) {
      String name = each.getKey().name();
      if (each.getValue() > count || (each.getValue() == count && name.compareTo(most) < 0)) {
        most = name;
        count = each.getValue();
      }
    }
    return most;
  }

  /// Returns whether words can be counted by the blanks between them.
  public static boolean hasWords(String script) {
    return !WITHOUT_BLANKS.contains(script);
  }
}
