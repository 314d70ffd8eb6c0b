package assay.reports.page;

import assay.reports.Report;
import assay.reports.section.Section;
import assay.reports.section.Sections;
import assay.reports.text.Html;
import assay.results.Digests;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A report as one HTML file that needs no server and no network.
///
/// Figures, tables and pictures are plain HTML and SVG; a script of the page adds the search in the
/// samples. What models wrote stands in the page only as escaped JSON and is shown only as text. A
/// content security policy allows this one script and nothing else, so even a mistake in escaping
/// could not run anything.
public final class HtmlRenderer {
  /// Beyond so many, runs are found by the table of runs, and the navigation names none.
  private static final int MOST_RUNS = 3;

  private static final String STYLE = resource("report.css");
  private static final String VIEWER =
      Stream.of(
              "text.js",
              "theme.js",
              "matrix.js",
              "diff.js",
              "math.js",
              "rich.js",
              "detail.js",
              "data.js",
              "samples.js",
              "filters.js",
              "search.js",
              "links.js",
              "table.js",
              "keys.js",
              "report.js")
          .map(HtmlRenderer::resource)
          .collect(Collectors.joining());
  private static final String SCRIPT = VIEWER + resource("page.js");
  private static final String SERVED_SCRIPT = VIEWER + resource("live.js");

  /// A run of a page that a server fills.
  ///
  /// @param name what the page calls it
  /// @param scorers names in the order of its records' verdicts
  public record ServedRun(String name, List<String> scorers) {
    public ServedRun {
      scorers = List.copyOf(scorers);
    }
  }

  /// Writes the page and leaves the writer open. Each run's records are read once, as a stream.
  public void render(Report report, Writer out) throws IOException {
    render(report, Sections.of(report), out);
  }

  /// Writes the page of a report whose sections are there already.
  public void render(Report report, List<Section> sections, Writer out) throws IOException {
    out.write(head(models(report), navigation(sections), policy(SCRIPT)));
    out.write("<div id=\"figures\">");
    figures(sections, out);
    out.write("</div>\n");
    out.write(samples());
    out.write("</main>\n");
    new SampleData(out).write(report.runs());
    out.write("<script>" + SCRIPT + "</script>\n</body>\n</html>\n");
    out.flush();
  }

  /// Writes the page of runs that a server follows: the same page, whose script asks the server for
  /// the figures and the samples, and shows how far the runs are.
  public void renderServed(List<ServedRun> runs, Writer out) throws IOException {
    List<String> names = runs.stream().map(ServedRun::name).toList();
    out.write(head(String.join(", ", names), runLinks(names), servedPolicy()));
    out.write("<section id=\"live\" aria-label=\"Progress\"></section>");
    out.write("<div id=\"figures\"></div>\n");
    out.write(samples());
    out.write("</main>\n<script type=\"application/json\" id=\"runs\">");
    try (JsonGenerator json = SampleJson.generator(out)) {
      json.writeStartArray();
      for (ServedRun run : runs) {
        json.writeStartObject();
        new SampleJson(json).run(run.name(), run.scorers());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    out.write("</script>\n<script>" + SERVED_SCRIPT + "</script>\n</body>\n</html>\n");
    out.flush();
  }

  /// Returns the content security policy of the served page: its script, and the server itself.
  public static String servedPolicy() {
    return policy(SERVED_SCRIPT) + "; connect-src 'self'";
  }

  /// Returns a warning as the page shows it.
  public static String warning(String text) {
    return SectionHtml.warning(text);
  }

  /// Writes the sections of figures: everything between the page's head and its samples.
  public static void figures(Report report, Writer out) throws IOException {
    figures(Sections.of(report), out);
  }

  private static void figures(List<Section> sections, Writer out) throws IOException {
    for (Section section : sections) {
      out.write(SectionHtml.of(section));
    }
  }

  private static String models(Report report) {
    return report.runs().stream()
        .map(run -> run.manifest().model().name())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String policy(String script) {
    MessageDigest sha256 = Digests.sha256();
    String hash =
        Base64.getEncoder().encodeToString(sha256.digest(script.getBytes(StandardCharsets.UTF_8)));
    return ("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-%s';"
            + " base-uri 'none'; form-action 'none'")
        .formatted(hash);
  }

  private static String head(String title, String navigation, String policy) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="%s">
    <title>%s · Assay report</title>
    <style>%s</style>
    </head>
    <body>
    <a class="skip" href="#samples">Skip to the samples</a>
    <header><p class="brand">Assay</p><nav aria-label="Sections">%s</nav>\
    <button type="button" id="theme" hidden>Theme: auto</button></header>
    <main>
    """
        .formatted(policy, Html.escape(title), STYLE, navigation);
  }

  private static String navigation(List<Section> sections) {
    StringBuilder links = new StringBuilder();
    boolean many =
        sections.stream().filter(section -> section.role() == Section.Role.RUN).count() > MOST_RUNS;
    for (Section section : sections) {
      boolean left = section.role() == Section.Role.OVERVIEW;
      left |= many && section.role() == Section.Role.RUN;
      if (!section.page().isEmpty() && !left) {
        links.append(link(section.id(), section.title()));
      }
    }
    return links.append(link("samples", "Samples")).toString();
  }

  private static String runLinks(List<String> runs) {
    StringBuilder links = new StringBuilder();
    for (int i = 0; i < runs.size(); i++) {
      links.append(link("run-" + i, runs.get(i)));
    }
    return links.append(link("samples", "Samples")).toString();
  }

  private static String link(String id, String title) {
    return "<a href=\"#%s\">%s</a>".formatted(id, Html.escape(title));
  }

  private static String samples() {
    return """
    <section id="samples"><h2>Samples</h2>
    <noscript><p class="warning">Searching the samples needs JavaScript, which is switched off \
    here. The same verdicts are in samples.csv.</p></noscript>
    <div id="explorer" hidden>
    <form id="filters" role="search">
    <label class="wide">Search <input type="search" id="query" \
    placeholder="id, prompt, completion, answer" autocomplete="off"></label>
    </form>
    <details id="scorer-fold" hidden><summary>Verdict of each scorer</summary>\
    <div id="scorer-filters"></div></details>
    <p id="found" role="status"></p>
    <p class="note keys">Keys: <kbd>/</kbd> search, <kbd>j</kbd> <kbd>k</kbd> (or \
    <kbd>↓</kbd> <kbd>↑</kbd>) through the rows, <kbd>Enter</kbd> opens, <kbd>Esc</kbd> closes.</p>
    <div class="scroll"><table id="rows" aria-label="Samples"><thead><tr>\
    <th scope="col">sample</th><th scope="col">group</th><th scope="col">verdict</th>\
    <th scope="col">answer</th><th scope="col">target</th><th scope="col">rule</th>\
    </tr></thead><tbody></tbody></table></div>
    <p class="pager"><button type="button" id="previous">Previous</button> \
    <span id="page"></span> <button type="button" id="next">Next</button></p>
    </div></section>
    """;
  }

  private static String resource(String name) {
    try (InputStream bytes = HtmlRenderer.class.getResourceAsStream(name)) {
      if (bytes == null) {
        throw new IOException(name + " is missing from the program");
      }
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
