package assay.harness.endpoint;

import assay.reports.text.VisibleText;

/// What a server said, in a form that a message can hold.
final class Quotation {
  private static final int LONGEST = 80;

  private Quotation() {}

  /// Returns the beginning of a text between quotation marks, with hidden characters named.
  static String of(String said) {
    int end = said.offsetByCodePoints(0, Math.min(LONGEST, said.codePointCount(0, said.length())));
    return "'"
        + VisibleText.oneLine(said.substring(0, end))
        + (end < said.length() ? "..." : "")
        + "'";
  }
}
