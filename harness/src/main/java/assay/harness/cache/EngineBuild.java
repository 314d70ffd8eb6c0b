package assay.harness.cache;

import assay.engine.LanguageModel;
import assay.results.Digests;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/// The bundled engine's code, whose every change may change a bit of what it computes.
public final class EngineBuild {
  private EngineBuild() {}

  /// Returns the SHA-256 of the file or the folder that the engine's classes were loaded from.
  public static String digest() throws IOException {
    try {
      return of(
          Path.of(LanguageModel.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new IOException("the engine's classes have no place in a file system", e);
    }
  }

  /// Returns the SHA-256 of a file, or of a folder's files with their names.
  static String of(Path code) throws IOException {
    if (!Files.isDirectory(code)) {
      return Digests.ofFile(code);
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(code)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    MessageDigest digest = Digests.sha256();
    for (Path file : files) {
      String entry = "%s %s%n".formatted(code.relativize(file), Digests.ofFile(file));
      digest.update(entry.getBytes(StandardCharsets.UTF_8));
    }
    return Digests.hex(digest);
  }
}
