package assay.reports.render;

import assay.reports.Report;
import assay.reports.section.ComparisonJson;
import assay.reports.section.RunJson;
import assay.reports.section.Section;
import assay.reports.section.Sections;
import assay.reports.table.DataFile;
import assay.reports.table.JsonRows;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// The figures of a report as JSON: `runs`, each with its identity, `scorers` (with `change`,
/// `gained` and `lost` against the protocol's own), `breakdowns`, `passAtK` and `tokens`; then
/// `comparisons`, each run against the first of its suite and scorer with the fields of
/// [ComparisonJson#of(assay.reports.compare.Comparison)] (`a`, `b`, `n`, `scoreA`, `scoreB`,
/// `difference` as B - A, `interval`, `pValue`, `onlyA`, `onlyB`, `sentence`, `groups`, `flips`,
/// ...); `rankings` of three runs or more (`samples`, `places`, `wins`); and `notCompared`, a
/// sentence for each comparison that could not be made; then `sections`, the rows of the recipe
/// axes' CSV files by their names. Shares run from 0 to 1, differences from -1 to 1; what is
/// undefined is absent.
public final class JsonRenderer {
  private static final JsonFactory JSON = new JsonFactory();
  private static final JsonMapper TREES =
      JsonMapper.builder().disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE).build();

  /// Writes the document and leaves the writer open.
  public void render(Report report, Writer out) throws IOException {
    render(report, Sections.of(report), out);
  }

  /// Writes the document of a report whose sections are there already.
  void render(Report report, List<Section> sections, Writer out) throws IOException {
    JsonGenerator json = JSON.createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(indenter);
    printer.indentObjectsWith(indenter);
    json.setPrettyPrinter(printer);
    TREES.writeTree(json, tree(report, sections));
    json.writeRaw('\n');
    json.flush();
  }

  private static ObjectNode tree(Report report, List<Section> sections) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode runs = root.putArray("runs");
    report.runs().forEach(run -> runs.add(RunJson.of(run)));
    ArrayNode comparisons = root.putArray("comparisons");
    report.comparisons().comparisons().forEach(each -> comparisons.add(ComparisonJson.of(each)));
    ArrayNode rankings = root.putArray("rankings");
    report.comparisons().rankings().forEach(each -> rankings.add(ComparisonJson.of(each)));
    ArrayNode refusals = root.putArray("notCompared");
    report.comparisons().refusals().forEach(refusals::add);
    ObjectNode axes = root.putObject("sections");
    for (Section section : sections) {
      if (section.role() == Section.Role.AXIS) {
        for (DataFile<?> file : section.files()) {
          axes.set(JsonRows.camelCase(file.name()), JsonRows.flat(file));
        }
      }
    }
    return root;
  }
}
