package assay.harness.cache;

import assay.results.Completion;
import assay.results.Digests;
import assay.results.store.StoredCompletion;
import assay.results.text.AnyUtf8;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/// One completion with its key as a file: three lines, zipped, of which the last is the digest of
/// the others.
///
/// @param key as canonical JSON
/// @param completion what was answered
record EntryFile(String key, Completion completion) {
  /// A completion of a megabyte would be one of the longest; a broken file must not fill the
  /// memory.
  private static final int MOST_BYTES = 1 << 28;

  byte[] bytes() throws IOException {
    String lines = key + "\n" + StoredCompletion.write(completion) + "\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(AnyUtf8.bytes(lines + Digests.ofText(lines) + "\n"));
    }
    return bytes.toByteArray();
  }

  /// Reads a file; empty if it is damaged, or not what its name says.
  static Optional<EntryFile> read(Path file) throws IOException {
    Optional<List<String>> lines = lines(file);
    if (lines.isEmpty() || lines.get().size() != 3) {
      return Optional.empty();
    }
    String key = lines.get().get(0);
    String completion = lines.get().get(1);
    boolean whole =
        Digests.ofText(key + "\n" + completion + "\n").equals(lines.get().get(2))
            && file.getFileName().toString().equals(Digests.ofText(key));
    return whole
        ? StoredCompletion.read(completion).map(read -> new EntryFile(key, read))
        : Optional.empty();
  }

  private static Optional<List<String>> lines(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file)) {
      byte[] bytes = new GZIPInputStream(raw).readNBytes(MOST_BYTES);
      return Optional.of(new String(bytes, StandardCharsets.UTF_8).lines().toList());
    } catch (ZipException | EOFException e) {
      return Optional.empty();
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
