package assay.reports.render;

import assay.reports.RunReport;
import assay.reports.ScorerReport;
import assay.results.SampleRecord;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// The samples of a report inside its page, for the script to search and show: rows and texts of
/// [SampleJson] in blocks of base64 of raw DEFLATE (RFC 1951), which the script unpacks when it
/// needs them. The rows and the texts of a run are written in one pass over its records each.
final class SampleData {
  /// How many rows are packed together: all of them are needed at once, so these are large.
  private static final int PART = 4000;

  private static final int LEVEL = Deflater.DEFAULT_COMPRESSION;

  private final Writer out;

  SampleData(Writer out) {
    this.out = out;
  }

  void write(List<RunReport> runs) throws IOException {
    runs(runs);
    for (int i = 0; i < runs.size(); i++) {
      rows(runs.get(i), i);
      texts(runs.get(i), i);
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

  private void rows(RunReport run, int number) throws IOException {
    blocks(run, "index-" + number, PART, SampleJson::row);
  }

  private void texts(RunReport run, int number) throws IOException {
    blocks(run, "texts-" + number, SampleJson.BLOCK, SampleJson::texts);
  }

  private interface Content {
    void write(SampleJson json, SampleRecord record) throws IOException;
  }

  private void blocks(RunReport run, String name, int size, Content content) throws IOException {
    Deflater deflater = new Deflater(LEVEL, true);
    try (Stream<SampleRecord> records = run.records().source().open()) {
      Iterator<SampleRecord> each = records.iterator();
      for (int block = 0; each.hasNext(); block++) {
        out.write("<script type=\"text/plain\" id=\"%s-%d\">".formatted(name, block));
        out.write(packed(deflater, each, size, content));
        out.write("</script>\n");
      }
    } finally {
      deflater.end();
    }
  }

  private static String packed(
      Deflater deflater, Iterator<SampleRecord> records, int size, Content content)
      throws IOException {
    deflater.reset();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer text =
            new OutputStreamWriter(
                new DeflaterOutputStream(bytes, deflater), StandardCharsets.UTF_8);
        JsonGenerator json = SampleJson.generator(text)) {
      SampleJson samples = new SampleJson(json);
      json.writeStartArray();
      for (int i = 0; i < size && records.hasNext(); i++) {
        content.write(samples, records.next());
      }
      json.writeEndArray();
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
