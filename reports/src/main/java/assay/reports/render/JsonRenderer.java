package assay.reports.render;

import assay.reports.section.Exports;
import assay.reports.section.Section;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// The figures of a report as JSON: `runs`, each with its identity, `scorers` (with `change`,
/// `gained` and `lost` against the protocol's own), `breakdowns`, `passAtK`, `attemptFigures`
/// (pass@k, avg@k, maj@k and cons@k) and `tokens`; then `comparisons`, each run against the first
/// of its suite and scorer with the fields of
/// [assay.reports.section.ComparisonJson#of(assay.reports.compare.Comparison)] (`a`, `b`, `n`,
/// `scoreA`, `scoreB`, `difference` as B - A, `interval`, `pValue`, `onlyA`, `onlyB`, `sentence`,
/// `groups`, `flips`, ...); `rankings` of three runs or more (`samples`, `places`, `wins`); and
/// `notCompared`, a sentence for each comparison that could not be made; then `sections`, the rows
/// of the recipe axes' CSV files by their names. Shares run from 0 to 1, differences from -1 to 1;
/// what is undefined is absent.
public final class JsonRenderer {
  private static final List<String> LISTS =
      List.of("runs", "comparisons", "rankings", "notCompared");
  private static final JsonFactory JSON = new JsonFactory();
  private static final JsonMapper TREES =
      JsonMapper.builder().disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE).build();

  /// Writes the document of a report's sections and leaves the writer open.
  public void render(List<Section> sections, Writer out) throws IOException {
    JsonGenerator json = JSON.createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(indenter);
    printer.indentObjectsWith(indenter);
    json.setPrettyPrinter(printer);
    TREES.writeTree(json, tree(sections));
    json.writeRaw('\n');
    json.flush();
  }

  private static ObjectNode tree(List<Section> sections) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    LISTS.forEach(root::putArray);
    root.putObject(Exports.AXES);
    sections.forEach(section -> section.exports().json().addTo(root));
    return root;
  }
}
