package assay.scorers.code.sandbox.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the kernel counts of a control group's memory, in either version.
///
/// Source: the kernel's `Documentation/admin-guide/cgroup-v2.rst`, `memory.events`; and
/// `cgroup-v1/memory.rst`, `memory.oom_control`.
///
/// @param folder of the group, in the hierarchy that has memory
public record MemoryEvents(Path folder) {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final double NEARLY_ALL = 0.95;

  /// Returns those of the group that a process is in; empty where its group is not to be seen from
  /// here, as that of a container on another machine.
  ///
  /// @param pid the process
  /// @param name that the group's path has to hold, so that no other process of that number is
  ///   meant
  public static Optional<MemoryEvents> ofProcess(long pid, String name) {
    try {
      return ofLines(
          Files.readAllLines(Path.of("/proc", Long.toString(pid), "cgroup")), name, ROOT);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Reads `/proc/PID/cgroup`: lines of a hierarchy's number, its controllers and a path.
  static Optional<MemoryEvents> ofLines(List<String> lines, String name, Path root) {
    return lines.stream()
        .map(line -> line.split(":", 3))
        .filter(parts -> parts.length == 3 && parts[2].contains(name))
        .flatMap(parts -> folder(parts[1], parts[2], root).stream())
        .filter(folder -> counts(folder))
        .findFirst()
        .map(MemoryEvents::new);
  }

  private static Optional<Path> folder(String controllers, String path, Path root) {
    String below = path.startsWith("/") ? path.substring(1) : path;
    if (controllers.isEmpty()) {
      return Optional.of(root.resolve(below));
    }
    return List.of(controllers.split(",", -1)).contains("memory")
        ? Optional.of(root.resolve("memory").resolve(below))
        : Optional.empty();
  }

  private static boolean counts(Path folder) {
    return Files.isRegularFile(folder.resolve("memory.events"))
        || Files.isRegularFile(folder.resolve("memory.oom_control"));
  }

  /// Returns whether the kernel killed something in the group because the group's own limit was
  /// reached; a machine that runs out of memory as a whole is no such case.
  public boolean ranOut() {
    Path events = folder.resolve("memory.events");
    try {
      return Files.isRegularFile(events)
          ? count(events, "oom") > 0 && count(events, "oom_kill") > 0
          : count(folder.resolve("memory.oom_control"), "oom_kill") > 0
              && number("memory.max_usage_in_bytes")
                  >= NEARLY_ALL * number("memory.limit_in_bytes");
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }

  private long number(String file) throws IOException {
    return Long.parseLong(Files.readString(folder.resolve(file)).strip());
  }

  private static long count(Path file, String name) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1).strip()))
        .findFirst()
        .orElse(0);
  }
}
