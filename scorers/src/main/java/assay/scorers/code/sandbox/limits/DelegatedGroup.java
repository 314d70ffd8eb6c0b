package assay.scorers.code.sandbox.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A control group of version 2 that was delegated to this process, as by `systemd-run --user
/// --scope -p Delegate=yes`.
///
/// A group with processes may not hand its controllers on. So this process, where it is alone in
/// there, moves into a child of its group before the group's controllers are given to the children.
///
/// Source: the kernel's `Documentation/admin-guide/cgroup-v2.rst`, "No Internal Process Constraint"
/// and "Delegation".
final class DelegatedGroup {
  private static final Set<String> NEEDED = Set.of("memory", "pids");

  private DelegatedGroup() {}

  /// Returns whether a group's children have both controllers that are needed.
  static boolean gives(Path group) {
    return words(group.resolve("cgroup.subtree_control")).containsAll(NEEDED);
  }

  /// Returns the group of this process with both controllers for its children; empty where there is
  /// none of version 2, where it is not ours, or others are in it.
  ///
  /// @param root of the control groups, usually `/sys/fs/cgroup`
  static Optional<Path> ofThisProcess(Path root) {
    try {
      return own(Files.readAllLines(Path.of("/proc/self/cgroup")), root)
          .filter(group -> handsOn(group, ProcessHandle.current().pid()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Returns the group that `/proc/self/cgroup` names in version 2.
  static Optional<Path> own(List<String> lines, Path root) {
    return lines.stream()
        .filter(line -> line.startsWith("0::/") && line.length() > 4)
        .map(line -> root.resolve(line.substring(4)))
        .filter(Files::isDirectory)
        .findFirst();
  }

  /// Lets a group hand its controllers on, if it does not yet; returns whether it does then.
  static boolean handsOn(Path group, long pid) {
    if (gives(group)) {
      return true;
    }
    try {
      boolean alone = words(group.resolve("cgroup.procs")).equals(Set.of(Long.toString(pid)));
      if (!alone || !words(group.resolve("cgroup.controllers")).containsAll(NEEDED)) {
        return false;
      }
      // By this name it is removed as an orphan once this process is dead.
      Path child = group.resolve("assay-%d-0".formatted(pid));
      Files.createDirectories(child);
      Files.writeString(child.resolve("cgroup.procs"), Long.toString(pid));
      Files.writeString(group.resolve("cgroup.subtree_control"), "+memory +pids");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Set<String> words(Path file) {
    try {
      return new HashSet<>(List.of(Files.readString(file).strip().split("\\s+", -1)));
    } catch (IOException e) {
      return Set.of();
    }
  }
}
