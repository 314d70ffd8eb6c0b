package assay.scorers.code.sandbox.docker;

import assay.scorers.code.sandbox.SandboxOptions;
import assay.scorers.code.sandbox.backend.BackendFinding;
import assay.scorers.code.sandbox.backend.BackendRefused;
import assay.scorers.code.sandbox.limits.SyscallFilter;
import assay.scorers.code.sandbox.protocol.WorkerChannel;
import assay.scorers.code.sandbox.protocol.WorkerSettings;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Ulimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Workers that are containers: no network, a read-only root, no capabilities but those to change
/// user and to kill, memory and processes bounded by control groups.
public final class DockerLauncher implements WorkerChannel.Launcher {
  /// Label with the process that a container belongs to.
  static final String OWNER = "assay.sandbox.owner";

  /// Label with the machine on which that process runs: an engine may serve several.
  static final String MACHINE = "assay.sandbox.machine";

  private static final long WORKER_BYTES = 128L << 20;
  private static final long NANO_CPUS = 1_000_000_000L;
  private static final long PROCESSES = 96;
  private static final long OPEN_FILES = 1024;
  private static final String TMP = "rw,nosuid,nodev,size=256m,mode=1777";
  private static final String TMP_FILES = ",nr_inodes=20k";
  private static final String SHARED_MEMORY = "rw,nosuid,nodev,size=64m,mode=1777";
  private static final String SHARED_FILES = ",nr_inodes=1k";
  private static final String CLOSED = "rw,nosuid,nodev,noexec,size=64k,mode=0755";

  private final DockerEngine engine;
  private final SandboxOptions options;
  private final String imageId;
  private final OomEvents events;

  private DockerLauncher(
      DockerEngine engine, SandboxOptions options, String imageId, OomEvents events) {
    this.engine = engine;
    this.options = options;
    this.imageId = imageId;
    this.events = events;
  }

  /// Returns one way for each engine that answers and has an image; what a dead run left in them is
  /// removed.
  public static List<WorkerChannel.Launcher> find(
      SandboxOptions options, List<BackendFinding> refused) throws BackendRefused {
    List<WorkerChannel.Launcher> ways = new ArrayList<>();
    for (DockerEngine engine : DockerEngine.all(refused)) {
      try {
        engine.removeOrphans();
        ways.add(launcher(engine, options));
      } catch (BackendRefused e) {
        engine.close();
        refused.add(BackendFinding.refused(engine.name(), e.getMessage(), e.remedy()));
      } catch (IOException e) {
        engine.close();
        refused.add(
            BackendFinding.refused(
                engine.name(),
                engine.name() + " cannot list its containers: " + e.getMessage(),
                "see the engine's log"));
      }
    }
    return List.copyOf(ways);
  }

  private static DockerLauncher launcher(DockerEngine engine, SandboxOptions options)
      throws BackendRefused {
    if (options.image().equals(SandboxOptions.DEFAULT_IMAGE)
        && engine.has(SandboxOptions.LOCAL_IMAGE)) {
      return launcher(engine, options.withImage(SandboxOptions.LOCAL_IMAGE));
    }
    String imageId = engine.imageId(options.image());
    return new DockerLauncher(engine, options, imageId, OomEvents.of(engine.client()));
  }

  /// Returns what tells this machine, and this start of it, from others.
  static String machine() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return System.getProperty("os.name") + " " + System.getProperty("user.name");
    }
  }

  @Override
  public Optional<WorkerChannel.Launcher> withMemory(long bytes) {
    return Optional.of(new DockerLauncher(engine, options.withMemory(bytes), imageId, events));
  }

  @Override
  public WorkerChannel launch(int slot) throws IOException {
    DockerClient client = engine.client();
    String container = DockerEngine.ask(() -> create(client).exec().getId());
    return DockerChannel.start(client, container, events);
  }

  private CreateContainerCmd create(DockerClient client) {
    return client
        .createContainerCmd(imageId)
        .withEntrypoint("python3", "-s", "-S", "-u", "-B", "-c", WorkerChannel.BOOT)
        .withCmd()
        .withUser("0:0")
        .withEnv("PYTHONHASHSEED=0", "LANG=C.UTF-8")
        .withWorkingDir("/")
        .withHostName("sandbox")
        .withLabels(Map.of(OWNER, Long.toString(ProcessHandle.current().pid()), MACHINE, machine()))
        .withAttachStdin(true)
        .withAttachStdout(true)
        .withAttachStderr(true)
        .withStdinOpen(true)
        .withStdInOnce(true)
        .withTty(false)
        .withHostConfig(restrictions());
  }

  /// Podman knows no bound on the number of files ("unknown mount option", 4.3); there the worker
  /// counts them. And it makes temporary folders of its own unless these places have others, which
  /// here only root may write to.
  private Map<String, String> folders() {
    return engine.countsFiles()
        ? Map.of("/tmp", TMP + TMP_FILES, "/dev/shm", SHARED_MEMORY + SHARED_FILES)
        : Map.of("/tmp", TMP, "/dev/shm", SHARED_MEMORY, "/var/tmp", CLOSED, "/run", CLOSED);
  }

  private HostConfig restrictions() {
    long memory = options.memoryBytes() + WORKER_BYTES;
    return HostConfig.newHostConfig()
        // Should this process be killed, the worker's input ends, then the worker, then its
        // container.
        .withAutoRemove(true)
        .withNetworkMode("none")
        .withReadonlyRootfs(true)
        .withTmpFs(folders())
        .withCapDrop(Capability.ALL)
        .withCapAdd(Capability.SETUID, Capability.SETGID, Capability.KILL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withIpcMode("private")
        .withMemory(memory)
        .withMemorySwap(memory)
        .withPidsLimit(PROCESSES)
        .withNanoCPUs(NANO_CPUS)
        // Named together, because Podman adds defaults above the hard limit for those not named.
        .withUlimits(
            List.of(
                new Ulimit("nofile", OPEN_FILES, OPEN_FILES),
                new Ulimit("nproc", OPEN_FILES, OPEN_FILES),
                new Ulimit("core", 0L, 0L)))
        // Else the engine would also write every byte of output to a file of its own.
        .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
  }

  @Override
  public WorkerSettings settings(int slot) {
    // Beside the engine's own filter: Podman's lets programs make user namespaces.
    return WorkerSettings.dropping(
        options.firstUser() + slot, SyscallFilter.forMachine(engine.processor()));
  }

  @Override
  public String name() {
    return "%s, image %s (%s)".formatted(engine.name(), options.image(), imageId);
  }

  @Override
  public void close() {
    events.close();
    engine.close();
  }
}
