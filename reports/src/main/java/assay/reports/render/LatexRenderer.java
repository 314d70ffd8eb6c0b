package assay.reports.render;

import assay.reports.Report;
import assay.reports.run.Estimate;
import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.text.Figures;
import assay.reports.text.VisibleText;

/// The figures of a report as a LaTeX table in the style of the package `booktabs`: one row for
/// each run and scorer, to be included with `\input{summary}` where `booktabs` is loaded.
public final class LatexRenderer {

  /// Returns the table.
  public String render(Report report) {
    StringBuilder text =
        new StringBuilder(
            """
            % \\usepackage{booktabs}
            \\begin{tabular}{lllrrrr}
            \\toprule
            Run & Suite & Scorer & $n$ & Accuracy, \\% & 95\\,\\% interval & Not measured \\\\
            \\midrule
            """);
    for (RunReport run : report.runs()) {
      run.scorers().forEach(scorer -> text.append(row(run, scorer)));
    }
    return text.append("\\bottomrule\n\\end{tabular}\n").toString();
  }

  private static String row(RunReport run, ScorerReport scorer) {
    Estimate estimate = scorer.accuracy().estimate();
    return "%s & %s & %s & %d & %s & %s & %d \\\\\n"
        .formatted(
            escape(run.name()),
            escape(run.manifest().dataset().suite()),
            escape(scorer.scorer()),
            scorer.accuracy().counts().measured(),
            dashes(Figures.percent(estimate.value())),
            dashes(Figures.percent(estimate.interval())),
            scorer.accuracy().counts().unmeasured());
  }

  private static String dashes(String figure) {
    return figure.replace(" – ", "--").replace("–", "--");
  }

  /// Returns text that LaTeX prints as it is, in one line. The table compiles under pdfLaTeX,
  /// XeLaTeX and LuaLaTeX; letters that pdfLaTeX has no font for, such as Chinese ones, need one of
  /// the last two.
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    VisibleText.oneLine(text).codePoints().forEach(each -> append(escaped, each));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int codePoint) {
    switch (codePoint) {
      case '\\' -> escaped.append("\\textbackslash{}");
      case '~' -> escaped.append("\\textasciitilde{}");
      case '^' -> escaped.append("\\textasciicircum{}");
      case '<' -> escaped.append("\\textless{}");
      case '>' -> escaped.append("\\textgreater{}");
      case '|' -> escaped.append("\\textbar{}");
      case '`' -> escaped.append("\\textasciigrave{}");
      case '\'' -> escaped.append("\\textquotesingle{}");
      // The name of this mark exists in some font encodings only; its number does in all.
      case '"' -> escaped.append("\\symbol{34}");
      case '{', '}', '$', '&', '#', '%', '_' -> escaped.append('\\').appendCodePoint(codePoint);
      // At the start of a row these would be arguments of the end of the row before.
      case '[', '*' -> escaped.append('{').appendCodePoint(codePoint).append('}');
      // Two hyphens would become a dash.
      case '-' -> escaped.append(endsWithHyphen(escaped) ? "{}-" : "-");
      default -> escaped.appendCodePoint(codePoint);
    }
  }

  private static boolean endsWithHyphen(StringBuilder text) {
    return !text.isEmpty() && text.charAt(text.length() - 1) == '-';
  }
}
