package assay.harness.made;

import assay.harness.run.UsageException;
import assay.results.Digests;
import assay.tasks.MadeData;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;

/// Keeps made data in a folder, so that it is made once.
///
/// @param folder is made when it is needed
public record MadeFiles(Path folder) {
  private static final int DIGEST_LENGTH = 12;

  public MadeFiles {
    Objects.requireNonNull(folder);
  }

  /// Returns the files of the user: `$XDG_CACHE_HOME/assay/made`, or `~/.cache` for the first.
  ///
  /// Source: XDG Base Directory Specification 0.8.
  public static MadeFiles ofUser(Map<String, String> environment) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return new MadeFiles(base.resolve("assay").resolve("made"));
  }

  /// Returns the file of some data, which is made unless it is there.
  ///
  /// @throws UsageException if the data cannot be as short as it is to be
  public Path file(MadeData data, Measure measure) throws IOException {
    String measured = Digests.ofText(measure.words()).substring(0, DIGEST_LENGTH);
    Path file = folder.resolve("%s-%s.jsonl".formatted(data.name(), measured));
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      write(data, measure, file);
    }
    return file;
  }

  /// Makes data into a file, of which nothing is there before all of it is.
  ///
  /// @throws UsageException if the data cannot be as short as it is to be
  public static void write(MadeData data, Measure measure, Path file) throws IOException {
    Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "made", ".incomplete");
    try {
      try (Writer out = Files.newBufferedWriter(part)) {
        data.write(out, measure.counter(), measure.words());
      } catch (IllegalArgumentException e) {
        throw new UsageException(
            "%s. Ask for longer contexts with --lengths, or for other items with --tasks"
                .formatted(e.getMessage()),
            e);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
