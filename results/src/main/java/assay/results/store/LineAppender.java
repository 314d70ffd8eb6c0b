package assay.results.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/// Appends lines to a file. Nothing may stand behind a line that was written only in part: whoever
/// comes later is told what happened to it. One thread at a time.
final class LineAppender {
  private final FileChannel channel;
  private boolean torn;
  private String reason = "no more is known";

  LineAppender(FileChannel channel) {
    this.channel = channel;
  }

  FileChannel channel() {
    return channel;
  }

  /// Hands a line to the operating system.
  ///
  /// @throws IOException if it could not be written, or an earlier one only in part
  void append(byte[] line) throws IOException {
    if (torn) {
      throw new IOException("the line before it was written only in part (" + reason + ")");
    }
    torn = true;
    try {
      writeAll(channel, line);
    } catch (IOException e) {
      reason = Objects.requireNonNullElse(e.getMessage(), e.toString());
      throw e;
    }
    torn = false;
  }

  static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
