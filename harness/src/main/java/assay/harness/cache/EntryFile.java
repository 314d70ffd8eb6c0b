package assay.harness.cache;

import assay.results.Completion;
import assay.results.Digests;
import assay.results.store.StoredCompletion;
import assay.results.text.AnyUtf8;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/// One completion with its key as a file: three lines, of which the last is the checksum of the
/// others (CRC-32C as in records, or SHA-256 as it was first). They are zipped where that makes a
/// file smaller on a disk, which has blocks of 4 KiB.
///
/// @param key as canonical JSON
/// @param completion what was answered
record EntryFile(String key, Completion completion) {
  /// A completion of a megabyte would be one of the longest; a broken file must not fill the
  /// memory.
  private static final int MOST_BYTES = 1 << 28;

  private static final int BLOCK_BYTES = 1 << 12;

  byte[] bytes() throws IOException {
    String lines = key + "\n" + StoredCompletion.write(completion) + "\n";
    byte[] bytes = AnyUtf8.bytes(lines + checksum(lines) + "\n");
    return bytes.length <= BLOCK_BYTES ? bytes : zipped(bytes);
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }

  /// Reads a file; empty if it is damaged, or not what its name says.
  static Optional<EntryFile> read(Path file) throws IOException {
    String name = file.getFileName().toString();
    return whole(file).filter(entry -> Digests.ofText(entry.key()).equals(name));
  }

  /// Reads the file of a key; empty if it is damaged, or has another.
  static Optional<EntryFile> read(Path file, CacheKey key) throws IOException {
    return whole(file).filter(entry -> entry.key().equals(key.text()));
  }

  private static Optional<EntryFile> whole(Path file) throws IOException {
    List<String> lines = lines(file);
    if (lines.size() != 3) {
      return Optional.empty();
    }
    String key = lines.get(0);
    String completion = lines.get(1);
    String content = key + "\n" + completion + "\n";
    String stated = lines.get(2);
    return stated.equals(checksum(content)) || stated.equals(Digests.ofText(content))
        ? StoredCompletion.read(completion).map(read -> new EntryFile(key, read))
        : Optional.empty();
  }

  private static String checksum(String lines) {
    CRC32C crc = new CRC32C();
    crc.update(AnyUtf8.bytes(lines));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  /// Returns the lines of a file; none if it cannot be unpacked.
  private static List<String> lines(Path file) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BLOCK_BYTES)) {
      raw.mark(1);
      boolean plain = raw.read() == '{';
      raw.reset();
      byte[] bytes = (plain ? raw : new GZIPInputStream(raw)).readNBytes(MOST_BYTES);
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (ZipException | EOFException e) {
      return List.of();
    }
  }

  /// Returns the name of the model in the key.
  String model() {
    try {
      return new JsonMapper().readTree(key).at("/model/name").asText("?");
    } catch (JsonProcessingException e) {
      return "?";
    }
  }
}
