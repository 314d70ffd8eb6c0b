package assay.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.run.Estimate;
import assay.reports.statistics.Interval;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Small multiples, and the marks by which models are told apart in all pictures.
final class PanelsTest {
  private static final Estimate HALF = Estimate.known(0.5, new Interval(0.4, 0.6));
  private static final Estimate MORE = Estimate.known(0.7, new Interval(0.65, 0.75));

  private static String two(int first, int second) {
    return ChartSvg.of(
        Panels.ofSharedScores(
            List.of("law", "math"),
            List.of(
                new Panels.Panel(
                    "Small",
                    List.of(new Panels.Dot(0, first, HALF), new Panels.Dot(1, first, MORE))),
                new Panels.Panel("Large", List.of(new Panels.Dot(1, second, MORE))))),
        "Score");
  }

  @Test
  void panelsShareTheirRowsAndKeepTheColoursOfTheirModels() {
    String svg = two(0, 3);
    assertThat(svg).contains("var(--model-0)", "var(--model-3)").doesNotContain("var(--model-1)");
    for (String text : List.of("law", "math", "Small", "Large")) {
      assertThat(Pattern.compile(">" + text + "</text>").matcher(svg).results().count())
          .as(text)
          .isEqualTo(1);
    }
  }

  @Test
  void saysInWordsWhatItShows() {
    assertThat(two(0, 1))
        .contains(
            "aria-label=\"Score. Small: law 50.00 (40.00 – 60.00); math 70.00 (65.00 – 75.00)."
                + " Large: math 70.00 (65.00 – 75.00)\"");
    String differences =
        Panels.ofDifferences(
                List.of("law"),
                List.of(
                    new Panels.Panel(
                        "Large",
                        List.of(
                            new Panels.Dot(0, 0, Estimate.known(-0.1, new Interval(-0.2, 0.05)))))))
            .description()
            .get();
    assertThat(differences).isEqualTo("Large: law −10.00 (−20.00 to +5.00)");
  }

  @Test
  void aModelHasTheSameColourAndMarkInEveryKindOfPicture() {
    String rows =
        ChartSvg.of(
            ScoreRows.of(
                List.of(new ScoreRows.LabelledScore("x", HALF, OptionalInt.of(4))),
                Optional.empty()),
            "rows");
    assertThat(rows).contains("var(--model-4)");
    assertThat(two(4, 4)).contains("var(--model-4)");
    assertThat(Marks.svg(4)).contains("var(--model-4)");
  }

  @Test
  void fiftySixModelsAreToldApartAndNeighboursByShapeToo() {
    Set<String> marks = new HashSet<>();
    IntStream.range(0, 56).forEach(model -> marks.add(Marks.svg(model)));
    assertThat(marks).hasSize(56);
    for (int model = 0; model < 56; model++) {
      assertThat(path(model)).isNotEqualTo(path(model + 1));
    }
  }

  private static String path(int model) {
    return Marks.svg(model).replaceFirst(" style=.*", "");
  }
}
