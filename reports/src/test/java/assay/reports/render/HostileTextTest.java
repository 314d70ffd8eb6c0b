package assay.reports.render;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.reports.page.HtmlRenderer;
import assay.reports.text.VisibleText;
import assay.results.Digests;
import assay.results.SampleRecord;
import assay.results.Score;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a model writes must never become anything but text.
final class HostileTextTest {
  private static final Pattern SCRIPT = Pattern.compile("(?s)<script([^>]*)>(.*?)</script>");

  @TempDir private Path folder;

  static Stream<String> hostileTexts() {
    return Stream.of(
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]></SCRIPT\t>",
        "<img src=x onerror=alert(1)>",
        "\"><svg/onload=alert(1)>'",
        "&lt;u&gt; &amp; <u>",
        "abc\u202Edef\u2066ghi\u200F",
        "nul\u0000 escape\u001B[31m delete\u007F",
        "lone \uD83D half and \uDE00 other, whole \uD83D\uDE00",
        "line\u2028paragraph\u2029end\r\nnext",
        "| a | b |\n|---|---|\n`code` *bold* [link](javascript:alert(1))",
        "=HYPERLINK(\"http://example.org\",\"x\"),\"quote\nand line",
        "x".repeat(1 << 20));
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void pageHoldsNothingButItsOwnElements(String hostile) throws IOException {
    String page = page(hostile);
    assertThat(count(page, "(?i)</script")).isEqualTo(count(page, "(?i)<script"));
    assertThat(count(page, "<script>")).isEqualTo(1);
    String markup = SCRIPT.matcher(page).replaceAll("");
    assertThat(markup).doesNotContainPattern("(?i)<(img|u>|svg/)").doesNotContain("<!--");
    assertThat(markup.codePoints().filter(VisibleText::hidden).count()).isZero();
    data(page).forEach(json -> assertThat(json).doesNotContain("<", ">", "&"));
    String packed = String.join("", PackedSamples.blocks(page, ""));
    assertThat(packed).doesNotContain("<", ">", "&");
    assertThat(packed.codePoints().filter(VisibleText::hidden).count()).isZero();
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void pageKeepsEveryCharacterOfACompletion(String hostile) throws IOException {
    String page = page(hostile);
    List<String> completions = new ArrayList<>();
    String texts = PackedSamples.blocks(page, "texts-").getFirst();
    for (JsonNode each : new ObjectMapper().readTree(texts)) {
      completions.add(each.get("completion").asText());
    }
    assertThat(completions).containsExactly(hostile, hostile);
  }

  @Test
  void contentPolicyNamesExactlyThePagesScript() throws IOException {
    String page = page("x");
    Matcher script = Pattern.compile("(?s)<script>(.*?)</script>").matcher(page);
    assertThat(script.find()).isTrue();
    byte[] digest = Digests.sha256().digest(script.group(1).getBytes(StandardCharsets.UTF_8));
    assertThat(page)
        .contains("script-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'")
        .contains("default-src 'none'");
  }

  @Test
  void pageNamesNoAddress() throws IOException {
    assertThat(page("x")).doesNotContainPattern("(src|href)=\"(?!#)").doesNotContain("url(");
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void everyFileCanBeWritten(String hostile) throws IOException {
    ReportWriter.write(report(hostile), folder);
    String markdown = Files.readString(folder.resolve("report.md"));
    assertThat(markdown).doesNotContainPattern("(?<!\\\\)<");
    assertThat(Files.readString(folder.resolve("samples.csv"))).startsWith("run,sample,");
  }

  private static List<String> data(String page) {
    return SCRIPT
        .matcher(page)
        .results()
        .filter(match -> match.group(1).contains("application/json"))
        .map(match -> match.group(2))
        .toList();
  }

  private static int count(String text, String pattern) {
    return (int) Pattern.compile(pattern).matcher(text).results().count();
  }

  private static String page(String hostile) throws IOException {
    StringWriter page = new StringWriter();
    new HtmlRenderer().render(report(hostile), page);
    return page.toString();
  }

  /// The text stands wherever a text can come from outside.
  private static Report report(String hostile) {
    Map<String, Score> scores = Map.of("own", new Score.Wrong(hostile, "rule " + hostile, hostile));
    List<SampleRecord> records =
        List.of(
            TestRuns.record(0, 0, hostile, hostile, scores),
            TestRuns.record(1, 0, "other", hostile, scores));
    return Report.of(
        List.of(
            TestRuns.of(
                "run " + hostile,
                TestRuns.manifest("model " + hostile, "math-500/sound", records, hostile),
                records)));
  }
}
