package assay.reports.chart;

import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The colours of a chart and its letters.
///
/// @param ink texts, and lines that mean something besides the data
/// @param grid lines that help to read
/// @param accent the data
/// @param band what is left open
/// @param pale data that stand back
/// @param second data of another kind
/// @param models the colours of models, by their numbers
/// @param font of all texts
record ChartStyle(
    Color ink,
    Color grid,
    Color accent,
    Color band,
    Color pale,
    Color second,
    List<Color> models,
    Font font) {
  ChartStyle {
    models = List.copyOf(models);
  }

  private static final int FIRST_MODEL = 7;

  /// Placeholders that [ChartSvg] turns into the page's colours, so that one picture serves light
  /// and dark.
  static final ChartStyle PAGE =
      new ChartStyle(
          new Color(1, 1, 1),
          new Color(2, 2, 2),
          new Color(3, 3, 3),
          new Color(4, 4, 4),
          new Color(5, 5, 5),
          new Color(6, 6, 6),
          placeholders(),
          new PageFont());

  /// The colours of a picture file, and the machine's own letters. Models have those of M. Okabe
  /// and K. Ito, "Color Universal Design" (2008), which can be told apart with any colour vision;
  /// its yellow is darker here, to be seen on white.
  static final ChartStyle PRINT =
      new ChartStyle(
          new Color(0x4a4f56),
          new Color(0xdcdcd7),
          new Color(0x1f5fa8),
          new Color(0xc9d9ea),
          new Color(0x9db8d6),
          new Color(0xa8741a),
          Stream.of(0x0072b2, 0xd55e00, 0x009e73, 0xb65f8f, 0xc98a00, 0x3a97d0, 0x3a3f45, 0x9c9000)
              .map(Color::new)
              .toList(),
          new Font(Font.SANS_SERIF, Font.PLAIN, PageFont.SIZE));

  private static List<Color> placeholders() {
    return IntStream.range(0, Marks.COLOURS)
        .mapToObj(i -> new Color(FIRST_MODEL + i, FIRST_MODEL + i, FIRST_MODEL + i))
        .toList();
  }

  /// Returns the colour of a model by its number.
  Color model(int number) {
    return models.get(number % models.size());
  }

  /// Returns the colour of a number, from 0 for invisible to 1 for the whole colour.
  Color shade(double strength) {
    int alpha = (int) Math.round(255 * Math.clamp(strength, 0.0, 1.0));
    return new Color(accent.getRed(), accent.getGreen(), accent.getBlue(), alpha);
  }
}
