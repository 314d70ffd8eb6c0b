package assay.scorers.code.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The program of the worker, which is sent to it when it starts.
final class RunnerSource {
  private RunnerSource() {}

  static byte[] bytes() {
    try (InputStream in = RunnerSource.class.getResourceAsStream("runner.py")) {
      if (in == null) {
        throw new IllegalStateException("runner.py is missing from the program's own jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("runner.py cannot be read from the program's own jar", e);
    }
  }
}
