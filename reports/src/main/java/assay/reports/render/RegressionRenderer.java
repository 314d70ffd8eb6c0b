package assay.reports.render;

import assay.reports.compare.ComparisonSentence;
import assay.reports.gate.RegressionCheck;
import assay.reports.gate.RegressionCheck.Finding;
import assay.reports.gate.RegressionGate.GateOutcome;
import assay.reports.text.Figures;
import assay.reports.text.Html;
import assay.reports.text.Markdown;
import assay.reports.text.VisibleText;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/// The result of a regression gate for a terminal, for CI summaries (Markdown), for test reports
/// (JUnit XML) and for scripts (JSON).
public final class RegressionRenderer {
  private static final int MOST_FLIPS = 20;

  private RegressionRenderer() {}

  /// Returns one line for each finding and the result.
  public static String text(RegressionCheck check) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : check.findings()) {
      text.append(finding.passed() ? "pass  " : "FAIL  ");
      text.append(finding.name()).append(": ").append(VisibleText.oneLine(finding.message()));
      text.append('\n');
    }
    return text.append(ComparisonSentence.of(check.comparison())).append('\n').toString();
  }

  /// Returns a summary as Markdown, as for `$GITHUB_STEP_SUMMARY`.
  public static String markdown(RegressionCheck check) {
    StringBuilder text = new StringBuilder();
    text.append(check.passed() ? "## ✅ No regression\n\n" : "## ❌ Gate not passed\n\n");
    for (Finding finding : check.findings()) {
      text.append("- **").append(finding.name()).append("** ");
      text.append(finding.passed() ? "passed: " : "failed: ");
      text.append(Markdown.escape(finding.message())).append('\n');
    }
    return text.append('\n')
        .append(ComparisonRenderer.markdown(check.comparison(), MOST_FLIPS))
        .toString();
  }

  /// Returns the findings as a JUnit XML test suite.
  public static String junit(RegressionCheck check) {
    long failures = check.findings().stream().filter(finding -> !finding.passed()).count();
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append(
        String.format(
            Locale.ROOT,
            "<testsuite name=\"assay regress\" tests=\"%d\" failures=\"%d\" errors=\"0\">%n",
            check.findings().size(),
            failures));
    String suite = Html.escape(VisibleText.oneLine(check.comparison().a().suite()));
    for (Finding finding : check.findings()) {
      String message = Html.escape(VisibleText.oneLine(finding.message()));
      xml.append("  <testcase classname=\"%s\" name=\"%s\">".formatted(suite, finding.name()));
      xml.append(
          finding.passed()
              ? "<system-out>%s</system-out>".formatted(message)
              : "<failure message=\"%s\"/>".formatted(message));
      xml.append("</testcase>\n");
    }
    return xml.append("</testsuite>\n").toString();
  }

  /// Returns the result as a JSON object: `passed`, `decision`, the gate's figures, `findings`, and
  /// the whole comparison.
  public static ObjectNode json(RegressionCheck check) {
    ObjectNode comparison = ComparisonRenderer.json(check.comparison());
    ObjectNode node = comparison.objectNode();
    GateOutcome outcome = check.outcome();
    node.put("passed", check.passed());
    node.put("decision", outcome.decision().name().toLowerCase(Locale.ROOT));
    number(node, "margin", check.gate().margin());
    number(node, "errorRate", check.gate().rate());
    number(node, "difference", outcome.difference());
    number(node, "lowerBound", outcome.bounds().low());
    number(node, "upperBound", outcome.bounds().high());
    node.put("samplesUsed", outcome.used()).put("samplesSaved", outcome.saved());
    node.put("look", outcome.look());
    check.anytimeP().ifPresent(p -> number(node, "anytimeP", p));
    check
        .saved()
        .ifPresentOrElse(
            saved -> number(node, "secondsSaved", saved.toMillis() / 1e3),
            () -> node.putNull("secondsSaved"));
    ObjectNode length = node.putObject("length").put("unit", check.length().unit());
    number(length, "baseline", check.length().baseline());
    number(length, "candidate", check.length().candidate());
    check.unsolved().all().forEach(node.putArray("unsolved")::add);
    ObjectNode mustSolve = node.putObject("mustSolve");
    check.unsolved().lost().forEach(mustSolve.putArray("lost")::add);
    check.unsolved().never().forEach(mustSolve.putArray("neverSolved")::add);
    check.unsolved().unmeasured().forEach(mustSolve.putArray("notMeasured")::add);
    ArrayNode findings = node.putArray("findings");
    for (Finding finding : check.findings()) {
      findings
          .addObject()
          .put("name", finding.name())
          .put("passed", finding.passed())
          .put("message", finding.message());
    }
    node.set("comparison", comparison);
    return node;
  }

  private static void number(ObjectNode node, String name, double value) {
    node.put(name, Figures.exact(value));
  }
}
