package assay.reports.text;

/// Texts that may be longer than there is room for.
public final class Clipping {
  private Clipping() {}

  /// Returns a text, or its beginning and an ellipsis where it is longer than `most` chars. No
  /// character is cut in half.
  ///
  /// @param most at least 1
  public static String of(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean half = Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, half ? most - 1 : most) + "…";
  }
}
