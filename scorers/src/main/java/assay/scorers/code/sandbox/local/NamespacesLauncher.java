package assay.scorers.code.sandbox.local;

import assay.scorers.code.sandbox.SandboxOptions;
import assay.scorers.code.sandbox.backend.BackendRefused;
import assay.scorers.code.sandbox.host.Executables;
import assay.scorers.code.sandbox.host.HostPlace;
import assay.scorers.code.sandbox.host.HostUser;
import assay.scorers.code.sandbox.limits.SyscallFilter;
import assay.scorers.code.sandbox.protocol.RunnerSource;
import assay.scorers.code.sandbox.protocol.WorkerChannel;
import assay.scorers.code.sandbox.protocol.WorkerSettings;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Workers that isolate themselves with nothing but what every Linux has: util-linux's `unshare`
/// makes the namespaces, and the resource `isolate.py` builds the root and gives up the rights.
///
/// As with bubblewrap there is a stronger way for root, in which programs get a user of their own,
/// and one in a user namespace for everyone else.
public final class NamespacesLauncher implements WorkerChannel.Launcher {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long TMP_BYTES = 256L << 20;
  private static final long SHARED_MEMORY_BYTES = 64L << 20;

  private final Path unshare;
  private final HostPlace place;
  private final boolean asRoot;
  private final LocalWorkers workers;

  private NamespacesLauncher(Path unshare, HostPlace place, boolean asRoot, LocalWorkers workers) {
    this.unshare = unshare;
    this.place = place;
    this.asRoot = asRoot;
    this.workers = workers;
  }

  /// Returns the ways in which this may work here, the stronger first.
  public static List<WorkerChannel.Launcher> find(SandboxOptions options) throws BackendRefused {
    if (!Files.isDirectory(Path.of("/proc/self/ns"))) {
      throw new BackendRefused("namespaces: this is no Linux", "use a container engine");
    }
    Path unshare =
        Executables.find("unshare")
            .orElseThrow(
                () ->
                    new BackendRefused(
                        "namespaces: unshare is not installed",
                        "install it: apt-get install util-linux"));
    HostPlace place = HostPlace.find(options.python());
    LocalWorkers workers = LocalWorkers.find(options);
    try {
      List<WorkerChannel.Launcher> ways = new ArrayList<>();
      if (HostUser.isRoot()) {
        ways.add(new NamespacesLauncher(unshare, place, true, workers));
      }
      ways.add(new NamespacesLauncher(unshare, place, false, workers));
      return ways;
    } catch (IOException e) {
      throw new BackendRefused(
          "namespaces: cannot tell the user of this process: " + e.getMessage(),
          "see whether /proc is mounted");
    }
  }

  @Override
  public WorkerChannel launch(int slot) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                unshare.toString(),
                "--mount",
                "--uts",
                "--ipc",
                "--net",
                "--pid",
                "--fork",
                "--kill-child"));
    if (!asRoot) {
      command.addAll(List.of("--user", "--map-root-user"));
    }
    command.addAll(List.of("--", place.executable().toString(), "-I", "-S", "-B", "-c"));
    command.add(RunnerSource.text("isolate.py"));
    command.add(argument());
    return workers.start(command);
  }

  private String argument() {
    ObjectNode argument = JSON.createObjectNode();
    place.files().forEach(file -> argument.withArray("files").add(file.toString()));
    return argument
        .put("executable", place.executable().toString())
        .put("path", place.searchPath())
        .put("boot", WorkerChannel.BOOT)
        .put("keep", asRoot)
        .put("tmp_bytes", TMP_BYTES)
        .put("shm_bytes", SHARED_MEMORY_BYTES)
        .toString();
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
        : Optional.of(new NamespacesLauncher(unshare, place, asRoot, workers.withMemory(bytes)));
  }

  @Override
  public String name() {
    String user = asRoot ? "programs under their own user" : "user namespace";
    return "namespaces by unshare (%s, %s)".formatted(user, workers.memoryWords());
  }

  @Override
  public void close() {
    // Each worker ends with its own process; nothing else is held.
  }
}
