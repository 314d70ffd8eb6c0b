package assay.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.axes.CostAxis;
import assay.reports.axes.ParetoFront;
import assay.reports.page.HtmlRenderer;
import assay.reports.render.SmallRuns;
import assay.reports.run.Estimate;
import assay.reports.statistics.Interval;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

final class ChartSvgTest {
  private static final Estimate HALF =
      new Estimate(
          OptionalDouble.of(0.5),
          OptionalDouble.of(0.05),
          Optional.of(new Interval(0.4, 0.6)),
          new Interval(0.45, 0.55));

  @Test
  void isWellFormedAndNamesItsRows()
      throws IOException, ParserConfigurationException, SAXException {
    String svg =
        svg(
            new ScoreRows.LabelledScore("law & <order>", HALF),
            new ScoreRows.LabelledScore("物理", HALF));
    Document document =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(document.getDocumentElement().getTextContent()).contains("law & <order>", "物理");
  }

  @Test
  void takesItsColoursFromThePage() {
    assertThat(svg(new ScoreRows.LabelledScore("law", HALF)))
        .contains("var(--accent)", "var(--chart-band)", "var(--chart-grid)", "var(--chart-ink)")
        .doesNotContain("rgb(", "black", "white", "url(http");
  }

  @Test
  void drawsNoBandWhereEverythingWasMeasured() {
    Estimate measured =
        new Estimate(HALF.value(), HALF.standardError(), HALF.interval(), new Interval(0.5, 0.5));
    assertThat(svg(new ScoreRows.LabelledScore("law", measured)))
        .doesNotContain("stroke-width=\"11\"");
  }

  @Test
  void drawsARowThatWasNotMeasured() {
    Estimate nothing =
        new Estimate(
            OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty(), new Interval(0, 1));
    assertThat(svg(new ScoreRows.LabelledScore("law", nothing))).contains(">law</text>");
  }

  @Test
  void idsAreUniqueInThePage() throws IOException {
    StringWriter page = new StringWriter();
    new HtmlRenderer().render(SmallRuns.report(), page);
    List<String> ids =
        Pattern.compile(" id=\"([^\"]*)\"")
            .matcher(page.toString())
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();
    assertThat(ids).doesNotHaveDuplicates().contains("samples", "run-0", "texts-1-0");
  }

  /// Many containers have no fonts, and Java's font code ends the program there.
  @Test
  void needsNoFontsOfTheMachine() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                ChartSvgTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(log).contains("<svg class=\"chart\"").doesNotContain("sun.font.SunFontManager");
  }

  /// Draws one chart of each kind, for [#needsNoFontsOfTheMachine].
  public static void main(String[] arguments) {
    System.out.println(svg(new ScoreRows.LabelledScore("law", HALF)));
    LinesChart.Across across =
        new LinesChart.Across(
            "length", List.of("1", "2"), Optional.of(new LinesChart.DashedLine(0.5, "end")));
    Map<String, Estimate> scores = Map.of("1", HALF, "2", HALF);
    System.out.println(
        ChartSvg.of(
            LinesChart.of(
                across,
                List.of(new LinesChart.Line("one", scores), new LinesChart.Line("two", scores))),
            "lines"));
    System.out.println(
        ChartSvg.of(
            HeatMap.written(
                new HeatMap.Labels("position", List.of("0"), "length", List.of("1")),
                List.of(new HeatMap.Tile(0, 0, 0.5, List.of("50.00", "n 4")))),
            "map"));
    ParetoFront.Point point = new ParetoFront.Point("run", 7e9, HALF, Optional.empty());
    System.out.println(
        ChartSvg.of(
            FrontChart.of(
                new ParetoFront(CostAxis.ACTIVE_PARAMETERS, List.of(point, point)),
                cost -> "7 B",
                run -> 0),
            "front"));
  }

  @Test
  void textsKeepTheirWidthInEveryFont() {
    assertThat(svg(new ScoreRows.LabelledScore("law", HALF)))
        .containsPattern("textLength=\"[1-9][0-9.]*\" lengthAdjust=\"spacingAndGlyphs\">law<");
  }

  private static String svg(ScoreRows.LabelledScore... rows) {
    return ChartSvg.of(ScoreRows.of(List.of(rows), Optional.of(0.42)), "Accuracy by category");
  }
}
