package assay.reports.chart;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.Locale;

/// The marks by which models are told apart in every picture and table, beside their colours: their
/// shapes differ too, for print and for readers who see no colours.
///
/// Eight colours and seven shapes give 56 models marks of their own.
public final class Marks {
  /// How many colours there are.
  public static final int COLOURS = 8;

  private static final double RADIUS = 4;
  private static final double[][] POLYGONS = {
    {-1, -1, 1, -1, 1, 1, -1, 1},
    {0, -1.35, 1.35, 0, 0, 1.35, -1.35, 0},
    {0, -1.3, 1.25, 0.95, -1.25, 0.95},
    {0, 1.3, 1.25, -0.95, -1.25, -0.95},
    {
      -0.45, -1.3, 0.45, -1.3, 0.45, -0.45, 1.3, -0.45, 1.3, 0.45, 0.45, 0.45, 0.45, 1.3, -0.45,
      1.3, -0.45, 0.45, -1.3, 0.45, -1.3, -0.45, -0.45, -0.45
    },
    {
      -1.3, -0.7, -0.7, -1.3, 0, -0.6, 0.7, -1.3, 1.3, -0.7, 0.6, 0, 1.3, 0.7, 0.7, 1.3, 0, 0.6,
      -0.7, 1.3, -1.3, 0.7, -0.6, 0
    },
  };

  private Marks() {}

  /// Returns the shape of a model around the origin.
  static Shape shape(int model) {
    int number = model % (POLYGONS.length + 1);
    if (number == 0) {
      return new Ellipse2D.Double(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS);
    }
    double[] corners = POLYGONS[number - 1];
    Path2D path = new Path2D.Double();
    path.moveTo(RADIUS * corners[0], RADIUS * corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(RADIUS * corners[i], RADIUS * corners[i + 1]);
    }
    path.closePath();
    return path;
  }

  /// Returns the colour of a model, by the name that a page's style has for it.
  public static String colour(int model) {
    return "var(--model-%d)".formatted(model % COLOURS);
  }

  /// Returns the mark of a model as an `<svg>` for the text of a page; the name beside it says what
  /// it stands for.
  public static String svg(int model) {
    StringBuilder path = new StringBuilder();
    double[] at = new double[6];
    for (PathIterator each = shape(model).getPathIterator(null); !each.isDone(); each.next()) {
      switch (each.currentSegment(at)) {
        case PathIterator.SEG_MOVETO -> append(path, 'M', at, 2);
        case PathIterator.SEG_LINETO -> append(path, 'L', at, 2);
        case PathIterator.SEG_CUBICTO -> append(path, 'C', at, 6);
        case PathIterator.SEG_CLOSE -> path.append('Z');
        default -> throw new IllegalStateException("marks have straight lines and cubic ones only");
      }
    }
    return ("<svg class=\"mark\" viewBox=\"-6 -6 12 12\" width=\"12\" height=\"12\""
            + " aria-hidden=\"true\"><path d=\"%s\" style=\"fill:%s\"/></svg>")
        .formatted(path, colour(model));
  }

  private static void append(StringBuilder path, char command, double[] at, int numbers) {
    path.append(command);
    for (int i = 0; i < numbers; i++) {
      path.append(i == 0 ? "" : " ").append(String.format(Locale.ROOT, "%.1f", at[i]));
    }
  }
}
