package assay.reports.section;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.reports.page.HtmlRenderer;
import assay.reports.run.RunRecords;
import assay.results.CallFacts;
import assay.results.Circumstances;
import assay.results.Completion;
import assay.results.PlanCoordinates;
import assay.results.Reasoning;
import assay.results.RunManifest;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.StopReason;
import assay.results.Usage;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a reader sees first: the conclusion, models by suites, and what needs care.
final class FirstScreenTest {
  private static final Score RIGHT = new Score.Correct("A", "rule");
  private static final Score WRONG = new Score.Wrong("B", "rule", "");

  /// A run that got the first samples right.
  private static RunRecords run(String name, String model, String protocol, int right, int all) {
    List<SampleRecord> records = new ArrayList<>();
    for (int i = 0; i < all; i++) {
      Map<String, Score> scores = new LinkedHashMap<>();
      scores.put("own", i < right ? RIGHT : WRONG);
      records.add(TestRuns.record(i, 0, "group " + i % 3, "text", scores));
    }
    return TestRuns.of(name, TestRuns.manifest(model, protocol, records), records);
  }

  private static List<String> conclusions(RunRecords... runs) {
    return ConclusionText.of(Report.of(List.of(runs)).matrix()).stream()
        .map(sentence -> sentence.replace('\u00a0', ' '))
        .toList();
  }

  @Test
  void saysWhoLeadsByHowMuchAndHowSurely() {
    assertThat(
            conclusions(
                run("one", "small", "mmlu-pro/x", 100, 200),
                run("two", "large", "mmlu-pro/x", 140, 200),
                run("three", "tiny", "mmlu-pro/x", 40, 200)))
        .singleElement()
        .asString()
        .startsWith("On mmlu-pro, large leads with 70.0 %: 20.0 points ahead of small (95 % inter")
        .endsWith("), the next, and surely ahead of all 2 others.");
  }

  @Test
  void saysWhatCannotBeTold() {
    assertThat(
            conclusions(
                run("one", "small", "mmlu-pro/x", 100, 200),
                run("two", "large", "mmlu-pro/x", 101, 200)))
        .singleElement()
        .asString()
        .startsWith(
            "On mmlu-pro, it cannot be told whether large (50.5 %) or small (50.0 %) leads: small"
                + " is −0.5 points from large (95 % interval −")
        .endsWith(" over 200 samples).");
  }

  @Test
  void saysWhyAPairThatDiffersByItselfCannotBeToldAmongOthers() {
    assertThat(
            conclusions(
                run("one", "small", "mmlu-pro/x", 100, 200),
                run("two", "large", "mmlu-pro/x", 106, 200),
                run("three", "tiny", "mmlu-pro/x", 100, 200)))
        .singleElement()
        .asString()
        .contains("it cannot be told which of all 3 leads; highest is large (53.0 %)")
        .contains("small is −3.0 points from it (95 % interval of this pair alone −")
        .endsWith(" over 200 samples; among 3 pairs chance may explain it).");
  }

  @Test
  void eachSuiteHasItsSentenceAndARunAloneItsScore() {
    assertThat(
            conclusions(
                run("one", "small", "mmlu-pro/x", 10, 40),
                run("two", "small", "math-500/x", 20, 40)))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("On mmlu-pro, small scores 25.0 % (95 % interv"),
            second -> assertThat(second).startsWith("On math-500, small scores 50.0 % (95 % inte"));
  }

  @Test
  void namesKeepTheirCase() {
    List<String> sentences =
        conclusions(
            run("mmlu-pro-recorded", "phi", "mmlu-pro/x", 0, 90),
            run("mmlu-pro-again", "phi", "mmlu-pro/x", 90, 90));
    assertThat(sentences).singleElement().asString().contains("mmlu-pro-again leads");
    assertThat(page(run("abc", "a", "mmlu-pro/x", 0, 90), run("xyz", "b", "mmlu-pro/x", 90, 90)))
        .contains("xyz is better than abc")
        .doesNotContain("Xyz");
  }

  @Test
  void theHeadingCountsModelsAndWhatTheyWereRunAs() throws IOException {
    RunRecords hot = run("hot", "warm", "mmlu-pro/x", 10, 20);
    RunRecords cold = run("cold", "warm", "mmlu-pro/x", 10, 20);
    RunRecords other = run("other", "large", "mmlu-pro/x", 10, 20);
    assertThat(page(hot, other)).contains("2 models on mmlu-pro");
    assertThat(page(hot, cold, other)).contains("2 models in 3 variants on mmlu-pro");
  }

  @Test
  void aModelHasOneRowOverAllSuitesAndRepeatedRunsStandApart() {
    Report report =
        Report.of(
            List.of(
                run("m1", "small", "mmlu-pro/x", 10, 20),
                run("m2", "small", "math-500/x", 10, 20),
                run("l1", "large", "mmlu-pro/x", 10, 20),
                run("hot", "warm", "mmlu-pro/x", 10, 20),
                run("cold", "warm", "mmlu-pro/x", 10, 20)));
    assertThat(report.matrix().lineup().labels()).containsExactly("small", "large", "hot", "cold");
    assertThat(report.matrix().lineup().number("m2")).isZero();
    assertThat(report.matrix().suites()).extracting(suite -> suite.runs().size()).contains(4, 1);
  }

  @Test
  void runsOfAPlanAreCalledByWhatItVaries() {
    Report report =
        Report.of(
            List.of(
                variant("long-name-1", Map.of("temperature", "0", "model", "m")),
                variant("long-name-2", Map.of("temperature", "0.7", "model", "m"))));
    assertThat(report.matrix().lineup().labels())
        .containsExactly("temperature 0", "temperature 0.7");
    Report unclear =
        Report.of(
            List.of(
                variant("one", Map.of("temperature", "0")),
                variant("two", Map.of("temperature", "0"))));
    assertThat(unclear.matrix().lineup().labels()).containsExactly("one", "two");
  }

  private static RunRecords variant(String name, Map<String, String> coordinates) {
    RunRecords plain = run(name, "m", "mmlu-pro/x", 10, 20);
    RunManifest manifest = plain.manifest();
    Circumstances before = manifest.circumstances();
    return new RunRecords(
        name,
        new RunManifest(
            manifest.format(),
            before.at(before.places(), new PlanCoordinates(coordinates)),
            manifest.model(),
            manifest.dataset(),
            manifest.protocol(),
            manifest.settings(),
            manifest.scorers(),
            manifest.deviations()),
        plain.source());
  }

  @Test
  void severalThatCannotBeToldApartAreCounted() {
    assertThat(
            conclusions(
                run("one", "small", "mmlu-pro/x", 100, 200),
                run("two", "large", "mmlu-pro/x", 101, 200),
                run("three", "other", "mmlu-pro/x", 99, 200)))
        .singleElement()
        .asString()
        .startsWith(
            "On mmlu-pro, it cannot be told which of all 3 leads; highest is large (50.5 %): small"
                + " is −0.5 points from it (95 % interval −");
  }

  @Test
  void everyModelCanBeTheBaselineAndColoursSayWhatIsSure() {
    String page =
        page(
            run("one", "small", "mmlu-pro/x", 100, 200),
            run("two", "large", "mmlu-pro/x", 140, 200),
            run("three", "like", "mmlu-pro/x", 101, 200));
    assertThat(page)
        .contains("<option value=\"0\">small</option><option value=\"1\">large</option>")
        .contains("data-base=\"0\" data-tone=\"better-3\">▲ +20.00 (")
        .contains("data-base=\"1\" data-tone=\"worse-3\" hidden>▼ −20.00 (")
        .contains("data-base=\"0\" data-tone=\"\">+0.50 (")
        .contains("data-base=\"2\" data-tone=\"base\" hidden>baseline<");
  }

  @Test
  void aFacetWithinAnotherIsFolded() {
    String page = page(grouped("one", "a"), grouped("two", "b"));
    assertThat(page)
        .contains("<h3>mmlu-pro, by category</h3>")
        .doesNotContain("<h3>mmlu-pro, by src</h3>")
        .contains("<summary>mmlu-pro, by src: each group lies within one by category</summary>")
        .contains("<h3>mmlu-pro, by level</h3>");
  }

  /// A run whose samples have a category, a source within it, and a level across it.
  private static RunRecords grouped(String name, String model) {
    List<SampleRecord> records = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      SampleRecord made = TestRuns.record(i, 0, "x", "text", Map.of("own", i < 12 ? RIGHT : WRONG));
      Map<String, String> facets = new LinkedHashMap<>();
      facets.put("category", i % 4 < 2 ? "law" : "math");
      facets.put("src", "source " + i % 4);
      facets.put("level", i % 3 == 0 ? "easy" : "hard");
      Sample sample = made.sample();
      records.add(
          new SampleRecord(
              i,
              0,
              new Sample(sample.id(), sample.digest(), "", "A", facets, new Sample.Plain()),
              made.prompt(),
              made.outcome(),
              made.scores()));
    }
    return TestRuns.of(name, TestRuns.manifest(model, "mmlu-pro/x", records), records);
  }

  @Test
  void listsWhatNeedsCareWithALinkToEach() {
    List<SampleRecord> records = new ArrayList<>(TestRuns.random(7, 80, 1));
    RunRecords run =
        TestRuns.of("care & more", TestRuns.manifest("M", "mmlu-pro/x", records, "hot"), records);
    List<Caution> cautions = Cautions.of(Report.of(List.of(run)));
    assertThat(cautions)
        .extracting(Caution::what)
        .contains("Not measured", "Differs from the protocol");
    assertThat(cautions.getFirst().places().getFirst().target())
        .isEqualTo("list?run=care%20%26%20more&verdict=not-measured");
    assertThat(page(run)).contains("href=\"#list?run=care%20%26%20more&amp;verdict=not-measured\"");
  }

  @Test
  void answersThatNeededSeveralTriesAreNamed() {
    SampleRecord plain = TestRuns.record(0, 0, "x", "A", Map.of("own", RIGHT));
    List<SampleRecord> records = new ArrayList<>(List.of(plain));
    for (int tries : new int[] {1, 3}) {
      SampleRecord made = TestRuns.record(records.size(), 0, "x", "A", Map.of("own", RIGHT));
      CallFacts call =
          new CallFacts("", "", "", tries, Optional.empty(), Optional.empty(), false, false);
      records.add(
          TestRuns.withOutcome(
              made,
              new Completion(
                  "A",
                  Usage.UNKNOWN,
                  StopReason.STOP,
                  Reasoning.of("A"),
                  Duration.ofSeconds(1),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(call))));
    }
    RunRecords run = TestRuns.of("r", TestRuns.manifest("M", "mmlu-pro/x", records), records);
    assertThat(Cautions.of(Report.of(List.of(run))))
        .containsExactly(
            new Caution(
                "Answered only after retries",
                List.of(new Caution.Place("M: 1 (33.3 %)", "run-0"))));
  }

  @Test
  void scoringRulesThatAgreeWithinAPointAreNoReasonForCare() {
    assertThat(Cautions.of(Report.of(List.of(twoScorers(1))))).isEmpty();
    assertThat(Cautions.of(Report.of(List.of(twoScorers(3)))))
        .singleElement()
        .extracting(caution -> caution.places().getFirst())
        .isEqualTo(new Caution.Place("M: 47.0 by sound to 50.0 by own", "run-0"));
  }

  private static RunRecords twoScorers(int fewer) {
    List<SampleRecord> records = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Map<String, Score> scores = new LinkedHashMap<>();
      scores.put("own", i < 50 ? RIGHT : WRONG);
      scores.put("sound", i < 50 - fewer ? RIGHT : WRONG);
      records.add(TestRuns.record(i, 0, "law", "text", scores));
    }
    return TestRuns.of("r", TestRuns.manifest("M", "mmlu-pro/x", records), records);
  }

  private static String page(RunRecords... runs) {
    StringWriter page = new StringWriter();
    try {
      new HtmlRenderer().render(Report.of(List.of(runs)), page);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return page.toString();
  }
}
