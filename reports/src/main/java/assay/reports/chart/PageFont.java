package assay.reports.chart;

import assay.reports.text.DisplayWidth;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.text.AttributedCharacterIterator.Attribute;
import java.util.Locale;
import java.util.Map;

/// The letters of a page: a name and widths, without a font of this machine.
///
/// [Font] answers every question by loading the machine's fonts, which fails where none is
/// installed, as in many containers, and differs elsewhere. Charts are laid out by these widths
/// instead, which are those of common sans-serif fonts, and [ChartSvg] holds the reader's font to
/// them.
final class PageFont extends Font {
  static final int SIZE = 13;

  private static final long serialVersionUID = 1L;
  private static final float ASCENT = 0.93f * SIZE;
  private static final float DESCENT = 0.24f * SIZE;
  private static final String NARROW = "ijl.,:;'|!";
  private static final String HALF = " ftrI()[]/\\-\"`";
  private static final String BROAD = "mwMW%@—…";

  PageFont() {
    super(SANS_SERIF, PLAIN, SIZE);
  }

  /// Returns the width of a text, in user units.
  static double width(String text) {
    return SIZE * text.codePoints().mapToDouble(PageFont::ems).sum();
  }

  private static double ems(int codePoint) {
    if (NARROW.indexOf(codePoint) >= 0) {
      return 0.28;
    }
    if (HALF.indexOf(codePoint) >= 0) {
      return 0.36;
    }
    if (BROAD.indexOf(codePoint) >= 0) {
      return 0.92;
    }
    int cells = DisplayWidth.of(Character.toString(codePoint));
    return cells == 1 && Character.isUpperCase(codePoint) ? 0.7 : 0.58 * cells;
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

  @Override
  public LineMetrics getLineMetrics(String text, FontRenderContext context) {
    return new PageLine(text.length());
  }

  /// Returns the widths and heights as JFreeChart asks for them.
  FontMetrics metrics() {
    return new PageMetrics(this);
  }

  private static final class PageMetrics extends FontMetrics {
    private static final long serialVersionUID = 1L;

    PageMetrics(Font font) {
      super(font);
    }

    @Override
    public int stringWidth(String text) {
      return (int) Math.ceil(width(text));
    }

    @Override
    public int getAscent() {
      return Math.round(ASCENT);
    }

    @Override
    public int getDescent() {
      return Math.round(DESCENT);
    }

    @Override
    public int getHeight() {
      return getAscent() + getDescent();
    }
  }

  private static final class PageLine extends LineMetrics {
    private final int length;

    PageLine(int length) {
      this.length = length;
    }

    @Override
    public int getNumChars() {
      return length;
    }

    @Override
    public float getAscent() {
      return ASCENT;
    }

    @Override
    public float getDescent() {
      return DESCENT;
    }

    @Override
    public float getLeading() {
      return 0;
    }

    @Override
    public float getHeight() {
      return ASCENT + DESCENT;
    }

    @Override
    public int getBaselineIndex() {
      return ROMAN_BASELINE;
    }

    @Override
    public float[] getBaselineOffsets() {
      return new float[] {0, 0, 0};
    }

    @Override
    public float getStrikethroughOffset() {
      return 0;
    }

    @Override
    public float getStrikethroughThickness() {
      return 0;
    }

    @Override
    public float getUnderlineOffset() {
      return 0;
    }

    @Override
    public float getUnderlineThickness() {
      return 0;
    }
  }
}
