package assay.engine.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a two-dimensional float32 array in NumPy's `.npy` format 1.0, row by row.
///
/// Source: NumPy, `numpy/lib/format.py`.
public final class NpyWriter implements AutoCloseable {
  private static final int HEADER_BYTES = 128; // a multiple of 64, as the format asks

  private final Path path;
  private final OutputStream out;
  private final long rows;
  private final ByteBuffer row;
  private long written;

  /// Creates the file, replacing one that is there, and writes its header.
  ///
  /// @param rows number of rows that will be written
  /// @param columns numbers in each row
  /// @throws IOException if the file cannot be written
  public NpyWriter(Path path, long rows, int columns) throws IOException {
    this.path = path;
    this.rows = rows;
    row = ByteBuffer.allocate(Math.multiplyExact(columns, Float.BYTES));
    row.order(ByteOrder.LITTLE_ENDIAN);
    out = Files.newOutputStream(path);
    out.write(header(rows, columns));
  }

  private static byte[] header(long rows, int columns) {
    String entries =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }".formatted(rows, columns);
    int preambleBytes = 10;
    int textBytes = HEADER_BYTES - preambleBytes;
    String padded = entries + " ".repeat(textBytes - 1 - entries.length()) + "\n";
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    header.put((byte) 1).put((byte) 0).putShort((short) textBytes);
    return header.put(padded.getBytes(StandardCharsets.US_ASCII)).array();
  }

  /// Writes the next row.
  ///
  /// @param values `[columns]`
  /// @throws IllegalArgumentException if `values` has another length
  /// @throws IllegalStateException if all rows are written already
  /// @throws IOException if the file cannot be written
  public void row(float[] values) throws IOException {
    if (values.length != row.capacity() / Float.BYTES) {
      throw new IllegalArgumentException(
          "a row has " + row.capacity() / Float.BYTES + " numbers, not " + values.length);
    }
    if (written == rows) {
      throw new IllegalStateException(path + ": all " + rows + " rows are written already");
    }
    row.clear().asFloatBuffer().put(values);
    out.write(row.array());
    written++;
  }

  /// Closes the file. It is only a valid array if as many rows were written as announced.
  @Override
  public void close() throws IOException {
    out.close();
  }
}
