package assay.reports.section;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.results.Facets;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Scores of samples that were made for a context length.
final class MadeLengthsTest {
  private static final Score RIGHT = new Score.Correct("7", "match/share");
  private static final Score HALF =
      new Score.Wrong("7", "match/share", "", Optional.empty(), Optional.of(new Score.Part(1, 2)));

  @Test
  void theCurveHasTheMeanShareAtEachLengthInTheOrderOfNumbers() {
    Section context =
        section("1024", RIGHT, "8192", HALF, "8192", HALF, "16384", HALF).orElseThrow();
    assertThat(context.drawings().getFirst().picture().get().description().get())
        .containsSubsequence("1024", "100", "8192", "50", "16384", "50");
  }

  @Test
  void otherWordsInTheFacetAreNoLengths() {
    assertThat(section("short", RIGHT, "long", HALF)).isEmpty();
    assertThat(section("1024", RIGHT, "1024", HALF)).isEmpty();
  }

  private static Optional<Section> section(Object... contextsAndScores) {
    List<SampleRecord> records = new ArrayList<>();
    for (int i = 0; i < contextsAndScores.length; i += 2) {
      Map<String, String> facets = Map.of(Facets.CONTEXT, (String) contextsAndScores[i]);
      String id = "s" + i;
      Sample sample =
          new Sample(id, id, "q", "7", facets, new Sample.Targets(List.of("7", "8"), false));
      records.add(
          new SampleRecord(
              i / 2,
              0,
              sample,
              Prompt.user("q"),
              TestRuns.completion("7"),
              Map.of("match/share", (Score) contextsAndScores[i + 1])));
    }
    return Sections.of(
            Report.of(
                List.of(
                    TestRuns.of("run", TestRuns.manifest("m", "ruler/message", records), records))))
        .stream()
        .filter(section -> section.id().equals("context"))
        .findFirst();
  }
}
