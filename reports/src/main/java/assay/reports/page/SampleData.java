package assay.reports.page;

import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.results.SampleRecord;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// The samples of a report inside its page, for the script to search and show: rows and texts of
/// [SampleJson] in [PackedBlocks], which the script unpacks when it needs them, written in one pass
/// over the records of each run.
final class SampleData {
  /// How many rows are packed together: all of them are needed at once, so these are large.
  private static final int PART = 4000;

  private final Writer out;

  SampleData(Writer out) {
    this.out = out;
  }

  void write(List<RunReport> runs) throws IOException {
    runs(runs);
    for (int i = 0; i < runs.size(); i++) {
      samples(runs.get(i), i);
    }
  }

  private void runs(List<RunReport> runs) throws IOException {
    out.write("<script type=\"application/json\" id=\"runs\">");
    try (JsonGenerator json = SampleJson.generator(out)) {
      json.writeStartArray();
      for (RunReport run : runs) {
        json.writeStartObject();
        new SampleJson(json)
            .run(run.name(), run.scorers().stream().map(ScorerReport::scorer).toList());
        json.writeNumberField("part", PART);
        json.writeNumberField("count", run.attempts());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    out.write("</script>\n");
  }

  /// Writes blocks of rows and of texts, each when it is full.
  private void samples(RunReport run, int number) throws IOException {
    try (Stream<SampleRecord> records = run.records().source().open();
        PackedBlocks row = new PackedBlocks("index-" + number, PART, SampleJson::row, out);
        PackedBlocks text =
            new PackedBlocks("texts-" + number, SampleJson.BLOCK, SampleJson::texts, out)) {
      for (Iterator<SampleRecord> each = records.iterator(); each.hasNext(); ) {
        SampleRecord record = each.next();
        row.add(record);
        text.add(record);
      }
    }
  }
}
