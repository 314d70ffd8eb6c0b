package assay.results.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether a process of this machine is writing a run, told without taking the lock: taking it,
/// even for a moment, could turn away a run that is just starting.
public enum WriterPresence {
  /// A process holds the run's lock.
  PRESENT,
  /// No process that this one can see does.
  ABSENT,
  /// This system does not say.
  UNKNOWN;

  /// A line such as `12: POSIX ADVISORY WRITE 4711 08:02:1234567 0 EOF`, whose file is 1234567.
  /// Source: proc_locks(5).
  private static final Pattern WRITE_LOCK =
      Pattern.compile("\\S+ POSIX +\\S+ +WRITE +\\S+ \\S+:(\\d+) .*");

  private static final Path LOCKS = Path.of("/proc/locks");

  static WriterPresence of(Path file) {
    try {
      if (!Files.exists(file)) {
        return ABSENT;
      }
      Object number = Files.getAttribute(file, "unix:ino");
      return Files.readAllLines(LOCKS).stream().anyMatch(line -> locks(line, number))
          ? PRESENT
          : ABSENT;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return UNKNOWN;
    }
  }

  private static boolean locks(String line, Object number) {
    Matcher lock = WRITE_LOCK.matcher(line);
    return lock.matches() && lock.group(1).equals(number.toString());
  }
}
