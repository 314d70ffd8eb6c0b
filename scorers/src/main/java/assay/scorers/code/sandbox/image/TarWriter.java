package assay.scorers.code.sandbox.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes a tar archive of files, folders and symbolic links, all of root and of one time.
///
/// Names beyond 100 bytes get a `././@LongLink` entry before them, which every tar reads.
///
/// Source: POSIX.1-1988 `ustar`, and GNU tar's manual, "Basic Tar Format".
final class TarWriter {
  private static final int BLOCK = 512;
  private static final int NAME_BYTES = 100;
  private static final int CHECKSUM_OFFSET = 148;
  private static final int CHECKSUM_BYTES = 8;

  private final OutputStream out;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  void folder(String path, int mode) throws IOException {
    entry(relative(path) + "/", '5', mode, "", new byte[0]);
  }

  void file(String path, int mode, byte[] content) throws IOException {
    entry(relative(path), '0', mode, "", content);
  }

  void link(String path, String target) throws IOException {
    entry(relative(path), '2', 0777, target, new byte[0]);
  }

  /// Writes the end mark. The stream stays open.
  void end() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.flush();
  }

  private static String relative(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }

  private void entry(String name, char kind, int mode, String target, byte[] content)
      throws IOException {
    longName(name, 'L');
    longName(target, 'K');
    header(name, kind, mode, target, content.length);
    padded(content);
  }

  private void longName(String name, char kind) throws IOException {
    byte[] bytes = (name + "\0").getBytes(StandardCharsets.UTF_8);
    if (bytes.length > NAME_BYTES) {
      header("././@LongLink", kind, 0644, "", bytes.length);
      padded(bytes);
    }
  }

  private void padded(byte[] content) throws IOException {
    out.write(content);
    out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
  }

  private void header(String name, char kind, int mode, String target, long size)
      throws IOException {
    byte[] block = new byte[BLOCK];
    put(block, 0, NAME_BYTES, name);
    put(block, 100, 8, "%07o".formatted(mode));
    put(block, 108, 8, "%07o".formatted(0));
    put(block, 116, 8, "%07o".formatted(0));
    put(block, 124, 12, "%011o".formatted(size));
    put(block, 136, 12, "%011o".formatted(0));
    put(block, CHECKSUM_OFFSET, CHECKSUM_BYTES, " ".repeat(CHECKSUM_BYTES));
    block[156] = (byte) kind;
    put(block, 157, NAME_BYTES, target);
    put(block, 257, 8, "ustar  ");
    int sum = 0;
    for (byte value : block) {
      sum += value & 0xFF;
    }
    put(block, CHECKSUM_OFFSET, CHECKSUM_BYTES, "%06o\0 ".formatted(sum));
    out.write(block);
  }

  private static void put(byte[] block, int offset, int length, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, offset, Math.min(length, bytes.length));
  }
}
