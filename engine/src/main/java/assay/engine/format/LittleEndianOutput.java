package assay.engine.format;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Writes little-endian numbers and texts behind their length, and counts the bytes.
final class LittleEndianOutput implements AutoCloseable {
  private final FileChannel file;
  private final OutputStream out;
  private final WritableByteChannel channel;
  private long written;

  /// Creates a file, replacing one that is there.
  LittleEndianOutput(Path path) throws IOException {
    file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    out = new BufferedOutputStream(Channels.newOutputStream(file));
    channel = Channels.newChannel(out);
  }

  void int32(int value) throws IOException {
    low(value, Integer.BYTES);
  }

  void int64(long value) throws IOException {
    low(value, Long.BYTES);
  }

  /// Writes the `count` lowest bytes of a number, lowest first.
  void low(long value, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      out.write((int) (value >>> (8 * i)));
    }
    written += count;
  }

  void text(String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int64(utf8.length);
    bytes(ByteBuffer.wrap(utf8));
  }

  void bytes(ByteBuffer bytes) throws IOException {
    written += bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /// Leaves out so many bytes, which are zero when they are read; something has to follow them.
  void skip(long count) throws IOException {
    out.flush();
    file.position(Math.addExact(file.position(), count));
    written += count;
  }

  void pad(int alignment) throws IOException {
    while (written % alignment != 0) {
      low(0, 1);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
