package assay.scorers.code.sandbox.local;

import assay.scorers.code.sandbox.SandboxOptions;
import assay.scorers.code.sandbox.backend.BackendRefused;
import assay.scorers.code.sandbox.host.Executables;
import assay.scorers.code.sandbox.host.HostPlace;
import assay.scorers.code.sandbox.host.HostUser;
import assay.scorers.code.sandbox.limits.SyscallFilter;
import assay.scorers.code.sandbox.protocol.WorkerChannel;
import assay.scorers.code.sandbox.protocol.WorkerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Workers inside bubblewrap: own namespaces, a root of read-only library folders, no capabilities.
///
/// Started by root, the worker keeps the rights to change user and to kill, and programs run as a
/// user of their own. Started by anyone else, worker and program share the one user of a user
/// namespace; the worker is then protected by being process 1 and by refusing inspection.
public final class BubblewrapLauncher implements WorkerChannel.Launcher {
  private static final long TMP_BYTES = 256L << 20;
  private static final long SHARED_MEMORY_BYTES = 64L << 20;

  private final Path bwrap;
  private final String version;
  private final HostPlace place;
  private final boolean asRoot;
  private final boolean sizedFolders;
  private final LocalWorkers workers;

  private BubblewrapLauncher(
      Path bwrap,
      String version,
      HostPlace place,
      boolean asRoot,
      boolean sizedFolders,
      LocalWorkers workers) {
    this.bwrap = bwrap;
    this.version = version;
    this.place = place;
    this.asRoot = asRoot;
    this.sizedFolders = sizedFolders;
    this.workers = workers;
  }

  /// Returns the ways in which bubblewrap may work here, the stronger first.
  public static List<WorkerChannel.Launcher> find(SandboxOptions options) throws BackendRefused {
    Path bwrap =
        Executables.find("bwrap")
            .orElseThrow(
                () ->
                    new BackendRefused(
                        "bubblewrap (bwrap) is not installed",
                        "install it: apt-get install bubblewrap (or dnf, pacman, apk)"));
    HostPlace place = HostPlace.find(options.python());
    try {
      String version = Executables.output(List.of(bwrap.toString(), "--version")).strip();
      // Releases before 0.7 cannot bound a temporary file system; the file-size limit remains.
      boolean sized = Executables.output(List.of(bwrap.toString(), "--help")).contains("--size");
      LocalWorkers workers = LocalWorkers.find(options);
      List<WorkerChannel.Launcher> ways = new ArrayList<>();
      if (HostUser.isRoot()) {
        ways.add(new BubblewrapLauncher(bwrap, version, place, true, sized, workers));
      }
      ways.add(new BubblewrapLauncher(bwrap, version, place, false, sized, workers));
      return ways;
    } catch (IOException e) {
      throw new BackendRefused(
          bwrap + " does not run: " + e.getMessage(), "reinstall the package bubblewrap");
    }
  }

  @Override
  public WorkerChannel launch(int slot) throws IOException {
    return workers.start(command());
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(List.of(bwrap.toString()));
    command.addAll(namespaces());
    command.addAll(List.of("--as-pid-1", "--new-session", "--hostname", "sandbox", "--clearenv"));
    // The same hash seed each time: sets keep their order and a program its output.
    command.addAll(List.of("--setenv", "PYTHONHASHSEED", "0", "--setenv", "LANG", "C.UTF-8"));
    command.addAll(List.of("--setenv", "PATH", place.searchPath()));
    addFiles(command);
    command.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"));
    addFolder(command, "/tmp", TMP_BYTES);
    addFolder(command, "/dev/shm", SHARED_MEMORY_BYTES);
    command.addAll(List.of("--remount-ro", "/", "--chdir", "/", "--"));
    command.add(place.executable().toString());
    command.addAll(List.of("-s", "-S", "-u", "-B", "-c", WorkerChannel.BOOT));
    return command;
  }

  private List<String> namespaces() {
    if (!asRoot) {
      return List.of("--unshare-all", "--cap-drop", "ALL");
    }
    // A user namespace of bubblewrap's knows a single user, so that no program could be dropped to
    // another one: as root all the other namespaces are asked for one by one.
    return List.of(
        "--unshare-ipc",
        "--unshare-pid",
        "--unshare-net",
        "--unshare-uts",
        "--unshare-cgroup-try",
        "--cap-drop",
        "ALL",
        "--cap-add",
        "CAP_SETUID",
        "--cap-add",
        "CAP_SETGID",
        "--cap-add",
        "CAP_KILL");
  }

  private void addFiles(List<String> command) {
    // Bubblewrap would give a new folder the mode of the host's, and programs of another user
    // could not pass, say, root's home to an interpreter below it.
    Set<Path> ancestors = new TreeSet<>();
    for (Path path : place.files()) {
      for (Path up = path.getParent(); up.getParent() != null; up = up.getParent()) {
        ancestors.add(up);
      }
    }
    for (Path folder : ancestors) {
      command.addAll(List.of("--perms", "0755", "--dir", folder.toString()));
    }
    for (Path path : place.files()) {
      command.addAll(List.of("--ro-bind", path.toString(), path.toString()));
    }
  }

  private void addFolder(List<String> command, String path, long bytes) {
    if (sizedFolders) {
      command.addAll(List.of("--size", Long.toString(bytes)));
    }
    command.addAll(List.of("--tmpfs", path));
  }

  @Override
  public WorkerSettings settings(int slot) {
    String filter = SyscallFilter.forThisMachine();
    return asRoot
        ? WorkerSettings.dropping(workers.firstUser() + slot, filter)
        : WorkerSettings.singleUser(filter);
  }

  @Override
  public Optional<WorkerChannel.Launcher> withMemory(long bytes) {
    return workers.groups().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new BubblewrapLauncher(
                bwrap, version, place, asRoot, sizedFolders, workers.withMemory(bytes)));
  }

  @Override
  public String name() {
    String calls = SyscallFilter.forThisMachine().isEmpty() ? "not filtered" : "filtered";
    String user = asRoot ? "programs under their own user" : "user namespace";
    return "%s (%s, system calls %s, %s)".formatted(version, user, calls, workers.memoryWords());
  }

  @Override
  public void close() {
    // Each worker ends with its own process; nothing else is held.
  }
}
