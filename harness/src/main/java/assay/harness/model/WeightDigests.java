package assay.harness.model;

import assay.results.Digests;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// SHA-256 of model files, remembered in a folder of its own: reading the tens of gigabytes of a
/// large model takes minutes, and a run needs to know only whether they are still the same.
///
/// What was remembered holds as long as path, size, both times (of the content and of the entry)
/// and number of the file do. Nothing is written beside the model. A file that was changed within
/// two seconds of being read is not remembered, since a second change could leave its times alike.
public final class WeightDigests {
  private static final Logger LOG = System.getLogger(WeightDigests.class.getName());
  private static final long WORTH_REMEMBERING = 64 << 20; // bytes, read in a tenth of a second
  private static final Duration SETTLED = Duration.ofSeconds(2);
  private static final int HEX_DIGITS = 64;

  private final Path folder;
  private final long smallest;
  private final FileDigest digest;

  /// Reads a file for its digest.
  @FunctionalInterface
  interface FileDigest {
    /// Returns the SHA-256 of the file as hex.
    String of(Path file) throws IOException;
  }

  /// Remembers in a folder, which is made when it is needed.
  ///
  /// @param smallest size in bytes from which a file is worth remembering
  WeightDigests(Path folder, long smallest, FileDigest digest) {
    this.folder = folder;
    this.smallest = smallest;
    this.digest = digest;
  }

  /// Remembers in the user's cache folder: `$XDG_CACHE_HOME/assay/digests`, or `~/.cache` for the
  /// first.
  ///
  /// Source: XDG Base Directory Specification 0.8.
  public static WeightDigests ofUser(Map<String, String> environment) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return new WeightDigests(
        base.resolve("assay").resolve("digests"), WORTH_REMEMBERING, Digests::ofFile);
  }

  /// Returns the digest of a model: of its file's bytes, or, if it has several, of the text that
  /// `sha256sum` prints for them, in the order of their names.
  ///
  /// @throws IOException if a file cannot be read
  public String of(List<Path> files) throws IOException {
    if (files.size() == 1) {
      return of(files.getFirst());
    }
    StringBuilder lines = new StringBuilder();
    for (Path file : files.stream().sorted(Comparator.comparing(Path::getFileName)).toList()) {
      lines.append(of(file)).append("  ").append(file.getFileName()).append('\n');
    }
    return Digests.ofText(lines.toString());
  }

  private String of(Path file) throws IOException {
    if (Files.size(file) < smallest) {
      return digest.of(file);
    }
    Instant start = Instant.now();
    String state = state(file);
    Path memory = folder.resolve(Digests.ofText(file.toRealPath().toString()));
    if (Files.exists(memory)) {
      List<String> lines = Files.readAllLines(memory);
      if (lines.size() == 2
          && lines.getFirst().equals(state)
          && lines.getLast().length() == HEX_DIGITS) {
        return lines.getLast();
      }
    }
    String found = digest.of(file);
    Instant changed = Files.getLastModifiedTime(file).toInstant();
    if (state(file).equals(state) && changed.isBefore(start.minus(SETTLED))) {
      remember(memory, state, found);
    }
    return found;
  }

  /// Describes a file by everything that changes with its content, in one line.
  private static String state(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    return "%s %d %s %s %s"
        .formatted(
            Digests.ofText(file.toRealPath().toString()),
            attributes.size(),
            attributes.lastModifiedTime().toInstant(),
            unix ? Files.getAttribute(file, "unix:ctime") : "",
            attributes.fileKey());
  }

  private void remember(Path memory, String state, String found) {
    try {
      Files.createDirectories(folder);
      Path written = Files.createTempFile(folder, "digest", ".part");
      Files.write(written, List.of(state, found));
      Files.move(written, memory, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) { // the digest is right all the same, and will be computed again
      LOG.log(Level.WARNING, "digests cannot be remembered in {0}: {1}", folder, e.getMessage());
    }
  }
}
