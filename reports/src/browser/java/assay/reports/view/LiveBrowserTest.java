package assay.reports.view;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.TestRuns;
import assay.reports.render.BrowserPage;
import assay.reports.run.AnswerLikeness;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.store.RecordWriter;
import assay.results.store.RunDirectory;
import assay.results.store.SyncPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The served page in a real browser while another process records the run.
final class LiveBrowserTest extends BrowserPage {
  private ViewServer server;
  private Process process;

  @AfterEach
  void stop() {
    // First, because a page that asks a server that is gone says so.
    page.close();
    if (process != null) {
      process.destroyForcibly();
    }
    if (server != null) {
      server.close();
    }
  }

  private void open(Path... runs) throws IOException {
    server = ViewServer.start(List.of(runs), 0, RunDirectory::open, AnswerLikeness.TEXT);
    allow(server.address().resolve("/").toString());
    page.navigate(server.address().toString());
  }

  private Path write(String name, List<SampleRecord> records) throws IOException {
    RunDirectory run =
        RunDirectory.create(folder.resolve(name), RecordingProcess.manifest(records));
    try (RecordWriter writer = run.writer(SyncPolicy.DEFAULT)) {
      records.forEach(writer::append);
    }
    return run.path();
  }

  private String text(String selector) {
    return page.locator(selector).first().textContent();
  }

  @Test
  void growsWithTheRunAndKeepsWhatIsOpen() throws Exception {
    Path run = folder.resolve("run");
    process = RecordingProcess.start(run, 150, 40);
    while (!RunDirectory.isRun(run)) {
      Thread.sleep(10);
    }
    open(run);
    page.locator("#rows .sample").nth(5).waitFor();
    assertThat(text(".state")).isEqualTo("running");
    openRow(0);
    page.locator("#rows .open").first().focus();
    long before = page.locator("#rows .sample").count();
    page.waitForCondition(() -> found().matches("(9\\d|1\\d\\d) of .*"));
    assertThat(page.locator("#rows .sample").count()).isGreaterThan((int) before);
    assertThat(page.locator("#rows .detail").count()).isEqualTo(1);
    assertThat(focused("el => el.textContent")).isEqualTo("q0");
    page.waitForCondition(() -> text(".state").equals("finished"));
    page.waitForCondition(() -> found().equals("150 of 150 attempts"));
    assertThat(text("article.live dl")).contains("150 of 150 (100.0 %)");
    page.locator("#run-0 .headline").waitFor();
    page.waitForCondition(() -> text("#live > .note").isEmpty());
    assertThat(page.locator("#rows .detail").count()).isEqualTo(1);
  }

  @Test
  void aKilledRunIsShownAsStopped() throws Exception {
    Path run = folder.resolve("run");
    process = RecordingProcess.start(run, 500, 20);
    while (!Files.exists(run.resolve("records.jsonl"))) {
      Thread.sleep(10);
    }
    open(run);
    page.locator("#rows .sample").first().waitFor();
    process.destroyForcibly().waitFor();
    page.waitForCondition(() -> text(".state").equals("stopped"));
    assertThat(text("article.live .note")).contains("of 500 attempts have a record", "--resume");
  }

  @Test
  void comparesTwoRunsOfOneNameSideBySide() throws IOException {
    open(
        write("a/run", records(new Score.Correct("A", "rule"))),
        write("b/run", records(new Score.Wrong("B", "rule", ""))));
    page.locator("#comparison").waitFor();
    assertThat(page.locator("article.live").count()).isEqualTo(2);
    assertThat(page.locator("nav a").allTextContents()).contains("a/run", "b/run");
    page.locator("a.changed").click();
    openRow(0);
    assertThat(page.locator(".side h3").allTextContents()).containsExactly("a/run", "b/run");
  }

  private static List<SampleRecord> records(Score score) {
    List<SampleRecord> records = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      records.add(TestRuns.record(i, 0, "law", "The answer is (A).", Map.of("own", score)));
    }
    return records;
  }

  @Test
  void hostileTextsAreTextHereToo() throws IOException {
    List<SampleRecord> records = new ArrayList<>();
    for (String text :
        List.of("</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a\u202Eb")) {
      Map<String, Score> scores = Map.of("own", new Score.Wrong(text, "rule " + text, text));
      records.add(TestRuns.record(records.size(), 0, text, text, scores));
    }
    open(write("<u>run", records));
    page.locator("#run-0").waitFor();
    for (int i = 0; i < records.size(); i++) {
      openRow(i);
    }
    assertThat(page.locator("main :is(img, script, u)").count()).isZero();
    assertThat(text("article.live h2")).contains("<u>run");
    assertThat(page.locator(".live .hidden-character").first().textContent()).isEqualTo("U+202E");
  }

  @Test
  void aServerThatIsGoneIsSaidToBeGone() throws IOException {
    open(write("run", RecordingProcess.records(10)));
    page.locator("#rows .sample").first().waitFor();
    server.close();
    page.locator("[role=alert]").waitFor();
    assertThat(text("[role=alert]")).contains("Is assay view still running?");
    // The browser itself notes each request that fails.
    assertThat(takeProblems()).allMatch(each -> each.contains("ERR_CONNECTION"));
  }
}
