package assay.scorers.code.sandbox.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The program of the worker, which is sent to it when it starts: its parts one after another.
public final class RunnerSource {
  private static final List<String> PARTS =
      List.of("encode.py", "official.py", "checks.py", "compiled.py", "runner.py");

  private RunnerSource() {}

  static byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String part : PARTS) {
      all.writeBytes(resource(part));
      all.write('\n');
    }
    return all.toByteArray();
  }

  /// Returns the text of another Python program of this package.
  public static String text(String name) {
    return new String(resource(name), StandardCharsets.UTF_8);
  }

  private static byte[] resource(String name) {
    try (InputStream in = RunnerSource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the program's own jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read from the program's own jar", e);
    }
  }
}
