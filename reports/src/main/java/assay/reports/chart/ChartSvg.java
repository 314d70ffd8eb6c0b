package assay.reports.chart;

import assay.reports.text.Html;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.geom.Rectangle2D;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/// Turns a chart into an SVG element for the inside of a page.
///
/// Batik records what JFreeChart draws; this class writes the recorded elements with the page's
/// colours, without the many attributes that only repeat a default.
public final class ChartSvg {
  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final Map<Color, String> COLOURS = colours();
  private static final Set<String> KEPT =
      Set.of(
          "x",
          "y",
          "x1",
          "y1",
          "x2",
          "y2",
          "cx",
          "cy",
          "r",
          "rx",
          "ry",
          "width",
          "height",
          "d",
          "points",
          "transform",
          "stroke-width",
          "stroke-dasharray",
          "stroke-opacity",
          "fill-opacity",
          "stroke-linecap");

  private ChartSvg() {}

  private static Map<Color, String> colours() {
    Map<Color, String> colours = new HashMap<>();
    colours.put(ChartStyle.PAGE.ink(), "var(--chart-ink)");
    colours.put(ChartStyle.PAGE.grid(), "var(--chart-grid)");
    colours.put(ChartStyle.PAGE.accent(), "var(--accent)");
    colours.put(ChartStyle.PAGE.band(), "var(--chart-band)");
    colours.put(ChartStyle.PAGE.pale(), "var(--chart-pale)");
    colours.put(ChartStyle.PAGE.second(), "var(--no-answer)");
    for (int i = 0; i < Marks.COLOURS; i++) {
      colours.put(ChartStyle.PAGE.model(i), Marks.colour(i));
    }
    return Map.copyOf(colours);
  }

  /// Returns the picture as `<svg>`; the page scales it to its column.
  ///
  /// @param caption what the picture is of; what it shows is added in words, for readers who do not
  ///   see it
  public static String of(Picture picture, String caption) {
    String description = caption + ". " + picture.description().get();
    int width = picture.width();
    int height = picture.height();
    SVGGraphics2D graphics = new PageGraphics(context());
    picture
        .chart()
        .apply(ChartStyle.PAGE)
        .draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    StringBuilder svg = new StringBuilder();
    svg.append(
        ("<svg class=\"chart\" viewBox=\"0 0 %d %d\" style=\"--width:%3$dpx;max-width:%3$dpx\""
                + " role=\"img\" aria-label=\"%4$s\">")
            .formatted(width, height, width, Html.escape(description)));
    children(svg, graphics.getRoot());
    return svg.append("</svg>").toString();
  }

  private static SVGGeneratorContext context() {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
    context.setPrecision(2);
    SVGGeneratorContext.GraphicContextDefaults defaults =
        new SVGGeneratorContext.GraphicContextDefaults();
    defaults.setFont(new PageFont());
    context.setGraphicContextDefaults(defaults);
    return context;
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newDefaultNSInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVG, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every Java platform can make an XML document", e);
    }
  }

  private static void children(StringBuilder svg, Node parent) {
    NodeList nodes = parent.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element element) {
        element(svg, element);
      }
    }
  }

  private static void element(StringBuilder svg, Element element) {
    String name = element.getTagName();
    if (name.equals("defs")) {
      // Clip paths only: everything lies in range, and a dot at its end should be whole.
      return;
    }
    if (name.equals("text")) {
      svg.append(text(element));
      return;
    }
    svg.append('<').append(name);
    attributes(svg, element.getAttributes());
    svg.append('>');
    children(svg, element);
    svg.append("</").append(name).append('>');
  }

  private static void attributes(StringBuilder svg, NamedNodeMap attributes) {
    // A variable is only valid in a style, not in a presentation attribute.
    StringBuilder style = new StringBuilder();
    for (int i = 0; i < attributes.getLength(); i++) {
      Attr attribute = (Attr) attributes.item(i);
      String name = attribute.getName();
      String value = attribute.getValue();
      if (name.equals("fill") || name.equals("stroke")) {
        style.append(name).append(':').append(colour(value)).append(';');
      } else if (KEPT.contains(name)) {
        svg.append(" %s=\"%s\"".formatted(name, Html.escape(value)));
      }
    }
    if (!style.isEmpty()) {
      svg.append(" style=\"").append(Html.escape(style.toString())).append('"');
    }
  }

  private static String colour(String value) {
    for (Map.Entry<Color, String> each : COLOURS.entrySet()) {
      Color colour = each.getKey();
      if (value.equals(
          "rgb(%d,%d,%d)".formatted(colour.getRed(), colour.getGreen(), colour.getBlue()))) {
        return each.getValue();
      }
    }
    return value;
  }

  /// A text keeps the width by which the chart was laid out, whatever font the page is read in.
  private static String text(Element text) {
    String content = text.getTextContent();
    return String.format(
        Locale.ROOT,
        "<text x=\"%s\" y=\"%s\" textLength=\"%.1f\" lengthAdjust=\"spacingAndGlyphs\">%s</text>",
        text.getAttribute("x"),
        text.getAttribute("y"),
        PageFont.width(content),
        Html.escape(content));
  }

  /// Measures text without the machine's fonts.
  private static final class PageGraphics extends SVGGraphics2D {
    PageGraphics(SVGGeneratorContext context) {
      super(context, false);
    }

    private PageGraphics(PageGraphics other) {
      super(other);
    }

    @Override
    public Graphics create() {
      return new PageGraphics(this);
    }

    @Override
    public FontMetrics getFontMetrics(Font font) {
      return new PageFont().metrics();
    }
  }
}
