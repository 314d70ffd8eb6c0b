package assay.reports.render;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.results.RunManifest;
import assay.results.SampleRecord;
import assay.results.Score;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A page in a real browser, in which nothing may go wrong: no message in its console, no dialog,
/// and no request that leaves the page's own file or server.
public abstract class BrowserPage {
  /// The browser of all classes.
  @RegisterExtension private static final SharedChromium CHROMIUM = new SharedChromium();

  /// Where reports and runs of a test are put.
  @TempDir protected Path folder;

  /// The page, opened anew for each test.
  protected Page page;

  private String origin = "file:";
  private final List<String> problems = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();

  @BeforeEach
  final void openPage() {
    page = CHROMIUM.browser().newPage();
    page.onConsoleMessage(message -> problems.add(message.text()));
    page.onPageError(problems::add);
    page.onDialog(
        dialog -> {
          problems.add("dialog " + dialog.message());
          dialog.dismiss();
        });
    page.route("**/*", this::onlyTheOrigin);
  }

  @AfterEach
  final void nothingWentWrong() {
    page.close();
    assertThat(problems).isEmpty();
    assertThat(requests).isEmpty();
  }

  private void onlyTheOrigin(Route route) {
    if (route.request().url().startsWith(origin)) {
      route.resume();
    } else {
      requests.add(route.request().url());
      route.abort();
    }
  }

  /// Allows requests of this server and no others.
  protected final void allow(String server) {
    origin = server;
  }

  /// Forgets the messages that a test expected.
  protected final List<String> takeProblems() {
    List<String> taken = List.copyOf(problems);
    problems.clear();
    return taken;
  }

  /// Writes a report and opens its page.
  protected final void load(Report report) throws IOException {
    page.navigate(ReportWriter.write(report, folder).toUri().toString());
    page.locator("#explorer").waitFor();
  }

  /// Returns the line that says how many attempts were found.
  protected final String found() {
    return page.locator("#found").textContent();
  }

  /// Returns what a function makes of the element that has the focus.
  protected final Object focused(String function) {
    return page.evaluate("(" + function + ")(document.activeElement)");
  }

  /// Opens a row of the table of samples, counted from 0, and waits for its texts.
  protected final void openRow(int row) {
    page.locator("#rows .open").nth(row).click();
    page.locator("#rows .detail .parts").first().waitFor();
  }

  /// Returns a report of one run.
  static Report report(SampleRecord... records) {
    List<SampleRecord> all = List.of(records);
    return Report.of(List.of(TestRuns.of("run", manifest(all), all)));
  }

  /// Returns a report of two runs over two samples: the first sample's texts are given, and it is
  /// right in the first run and wrong in the second.
  static Report two(String first, String second) {
    List<SampleRecord> a = records(first, new Score.Correct("A", "rule 1"));
    List<SampleRecord> b = records(second, new Score.Wrong("B", "rule 1", "line one\nline two"));
    return Report.of(
        List.of(TestRuns.of("first", manifest(a), a), TestRuns.of("second", manifest(b), b)));
  }

  private static List<SampleRecord> records(String text, Score score) {
    return List.of(
        TestRuns.record(0, 0, "law", text, Map.of("own", score)),
        TestRuns.record(
            1, 0, "law", "The answer is (A).", Map.of("own", new Score.Correct("A", "rule 1"))));
  }

  static RunManifest manifest(List<SampleRecord> records) {
    return TestRuns.manifest("model", "mmlu-pro/official-local", records);
  }
}
