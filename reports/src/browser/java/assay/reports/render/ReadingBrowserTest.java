package assay.reports.render;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.reports.run.RunRecords;
import assay.results.Cause;
import assay.results.Failure;
import assay.results.SampleRecord;
import assay.results.Score;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Finding samples and reading them: keys, filters, links, several runs side by side, formulas and
/// programs.
final class ReadingBrowserTest extends BrowserPage {
  private static final Score RIGHT = new Score.Correct("A", "rule");
  private static final Score WRONG = new Score.Wrong("B", "rule", "");

  private static RunRecords run(String name, List<SampleRecord> records) {
    return TestRuns.of(name, manifest(records), records);
  }

  /// A run of samples `q0`, `q1` and so on, each with its text.
  private static RunRecords run(String name, String... texts) {
    return run(
        name,
        IntStream.range(0, texts.length)
            .mapToObj(i -> TestRuns.record(i, 0, "law", texts[i], Map.of("own", RIGHT)))
            .toList());
  }

  private void loadOne(String scorer, String text) throws IOException {
    load(report(TestRuns.record(0, 0, "law", text, Map.of(scorer, RIGHT))));
    openRow(0);
  }

  private void choose(String label, String option) {
    page.locator("label:has-text('" + label + "') select").first().selectOption(option);
  }

  @Test
  void jAndKGoThroughTheRowsAndEnterOpens() throws IOException {
    load(Report.of(List.of(run("run", "x", "y"))));
    page.keyboard().press("j");
    page.keyboard().press("j");
    assertThat(focused("el => el.textContent")).isEqualTo("q1");
    page.keyboard().press("k");
    assertThat(focused("el => el.textContent")).isEqualTo("q0");
    page.keyboard().press("Enter");
    page.locator("#rows .detail .parts").waitFor();
    page.keyboard().press("/");
    page.keyboard().type("jk");
    assertThat(page.locator("#query").inputValue()).isEqualTo("jk");
  }

  @Test
  void filtersByTheVerdictOfEachScorerTogether() throws IOException {
    Score[][] verdicts = {{RIGHT, RIGHT}, {RIGHT, WRONG}, {WRONG, RIGHT}, {WRONG, WRONG}};
    List<SampleRecord> records = new ArrayList<>();
    for (Score[] each : verdicts) {
      Map<String, Score> scores = new LinkedHashMap<>();
      scores.put("strict", each[0]);
      scores.put("sound", each[1]);
      records.add(TestRuns.record(records.size(), 0, "law", "x", scores));
    }
    load(Report.of(List.of(run("run", records))));
    page.locator("#scorer-fold summary").click();
    page.locator("#scorer-filters label:has-text('strict') select").selectOption("wrong");
    assertThat(found()).isEqualTo("2 of 4 attempts");
    page.locator("#scorer-filters label:has-text('sound') select").selectOption("correct");
    assertThat(page.locator("#rows .open").allTextContents()).containsExactly("q2");
  }

  @Test
  void aRunOfAnotherScorerIsListedByItsOwn() throws IOException {
    load(
        Report.of(
            List.of(
                run("first", List.of(TestRuns.record(0, 0, "law", "x", Map.of("own", WRONG)))),
                run("second", List.of(TestRuns.record(0, 0, "law", "x", Map.of("new", RIGHT)))))));
    choose("Run", "second");
    assertThat(found()).isEqualTo("1 of 2 attempts");
    choose("Verdict", "correct");
    assertThat(found()).isEqualTo("1 of 2 attempts");
  }

  @Test
  void filtersByTheLengthOfCompletions() throws IOException {
    SampleRecord lost =
        TestRuns.withOutcome(
            TestRuns.record(
                3, 0, "law", "", Map.of("own", new Score.NotMeasured(Cause.TIMEOUT, "slow"))),
            new Failure(Cause.TIMEOUT, "slow"));
    load(
        report(
            TestRuns.record(0, 0, "law", "short", Map.of("own", RIGHT)),
            TestRuns.record(1, 0, "law", "x".repeat(1001), Map.of("own", RIGHT)),
            TestRuns.record(2, 0, "law", "x".repeat(1000), Map.of("own", RIGHT)),
            lost));
    choose("Length", "to 5,000");
    assertThat(page.locator("#rows .open").allTextContents()).containsExactly("q1");
    choose("Length", "to 1,000");
    assertThat(page.locator("#rows .open").allTextContents()).containsExactly("q2");
    choose("Length", "no completion");
    assertThat(page.locator("#rows .open").allTextContents()).containsExactly("q3");
  }

  @Test
  void aLinkOpensItsSampleWhereverItStands() throws IOException {
    String[] texts = new String[120];
    IntStream.range(0, texts.length).forEach(i -> texts[i] = "text " + i);
    Report report = Report.of(List.of(run("run & <b>", texts)));
    load(report);
    page.locator("#next").click();
    page.locator("#next").click();
    page.locator("#rows .open:has-text('q117')").click();
    page.locator("#rows .detail .parts").waitFor();
    String link = page.locator(".detail a.link").getAttribute("href");
    assertThat(link).isEqualTo("#list?run=run%20%26%20%3Cb%3E&sample=q117");
    String address = page.url().replaceFirst("#.*", "");
    page.close();
    openPage();
    page.navigate(address + link);
    page.locator("#rows .detail .parts").waitFor();
    assertThat(focused("el => el.textContent")).isEqualTo("q117");
    page.evaluate("location.hash = '#list?run=run%20%26%20%3Cb%3E&sample=nothing'");
    page.waitForCondition(() -> found().contains("nothing of run & <b> is not in this report"));
  }

  @Test
  void aWarningListsItsSamples() throws IOException {
    SampleRecord lost =
        TestRuns.withOutcome(
            TestRuns.record(
                1, 0, "law", "", Map.of("own", new Score.NotMeasured(Cause.TIMEOUT, "slow"))),
            new Failure(Cause.TIMEOUT, "slow"));
    load(report(TestRuns.record(0, 0, "law", "x", Map.of("own", RIGHT)), lost));
    page.locator(".cautions a:has-text('1 (50.0 %)')").click();
    page.waitForCondition(() -> found().equals("1 of 2 attempts"));
    assertThat(page.locator("#rows .open").allTextContents()).containsExactly("q1");
  }

  @Test
  void upToFourRunsStandSideBySideWithTheirDifferencesFromTheFirst() throws IOException {
    load(
        Report.of(
            List.of(
                run("a", "one two three", "x"),
                run("b", "one 2 three", "x"),
                run("c", "one two 3", "x"),
                run("d", "one two three", "x"),
                run("e", "five", "x"))));
    openRow(0);
    assertThat(page.locator(".side h3").allTextContents()).containsExactly("a", "b");
    page.locator(".beside label:has-text('c')").click();
    page.locator(".beside label:has-text('d')").click();
    assertThat(page.locator(".side h3").allTextContents()).containsExactly("a", "b", "c", "d");
    assertThat(page.locator(".beside label:has-text('e') input").isDisabled()).isTrue();
    page.locator("button.diff").click();
    assertThat(page.locator(".side ins").allTextContents()).containsExactly("2", "3");
    assertThat(page.locator(".tools").textContent()).contains("by words, from the first");
    page.locator("button.diff").click();
    assertThat(page.locator(".side ins").count()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\\frac{1}{2} | <mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>",
        "\\frac12 | <mfrac><mn>1</mn><mn>2</mn></mfrac>",
        "x^2_i | <msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>",
        "\\sqrt[3]{x} | <mroot><mrow><mi>x</mi></mrow><mn>3</mn></mroot>",
        "\\sum_{k=1}^n k | <munderover><mo data-limits=\"yes\">∑</mo>",
        "\\left( \\frac{a}{b} \\right] | <mo stretchy=\"true\">]</mo>",
        "\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix} |"
            + " <mtr><mtd><mn>3</mn></mtd><mtd><mn>4</mn>",
        "\\text{if } x \\le 0 | <mtext>if </mtext><mi>x</mi><mo>≤</mo><mn>0</mn>",
        "\\boxed{42} | <mrow class=\"math-boxed\"><mrow><mn>42</mn></mrow></mrow>",
        "f'(x) = -1{,}000.5 | <mo>−</mo>",
      })
  void drawsFormulas(String source, String part) throws IOException {
    loadOne("own", "So \\[" + source + "\\] it is.");
    String drawn = (String) page.evaluate("document.querySelector('.detail pre math').outerHTML");
    assertThat(drawn).contains(part).contains("display=\"block\"");
    page.locator("button.drawing").click();
    assertThat(page.locator(".detail math").count()).isZero();
    assertThat(page.locator(".detail details[open] pre").textContent())
        .isEqualTo("So \\[" + source + "\\] it is.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\frac{1}{2",
        "\\unknown{x}",
        "x^{2}}",
        "\\left( x",
        "\\begin{pmatrix} 1",
        "\\begin{evil}x\\end{evil}",
        "\\frac",
        "a & b"
      })
  void whatIsNoFormulaStaysAsItIs(String source) throws IOException {
    loadOne("own", "So $" + source + "$ it is.");
    assertThat(page.locator(".detail math").count()).isZero();
    assertThat(page.locator(".detail details[open] pre").textContent())
        .isEqualTo("So $" + source + "$ it is.");
  }

  @Test
  void deepAndLongFormulasStopNothing() throws IOException {
    load(Report.of(List.of(run("run", "x"))));
    assertThat(page.evaluate("mathOf('{'.repeat(3000) + '}'.repeat(900), true)")).isNull();
    assertThat(page.evaluate("mathOf('\\\\sqrt'.repeat(800), true)")).isNull();
    assertThat(page.evaluate("mathOf('x'.repeat(5000), true)")).isNull();
    assertThat(
            page.evaluate(
                "['$', '$a ', '\\\\[', '\\\\boxed{', '```\\n', '{'].every((part) => {"
                    + " const start = performance.now(); richText(part.repeat(20000), null);"
                    + " return performance.now() - start < 5000; })"))
        .isEqualTo(true);
  }

  @Test
  void pricesAreNoFormulas() throws IOException {
    loadOne("own", "It costs $5 and not $10 each.");
    assertThat(page.locator(".detail math").count()).isZero();
  }

  @Test
  void theAnswerIsMarkedWithinItsFormula() throws IOException {
    load(
        report(
            TestRuns.record(
                0,
                0,
                "law",
                "Hence \\boxed{\\frac{1}{2}}.",
                Map.of("math/sound", new Score.Correct("\\frac{1}{2}", "equal")))));
    openRow(0);
    assertThat(page.locator(".detail mark.extracted math").count()).isEqualTo(1);
    assertThat(page.locator(".detail td.answer math mfrac").count()).isEqualTo(1);
  }

  @Test
  void hostileTextInFormulasAndProgramsStaysText() throws IOException {
    loadOne(
        "own",
        """
        $\\text{<img src=x onerror=alert(1)>}$ and
        ```html
        </code><script>alert(1)</script>
        ```\
        """);
    assertThat(page.locator(".detail math mtext").textContent())
        .isEqualTo("<img src=x onerror=alert(1)>");
    assertThat(page.locator(".detail code").textContent()).contains("</code><script>alert(1)");
    assertThat(page.locator(".detail :is(img, script)").count()).isZero();
  }

  @Test
  void coloursProgramsAndKeepsTheirText() throws IOException {
    String text = "First\n```python\ndef f(x):  # twice\n    return 'a' * 2\n```\nlast";
    loadOne("own", text);
    assertThat(page.locator(".detail .code-keyword").allTextContents())
        .containsExactly("def", "return");
    assertThat(page.locator(".detail .code-comment").allTextContents()).containsExactly("# twice");
    assertThat(page.locator(".detail .code-string").allTextContents()).containsExactly("'a'");
    assertThat(page.locator(".detail details[open] pre").textContent()).isEqualTo(text);
  }

  @Test
  void theBaselineOfTheMatrixCanBeChosen() throws IOException {
    List<SampleRecord> right = new ArrayList<>();
    List<SampleRecord> wrong = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      right.add(TestRuns.record(i, 0, "law", "x", Map.of("own", RIGHT)));
      wrong.add(TestRuns.record(i, 0, "law", "x", Map.of("own", WRONG)));
    }
    load(
        Report.of(
            List.of(
                TestRuns.of("r", TestRuns.manifest("good", "mmlu-pro/x", right), right),
                TestRuns.of("w", TestRuns.manifest("bad", "mmlu-pro/x", wrong), wrong))));
    assertThat(page.locator(".matrix .versus:visible").allTextContents())
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("baseline"),
            second -> assertThat(second).startsWith("▼ −100.00 ("));
    page.locator(".baseline select").selectOption("1");
    assertThat(page.locator(".matrix .versus:visible").allTextContents())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("▲ +100.00 ("),
            second -> assertThat(second).isEqualTo("baseline"));
    assertThat(page.locator(".matrix td").first().getAttribute("data-tone")).isEqualTo("better-3");
  }
}
