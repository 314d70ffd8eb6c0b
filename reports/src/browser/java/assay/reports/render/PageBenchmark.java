package assay.reports.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.reports.Report;
import assay.reports.run.RunNames;
import assay.reports.run.RunRecords;
import assay.results.store.RunDirectory;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Measures the report of large runs: how long it takes to write with a bounded heap, how large the
/// page is, and how fast it answers in Chromium. Not part of the tests; the command is in the
/// module's README.
final class PageBenchmark {
  private static final int LOADS = 3;
  private static final double WAIT_MILLIS = 120_000;

  @TempDir private Path folder;

  /// Writes the report of run folders in a process of its own: folder of the report, runs.
  public static final class Generate {
    private Generate() {}

    /// Prints seconds for the figures, seconds for the files, seconds of processor time for both,
    /// and the peak of resident memory.
    public static void main(String[] args) throws IOException {
      List<Path> folders = Stream.of(args).skip(1).map(Path::of).toList();
      List<RunRecords> runs = new ArrayList<>();
      for (int i = 0; i < folders.size(); i++) {
        RunDirectory run = RunDirectory.open(folders.get(i));
        runs.add(new RunRecords(RunNames.of(folders).get(i), run.manifest(), run::records));
      }
      long start = System.nanoTime();
      Report report = Report.of(runs);
      long figures = System.nanoTime();
      ReportWriter.write(report, Path.of(args[0]));
      long files = System.nanoTime();
      System.out.printf(
          Locale.ROOT,
          "figures %.1f s, files %.1f s, processor time %.1f s, peak memory %s%n",
          (figures - start) / 1e9,
          (files - figures) / 1e9,
          ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3,
          peakMemory());
    }

    private static String peakMemory() throws IOException {
      Optional<String> peak =
          Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("VmHWM:"))
              .findFirst();
      return peak.map(line -> line.substring("VmHWM:".length()).strip()).orElse("unknown");
    }
  }

  @Test
  void measures() throws IOException, InterruptedException {
    assumeTrue(Chromium.missing().isEmpty(), Chromium.missing());
    String given = System.getProperty("assay.benchmark.runs", "");
    if (!given.isEmpty()) {
      measure(Arrays.stream(given.split(",", -1)).map(Path::of).toList());
      return;
    }
    int samples = Integer.getInteger("assay.benchmark.samples", 100_000);
    Path one = SyntheticRun.write(folder.resolve("one"), samples, 1).path();
    Path two = SyntheticRun.write(folder.resolve("two"), samples, 2).path();
    measure(List.of(one));
    measure(List.of(one, two));
  }

  private void measure(List<Path> runs) throws IOException, InterruptedException {
    Path out = folder.resolve("report-" + runs.size());
    System.out.printf("%n%s%n  %s%n", runs, generate(out, runs));
    Path page = out.resolve("report.html");
    System.out.printf(
        Locale.ROOT,
        "  page %.1f MB, all files %.1f MB%n",
        Files.size(page) / 1e6,
        size(out) / 1e6);
    try (Chromium chromium = Chromium.start()) {
      for (int i = 0; i < LOADS; i++) {
        System.out.println("  " + load(chromium.browser(), page));
      }
    }
  }

  private static String generate(Path out, List<Path> runs)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + System.getProperty("assay.benchmark.heap", "512m"));
    command.addAll(
        List.of("-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path")));
    command.add(Generate.class.getName());
    command.add(out.toString());
    runs.forEach(run -> command.add(run.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).isZero();
    return printed;
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /// Opens the page and uses it; each time is until the reader sees the outcome.
  private static String load(Browser browser, Path file) {
    Page page = browser.newPage();
    page.setDefaultTimeout(WAIT_MILLIS);
    long start = System.nanoTime();
    page.navigate(
        file.toUri().toString(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
    page.locator("#rows .sample").first().waitFor();
    double interactive = seconds(start);
    double filter =
        timed(page, () -> page.locator("label:has-text('Verdict') select").selectOption("wrong"));
    page.locator("label:has-text('Verdict') select").selectOption("");
    double open = opened(page);
    double first = timed(page, () -> page.locator("#query").fill("no such words anywhere"));
    double search = timed(page, () -> page.locator("#query").fill("the answer is (c)."));
    double again = timed(page, () -> page.locator("#query").fill("nor these words"));
    Object heap = page.evaluate("Math.round(performance.memory.usedJSHeapSize / 1e6)");
    page.close();
    return String.format(
        Locale.ROOT,
        "interactive %.2f s, filter %.2f s, sample opened %.2f s, full-text search while texts"
            + " are unpacked %.2f s, then %.2f s and %.2f s, script heap %s MB",
        interactive,
        filter,
        open,
        first,
        search,
        again,
        heap);
  }

  private static double opened(Page page) {
    long start = System.nanoTime();
    page.locator("#rows .open").first().click();
    page.locator("#rows .detail .parts").first().waitFor();
    double time = seconds(start);
    page.locator("#rows .open").first().click();
    return time;
  }

  private static double timed(Page page, Runnable action) {
    String before = page.locator("#found").textContent();
    long start = System.nanoTime();
    action.run();
    page.waitForFunction(
        "before => { const now = document.getElementById('found').textContent;"
            + " return now !== before && !now.includes('searched'); }",
        before,
        new Page.WaitForFunctionOptions().setPollingInterval(10));
    return seconds(start);
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
