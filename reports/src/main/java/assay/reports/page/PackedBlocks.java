package assay.reports.page;

import assay.results.SampleRecord;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// Packs samples into blocks, each a `<script>` element with base64 of raw DEFLATE (RFC 1951) of a
/// JSON array. Holds one block at a time.
final class PackedBlocks implements AutoCloseable {
  private final String name;
  private final int size;
  private final Content content;
  private final Writer out;
  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DeflaterOutputStream packed = new DeflaterOutputStream(bytes, deflater);
  private final JsonGenerator json;
  private SampleJson samples;
  private int blocks;
  private int inBlock;

  /// What is written of a record.
  interface Content {
    void write(SampleJson json, SampleRecord record) throws IOException;
  }

  /// @param name front of the elements' ids, which a hyphen and a number from 0 complete
  /// @param size records in a block; the last may have fewer
  /// @param out receives the elements and is left open
  PackedBlocks(String name, int size, Content content, Writer out) throws IOException {
    this.name = name;
    this.size = size;
    this.content = content;
    this.out = out;
    // One for all blocks, whose arrays have nothing between them.
    this.json =
        SampleJson.generator(new OutputStreamWriter(packed, StandardCharsets.UTF_8))
            .setRootValueSeparator(null);
  }

  /// Adds a record to the block.
  void add(SampleRecord record) throws IOException {
    if (inBlock == 0) {
      deflater.reset();
      bytes.reset();
      json.writeStartArray();
      samples = new SampleJson(json);
    }
    content.write(samples, record);
    inBlock++;
    if (inBlock == size) {
      end();
    }
  }

  private void end() throws IOException {
    json.writeEndArray();
    json.flush();
    packed.finish();
    out.write("<script type=\"text/plain\" id=\"%s-%d\">".formatted(name, blocks));
    try (OutputStream encoded = Base64.getEncoder().wrap(new Characters(out))) {
      bytes.writeTo(encoded);
    }
    out.write("</script>\n");
    blocks++;
    inBlock = 0;
  }

  /// Writes the last block.
  @Override
  public void close() throws IOException {
    if (inBlock > 0) {
      end();
    }
    deflater.end();
  }

  /// Writes bytes that are characters of ASCII; leaves the writer open.
  private static final class Characters extends OutputStream {
    private final Writer out;

    Characters(Writer out) {
      this.out = out;
    }

    @Override
    public void write(int character) throws IOException {
      out.write(character);
    }

    @Override
    public void write(byte[] characters, int from, int count) throws IOException {
      out.write(new String(characters, from, count, StandardCharsets.US_ASCII));
    }
  }
}
