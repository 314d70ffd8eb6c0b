package assay.reports.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.results.RunManifest;
import assay.results.SampleRecord;
import assay.results.Score;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page in a real browser. Runs by `mvn -B verify -Pbrowser`.
final class BrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");
  private static final Score RIGHT = new Score.Correct("A", "rule 1");
  private static final Score WRONG = new Score.Wrong("B", "rule 1", "line one\nline two");

  private static Playwright playwright;
  private static Browser browser;

  @TempDir private Path folder;
  private Page page;
  private final List<String> problems = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();

  @BeforeAll
  static void start() {
    String missing = CHROMIUM + " is missing; install it with: apt-get install chromium";
    if (!Files.isExecutable(CHROMIUM)) {
      System.out.println("skipped: " + missing);
    }
    assumeTrue(Files.isExecutable(CHROMIUM), missing);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(FLAGS));
  }

  @AfterAll
  static void stop() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @BeforeEach
  void open() {
    page = browser.newPage();
    page.onConsoleMessage(message -> problems.add(message.text()));
    page.onPageError(problems::add);
    page.onDialog(
        dialog -> {
          problems.add("dialog " + dialog.message());
          dialog.dismiss();
        });
    page.route("**/*", this::onlyTheFile);
  }

  @AfterEach
  void nothingWentWrong() {
    page.close();
    assertThat(problems).isEmpty();
    assertThat(requests).isEmpty();
  }

  private void onlyTheFile(Route route) {
    if (route.request().url().startsWith("file:")) {
      route.resume();
    } else {
      requests.add(route.request().url());
      route.abort();
    }
  }

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
    page.locator("#rows .open").first().click();
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
      page.locator("#rows .open").nth(i).click();
      String text = page.locator(".detail details[open] pre").textContent();
      assertThat(text).hasSizeGreaterThanOrEqualTo(all.get(i).length());
      if (all.get(i).codePoints().noneMatch(VisibleText::hidden)) {
        assertThat(text).isEqualTo(all.get(i));
      }
      assertThat(page.locator(".detail :is(img, svg, script, u)").count()).isZero();
      page.locator("#rows .open").nth(i).click();
    }
  }

  private void load(Report report) throws IOException {
    page.navigate(ReportWriter.write(report, folder).toUri().toString());
    page.locator("#explorer").waitFor();
  }

  private String found() {
    return page.locator("#found").textContent();
  }

  private Object focused(String function) {
    return page.evaluate("(" + function + ")(document.activeElement)");
  }

  private static Report two(String first, String second) {
    List<SampleRecord> a = records(first, RIGHT);
    List<SampleRecord> b = records(second, WRONG);
    return Report.of(
        List.of(TestRuns.of("first", manifest(a), a), TestRuns.of("second", manifest(b), b)));
  }

  private static List<SampleRecord> records(String text, Score score) {
    return List.of(
        TestRuns.record(0, 0, "law", text, Map.of("own", score)),
        TestRuns.record(1, 0, "law", "The answer is (A).", Map.of("own", RIGHT)));
  }

  private static RunManifest manifest(List<SampleRecord> records) {
    return TestRuns.manifest("model", "mmlu-pro/official-local", records);
  }
}
