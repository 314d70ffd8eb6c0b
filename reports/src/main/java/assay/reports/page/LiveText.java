package assay.reports.page;

import assay.reports.text.Figures;
import java.util.Locale;

/// How fast a served run goes, in words.
public final class LiveText {
  private LiveText() {}

  /// Returns a rate, such as `3.2 / s` or `4.5 / min`.
  public static String rate(double perSecond) {
    return perSecond >= 1
        ? String.format(Locale.ROOT, "%.1f / s", perSecond)
        : String.format(Locale.ROOT, "%.1f / min", 60 * perSecond);
  }

  /// Returns how long the rest takes at this rate, such as `1:02:03`, or a dash where nothing
  /// comes.
  ///
  /// @param missing attempts still to be made
  public static String remaining(long missing, double perSecond) {
    if (missing <= 0 || perSecond <= 0) {
      return Figures.NONE;
    }
    long seconds = Math.round(missing / perSecond);
    return seconds >= 3600
        ? String.format(
            Locale.ROOT, "%,d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }
}
