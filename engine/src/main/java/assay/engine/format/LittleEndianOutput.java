package assay.engine.format;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/// Writes little-endian numbers and texts behind their length, and counts the bytes.
final class LittleEndianOutput implements AutoCloseable {
  private final OutputStream out;
  private final WritableByteChannel channel;
  private long written;

  LittleEndianOutput(OutputStream target) {
    out = new BufferedOutputStream(target);
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
