package assay.reports.text;

/// Escapes text for Markdown.
public final class Markdown {
  private Markdown() {}

  /// Returns text that Markdown shows as it is, in one line.
  public static String escape(String text) {
    return VisibleText.oneLine(text).replaceAll("[\\\\`*_\\[\\]<>|#~&$]", "\\\\$0");
  }
}
