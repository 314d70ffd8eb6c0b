package assay.reports.section;

import assay.reports.chart.Picture;
import java.util.function.Supplier;

/// A picture, which is drawn where somebody asks for it.
///
/// @param name of its file, without ending
/// @param caption beside it in the page
/// @param title in the file, which stands alone
/// @param picture draws it
public record Drawing(String name, String caption, String title, Supplier<Picture> picture) {

  /// Returns a picture whose caption says enough everywhere.
  static Drawing of(String name, String title, Supplier<Picture> picture) {
    return new Drawing(name, title, title, picture);
  }
}
