package assay.reports.chart;

import assay.reports.text.VisibleText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Names as a chart has room for them.
final class ChartNames {
  /// In code points.
  private static final int LONGEST = 30;

  private static final String GAP = "…";

  private ChartNames() {}

  /// Returns the names, cut; where long ones are the same then, their numbers in the list, from 1,
  /// tell them apart.
  static List<String> of(List<String> names) {
    return of(names, LONGEST);
  }

  /// Returns the names, cut to so many code points.
  static List<String> of(List<String> names, int longest) {
    List<String> cut = names.stream().map(name -> cut(name, Math.min(longest, LONGEST))).toList();
    List<String> distinct = new ArrayList<>();
    for (int i = 0; i < cut.size(); i++) {
      String name = cut.get(i);
      boolean shared = !name.equals(names.get(i)) && Collections.frequency(cut, name) > 1;
      distinct.add(shared ? "%d: %s".formatted(i + 1, name) : name);
    }
    return List.copyOf(distinct);
  }

  /// Returns a name in one line; a long one loses its middle, because names of models and runs
  /// differ at their beginning or at their end.
  static String cut(String text) {
    return cut(text, LONGEST);
  }

  private static String cut(String text, int longest) {
    String name = VisibleText.oneLine(text);
    if (name.codePointCount(0, name.length()) <= longest) {
      return name;
    }
    int end = (longest - GAP.length()) / 2;
    int start = longest - GAP.length() - end;
    return name.substring(0, name.offsetByCodePoints(0, start))
        + GAP
        + name.substring(name.offsetByCodePoints(name.length(), -end));
  }
}
