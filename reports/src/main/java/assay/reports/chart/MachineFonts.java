package assay.reports.chart;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;

/// Whether this machine can draw text into a picture.
public final class MachineFonts {
  private MachineFonts() {}

  /// Returns whether at least one font is installed. Many containers have none.
  public static boolean present() {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    try {
      return new TextLayout("x", font, new FontRenderContext(null, true, true)).getAdvance() > 0;
    } catch (RuntimeException | InternalError | LinkageError e) {
      // Java has no way to ask; its font code fails in one of these ways (JDK 25: "Fontconfig head
      // is null").
      return false;
    }
  }
}
