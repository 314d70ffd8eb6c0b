package assay.scorers.math.sound;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whole numbers in English words, such as "twenty-one" or "three hundred and five".
final class SpelledNumbers {
  private static final List<String> SMALL =
      List.of(
          "zero",
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen");
  private static final List<String> TENS =
      List.of("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
  private static final Map<String, Long> SCALES =
      Map.of("thousand", 1000L, "million", 1_000_000L, "billion", 1_000_000_000L);

  private SpelledNumbers() {}

  /// Returns the number, or empty where the text is anything else.
  static Optional<Long> read(String text) {
    if (text.isEmpty() || text.length() > 100 || !Character.isLetter(text.charAt(0))) {
      return Optional.empty();
    }
    long total = 0;
    long group = -1;
    long scaleBefore = Long.MAX_VALUE;
    for (String word : text.replace('-', ' ').replace(" and ", " ").split(" +", -1)) {
      Long scale = SCALES.get(word);
      if (scale != null) {
        if (group <= 0 || scale >= scaleBefore) {
          return Optional.empty();
        }
        total += group * scale;
        scaleBefore = scale;
        group = -1;
      } else {
        group = extended(group, word);
        if (group < 0) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(total + Math.max(group, 0));
  }

  /// Returns the number below a thousand with one more word, or -1 where the word does not fit.
  private static long extended(long group, String word) {
    if (word.equals("hundred")) {
      return group > 0 && group < 10 ? group * 100 : -1;
    }
    long free = Math.max(group, 0);
    int small = SMALL.indexOf(word);
    if (small >= 0) {
      boolean afterTens = small > 0 && small < 10 && free % 100 >= 20 && free % 10 == 0;
      boolean fits = group < 0 || (small > 0 && ((free % 100 == 0 && free > 0) || afterTens));
      return fits ? free + small : -1;
    }
    int tens = TENS.indexOf(word);
    boolean fits = tens >= 2 && (group < 0 || (free > 0 && free % 100 == 0));
    return fits ? free + 10L * tens : -1;
  }
}
