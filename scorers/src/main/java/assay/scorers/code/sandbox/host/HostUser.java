package assay.scorers.code.sandbox.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The user under which this process runs.
public final class HostUser {
  private HostUser() {}

  /// Returns whether that is root, as Linux's process table has it.
  public static boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }
}
