package assay.reports.chart;

import assay.reports.run.Estimate;
import assay.reports.text.Figures;
import java.util.List;
import java.util.stream.Collectors;

/// What pictures show, in words: for readers who do not see them.
final class Descriptions {
  /// A listener has no use for more; all figures stand in the table beside the picture.
  private static final int MOST = 24;

  private Descriptions() {}

  /// Returns a name with its figure, such as `law 51.20 (48.10 – 54.20)`.
  static String of(String name, Estimate estimate, boolean difference) {
    if (estimate.value().isEmpty()) {
      return name + " not measured";
    }
    double value = estimate.value().getAsDouble();
    String interval =
        estimate
            .interval()
            .map(each -> difference ? Figures.points(each) : Figures.percent(each))
            .map(each -> " (" + each + ")")
            .orElse("");
    return name + " " + (difference ? Figures.points(value) : Figures.percent(value)) + interval;
  }

  /// Returns the first of many parts, and how many more there are.
  static String of(List<String> parts) {
    String first = parts.stream().limit(MOST).collect(Collectors.joining("; "));
    int more = parts.size() - MOST;
    return more > 0 ? "%s; and %d more".formatted(first, more) : first;
  }
}
