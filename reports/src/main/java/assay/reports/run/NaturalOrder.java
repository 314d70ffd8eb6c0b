package assay.reports.run;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The order in which people expect the values of a facet: `easy` before `hard`, `Level 2` before
/// `Level 10`, everything else by the alphabet.
public final class NaturalOrder implements Comparator<String> {
  private static final List<String> DIFFICULTIES = List.of("easy", "medium", "hard");
  private static final Pattern TRAILING_NUMBER = Pattern.compile("(\\D*)(\\d{1,18})");
  private static final Comparator<String> TEXT =
      String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

  @Override
  public int compare(String left, String right) {
    int leftDifficulty = DIFFICULTIES.indexOf(left.toLowerCase(Locale.ROOT));
    int rightDifficulty = DIFFICULTIES.indexOf(right.toLowerCase(Locale.ROOT));
    if (leftDifficulty >= 0 && rightDifficulty >= 0 && leftDifficulty != rightDifficulty) {
      return Integer.compare(leftDifficulty, rightDifficulty);
    }
    Matcher leftNumber = TRAILING_NUMBER.matcher(left);
    Matcher rightNumber = TRAILING_NUMBER.matcher(right);
    if (leftNumber.matches() && rightNumber.matches()) {
      int byWord = TEXT.compare(leftNumber.group(1), rightNumber.group(1));
      int byNumber =
          Long.compare(Long.parseLong(leftNumber.group(2)), Long.parseLong(rightNumber.group(2)));
      return byWord != 0 ? byWord : byNumber != 0 ? byNumber : TEXT.compare(left, right);
    }
    return TEXT.compare(left, right);
  }
}
