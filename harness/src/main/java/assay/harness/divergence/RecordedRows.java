package assay.harness.divergence;

import assay.engine.LogitsSink;
import assay.harness.run.UsageException;
import assay.results.divergence.Divergence.Side;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;

/// Logits that are stored as they pass. The file has its name only once it is whole.
public final class RecordedRows implements RowSource {
  private final RowSource rows;
  private final Path file;
  private final Path part;
  private final ByteBuffer row;
  private final OutputStream out;
  private long missing;

  /// Begins a file.
  ///
  /// @param rows that are stored
  /// @param passages all that will be asked for
  /// @throws UsageException if the disk has no room for them
  public RecordedRows(RowSource rows, Passages passages, Path file) throws IOException {
    this.rows = rows;
    this.file = file;
    LogitsHeader header =
        new LogitsHeader(rows.side(), rows.vocabSize(), passages.scored(), passages.digest());
    part = file.resolveSibling(file.getFileName() + ".part");
    Path folder = file.toAbsolutePath().getParent();
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < header.fileBytes()) {
      throw new UsageException(
          "%s would take %d bytes, and its disk has %d left. Take less text, or leave it out"
              .formatted(file, header.fileBytes(), free));
    }
    missing = header.rows();
    row = ByteBuffer.allocate(header.rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
    out = Files.newOutputStream(part);
    out.write(header.bytes());
  }

  @Override
  public Side side() {
    return rows.side();
  }

  @Override
  public int vocabSize() {
    return rows.vocabSize();
  }

  @Override
  public void rows(Passage passage, int from, int to, LogitsSink sink) throws IOException {
    rows.rows(
        passage,
        from,
        to,
        (index, logits) -> {
          write(logits);
          sink.row(index, logits);
        });
  }

  private void write(float[] logits) {
    row.clear();
    row.asFloatBuffer().put(logits);
    CRC32C check = new CRC32C();
    check.update(row.array(), 0, Float.BYTES * logits.length);
    row.putInt(Float.BYTES * logits.length, (int) check.getValue());
    try {
      out.write(row.array());
    } catch (IOException e) {
      throw new UncheckedIOException("%s: %s".formatted(part, e.getMessage()), e);
    }
    missing--;
  }

  @Override
  public void close() throws IOException {
    try (RowSource _ = rows) {
      out.close();
    }
    if (missing == 0) {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.delete(part);
    }
  }
}
