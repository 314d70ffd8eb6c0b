package assay.reports.render;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.reports.text.VisibleText;
import assay.results.SampleRecord;
import assay.results.Score;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The page in a real browser. Runs by `mvn -B verify -Pbrowser`.
final class BrowserTest extends BrowserPage {
  private static final Score WRONG = new Score.Wrong("B", "rule 1", "line one\nline two");

  @Test
  void filtersAndSearches() throws IOException {
    load(two("The answer is (A).", "The answer is (B)."));
    assertThat(found()).isEqualTo("4 of 4 attempts");
    page.locator("label:has-text('Verdict') select").selectOption("wrong");
    assertThat(found()).isEqualTo("1 of 4 attempts");
    page.locator("label:has-text('Verdict') select").selectOption("");
    page.locator("#query").fill("q1");
    page.waitForCondition(() -> found().startsWith("2 of 4"));
  }

  @Test
  void listsChangedVerdictsFromTheComparison() throws IOException {
    load(two("The answer is (A).", "The answer is (B)."));
    page.locator("a.changed").click();
    assertThat(found()).isEqualTo("1 of 4 attempts");
    assertThat(page.locator("#rows .sample .verdict").allTextContents())
        .containsExactly("correct", "wrong");
  }

  @Test
  void showsTwoRunsSideBySideWithTheirDifference() throws IOException {
    load(
        two(
            "<think>is it A or B</think>The answer is (A).",
            "<think>no idea</think>The answer is (B)."));
    openRow(0);
    assertThat(page.locator(".side h3").allTextContents()).containsExactly("first", "second");
    assertThat(page.locator(".side mark.extracted").allTextContents()).containsExactly("A", "B");
    assertThat(page.locator(".written details:not([open]) summary").allTextContents())
        .hasSize(2)
        .allMatch(each -> each.startsWith("Reasoning"));
    assertThat(page.locator(".side").last().textContent()).contains("line two");
    page.locator("button.diff").click();
    assertThat(page.locator(".side del").allTextContents()).contains("A");
    assertThat(page.locator(".side ins").allTextContents()).contains("B");
  }

  @Test
  void worksByKeyboard() throws IOException {
    load(two("The answer is (A).", "The answer is (B)."));
    page.keyboard().press("/");
    assertThat(focused("el => el.id")).isEqualTo("query");
    page.evaluate("document.activeElement.blur()");
    page.keyboard().press("ArrowDown");
    assertThat(focused("el => el.textContent")).isEqualTo("q0");
    page.keyboard().press("ArrowDown");
    assertThat(focused("el => el.textContent")).isEqualTo("q1");
    assertThat(focused("el => getComputedStyle(el).outlineStyle")).isEqualTo("solid");
    page.keyboard().press("ArrowUp");
    page.keyboard().press("Enter");
    page.locator("#rows .detail .parts").first().waitFor();
    assertThat(page.locator("#rows .detail").count()).isEqualTo(1);
    page.keyboard().press("Escape");
    assertThat(page.locator("#rows .detail").count()).isZero();
    assertThat(focused("el => el.textContent")).isEqualTo("q0");
  }

  @Test
  void showsHostileCompletionsAsText() throws IOException {
    List<String> hostile = HostileTextTest.hostileTexts().toList();
    List<String> all = new ArrayList<>(hostile);
    all.add("\u0000".repeat(1 << 20));
    all.add("word ".repeat(1 << 18));
    List<SampleRecord> records = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      records.add(TestRuns.record(i, 0, "law", all.get(i), Map.of("own", WRONG)));
    }
    load(Report.of(List.of(TestRuns.of("hostile", manifest(records), records))));
    for (int i = 0; i < all.size(); i++) {
      openRow(i);
      String text = page.locator(".detail details[open] pre").textContent();
      assertThat(text).hasSizeGreaterThanOrEqualTo(all.get(i).length());
      if (all.get(i).codePoints().noneMatch(VisibleText::hidden)) {
        assertThat(text).isEqualTo(all.get(i));
      }
      assertThat(page.locator(".detail :is(img, svg, script, u)").count()).isZero();
      page.locator("#rows .open").nth(i).click();
    }
  }
}
