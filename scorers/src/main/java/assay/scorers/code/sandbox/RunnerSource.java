package assay.scorers.code.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// The program of the worker, which is sent to it when it starts: its parts one after another.
final class RunnerSource {
  private static final List<String> PARTS =
      List.of("encode.py", "official.py", "checks.py", "runner.py");

  private RunnerSource() {}

  static byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String part : PARTS) {
      try (InputStream in = RunnerSource.class.getResourceAsStream(part)) {
        if (in == null) {
          throw new IllegalStateException(part + " is missing from the program's own jar");
        }
        in.transferTo(all);
        all.write('\n');
      } catch (IOException e) {
        throw new UncheckedIOException(part + " cannot be read from the program's own jar", e);
      }
    }
    return all.toByteArray();
  }
}
