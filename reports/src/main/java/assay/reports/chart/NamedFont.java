package assay.reports.chart;

import java.awt.Font;
import java.text.AttributedCharacterIterator.Attribute;
import java.util.Locale;
import java.util.Map;

/// A font that is only a name.
///
/// Batik asks the current font for its family even when no text is drawn. [Font] answers by loading
/// the machine's fonts, which fails where none is installed, as in many containers.
final class NamedFont extends Font {
  private static final long serialVersionUID = 1L;

  NamedFont() {
    super(SANS_SERIF, PLAIN, 12);
  }

  @Override
  public String getFamily() {
    return name;
  }

  @Override
  public String getFamily(Locale locale) {
    return name;
  }

  @Override
  public Font deriveFont(Map<? extends Attribute, ?> attributes) {
    return this;
  }
}
