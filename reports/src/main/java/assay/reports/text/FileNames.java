package assay.reports.text;

import java.util.Locale;

/// Names of files and of their columns, made of any text.
public final class FileNames {
  private FileNames() {}

  /// Returns a text in lower case that is fit for a file's name.
  public static String of(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /// Returns a text in its own case that is fit for the end of a file's name.
  public static String end(String text) {
    return text.replaceAll("[^A-Za-z0-9]+", "-");
  }

  /// Returns a text as the name of a column, in snake case.
  public static String column(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }
}
