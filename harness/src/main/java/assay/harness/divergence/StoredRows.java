package assay.harness.divergence;

import assay.engine.LogitsSink;
import assay.engine.decoding.NonFiniteLogitsException;
import assay.results.divergence.Divergence.Side;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/// Logits that [RecordedRows] has stored, the same bits.
public final class StoredRows implements RowSource {
  private final Path file;
  private final LogitsHeader header;
  private final byte[] bytes;
  private final float[] row;
  private final InputStream in;

  /// Opens a file.
  ///
  /// @param passages what will be asked for
  /// @throws MalformedLogitsException if it is damaged, or holds the logits of other passages
  public StoredRows(Path file, Passages passages) throws IOException {
    this.file = file;
    header = LogitsHeader.read(file);
    if (!header.digest().equals(passages.digest())) {
      throw new MalformedLogitsException(
          file,
          "holds what %s makes of other tokens: another text, another window or another tokenizer"
              .formatted(header.side().name()));
    }
    bytes = new byte[header.rowBytes()];
    row = new float[header.vocabSize()];
    in = new BufferedInputStream(Files.newInputStream(file));
    in.skipNBytes(header.bytes().length);
  }

  /// Refuses the logits of another model.
  ///
  /// @throws MalformedLogitsException if they are of one
  public void require(Side side) {
    if (!header.side().weights().equals(side.weights())) {
      throw new MalformedLogitsException(
          file,
          "holds the logits of %s (weights %.16s), not of %s (weights %.16s)"
              .formatted(
                  header.side().name(), header.side().weights(), side.name(), side.weights()));
    }
  }

  @Override
  public Side side() {
    return header.side();
  }

  @Override
  public int vocabSize() {
    return header.vocabSize();
  }

  @Override
  public void rows(Passage passage, int from, int to, LogitsSink sink) throws IOException {
    for (int index = from; index < to; index++) {
      in.readNBytes(bytes, 0, bytes.length);
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      CRC32C check = new CRC32C();
      check.update(bytes, 0, Float.BYTES * row.length);
      if (buffer.getInt(Float.BYTES * row.length) != (int) check.getValue()) {
        throw new MalformedLogitsException(
            file,
            "is damaged in the row behind token %d of %s"
                .formatted(passage.place(index), passage.source()));
      }
      buffer.asFloatBuffer().get(row);
      show(passage, index, sink);
    }
  }

  private void show(Passage passage, int index, LogitsSink sink) {
    try {
      sink.row(index, row);
    } catch (NonFiniteLogitsException e) {
      throw new MalformedLogitsException(
          file,
          "is no distribution in the row behind token %d of %s: %s"
              .formatted(passage.place(index), passage.source(), e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
