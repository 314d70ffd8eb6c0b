package assay.scorers.code.sandbox.limits;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A control group that bounds memory and processes of everything inside one worker.
///
/// Made where this process may write to the machine's groups: version 2 with both controllers, or
/// the two hierarchies of version 1. The worker puts itself inside before it becomes the sandbox.
public final class ControlGroup {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final Pattern OWNED = Pattern.compile("assay-(\\d+)-[0-9a-f]+");
  private static final int PATIENCE = 50;
  private static final int PAUSE_MILLIS = 20;

  private final List<Path> folders;

  private ControlGroup(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /// The folders in which groups can be made.
  ///
  /// @param memory the folder in which memory is bounded
  /// @param processes the folder in which processes are counted; the same in version 2
  public record Hierarchies(Path memory, Path processes) {

    /// Returns the folders in which this process may make groups, or empty where it may not: of
    /// version 2 the machine's root, or the group of this process where that was delegated to it.
    public static Optional<Hierarchies> find() {
      return version2(ROOT)
          .or(() -> version1(ROOT))
          .filter(Hierarchies::works)
          .or(
              () ->
                  DelegatedGroup.ofThisProcess(ROOT)
                      .map(Hierarchies::both)
                      .filter(Hierarchies::works));
    }

    private static Hierarchies both(Path folder) {
      return new Hierarchies(folder, folder);
    }

    static Optional<Hierarchies> version2(Path root) {
      return DelegatedGroup.gives(root) ? Optional.of(both(root)) : Optional.empty();
    }

    private static Optional<Hierarchies> version1(Path root) {
      Path memory = root.resolve("memory");
      Path processes = root.resolve("pids");
      return Files.isRegularFile(memory.resolve("memory.limit_in_bytes"))
              && Files.isDirectory(processes)
          ? Optional.of(new Hierarchies(memory, processes))
          : Optional.empty();
    }

    private boolean works() {
      try {
        removeOrphans();
        create(1L << 30, 8).remove();
        return true;
      } catch (IOException e) {
        return false;
      }
    }

    /// Makes a group with the given limits.
    public ControlGroup create(long memoryBytes, int most) throws IOException {
      // By chance and not by count: one process may hold several sandboxes.
      String name =
          "assay-%d-%016x".formatted(ProcessHandle.current().pid(), new SecureRandom().nextLong());
      boolean one = memory.equals(processes);
      ControlGroup group =
          new ControlGroup(
              one
                  ? List.of(memory.resolve(name))
                  : List.of(memory.resolve(name), processes.resolve(name)));
      try {
        for (Path folder : group.folders) {
          Files.createDirectory(folder);
        }
        group.limit(one, memoryBytes, most);
        return group;
      } catch (IOException e) {
        group.remove();
        throw e;
      }
    }

    /// Removes the groups that a dead process of this program left behind.
    private void removeOrphans() throws IOException {
      for (Path parent : List.of(memory, processes)) {
        List<Path> orphans = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(parent, "assay-*")) {
          for (Path child : children) {
            Matcher owned = OWNED.matcher(child.getFileName().toString());
            if (owned.matches() && ProcessHandle.of(Long.parseLong(owned.group(1))).isEmpty()) {
              orphans.add(child);
            }
          }
        }
        new ControlGroup(orphans).remove();
      }
    }
  }

  private void limit(boolean version2, long memoryBytes, int most) throws IOException {
    Path memory = folders.getFirst();
    if (version2) {
      Files.writeString(memory.resolve("memory.max"), Long.toString(memoryBytes));
      writeIfThere(memory.resolve("memory.swap.max"), "0");
    } else {
      Files.writeString(memory.resolve("memory.limit_in_bytes"), Long.toString(memoryBytes));
      writeIfThere(memory.resolve("memory.memsw.limit_in_bytes"), Long.toString(memoryBytes));
    }
    Files.writeString(folders.getLast().resolve("pids.max"), Integer.toString(most));
  }

  /// Swap is accounted for on some machines only; where it is not, there is none to bound.
  private static void writeIfThere(Path file, String text) throws IOException {
    if (Files.isRegularFile(file)) {
      Files.writeString(file, text);
    }
  }

  /// Returns the command that enters the group and then becomes the given one; it fails if it
  /// cannot enter.
  public List<String> entered(List<String> command) {
    List<String> all = new ArrayList<>(List.of("/bin/sh", "-c"));
    StringBuilder script = new StringBuilder();
    for (Path folder : folders) {
      script.append("echo $$ > ").append(folder.resolve("cgroup.procs")).append(" || exit 71\n");
    }
    all.add(script + "exec \"$@\"");
    all.add("sh");
    all.addAll(command);
    return List.copyOf(all);
  }

  /// Returns whether the kernel killed something in here because the group's own limit was reached;
  /// a machine that runs out of memory as a whole is no such case.
  public boolean ranOutOfMemory() {
    return new MemoryEvents(folders.getFirst()).ranOut();
  }

  /// Removes the group once its processes are gone; gives up after a second.
  public void remove() {
    for (Path folder : folders) {
      for (int i = 0; i < PATIENCE && Files.isDirectory(folder); i++) {
        try {
          Files.delete(folder);
        } catch (IOException busy) {
          pause();
        }
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
