package assay.scorers.code.sandbox.selection;

import assay.scorers.code.sandbox.Ending;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.ExecutionRequest;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SandboxOptions;
import assay.scorers.code.sandbox.backend.Check;
import assay.scorers.code.sandbox.pool.WorkerPool;
import assay.scorers.code.sandbox.protocol.WorkerChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Tries to break out of a sandbox and tells what came of it.
///
/// Each attempt is a program that writes `contained` if, and only if, it was stopped. The host's
/// side is real: a listening socket, a readable file.
final class SelfTest {
  private static final String CONTAINED = "contained\n";
  private static final Duration WALL = Duration.ofSeconds(10);
  private static final long MEBIBYTE = 1L << 20;
  private static final long MEMORY_TRIED = 128 * MEBIBYTE;

  /// What launchers add for the worker itself.
  private static final long WORKER_BYTES = 128 * MEBIBYTE;

  private static final int OUTPUT_BYTES = 1 << 16;
  private static final int PROCESSES = 32;

  private static final String NETWORK =
      """
      import socket
      try:
          socket.create_connection(("127.0.0.1", int(input())), 2)
          print("connected to the host")
      except OSError:
          names = [name for _, name in socket.if_nameindex() if name != "lo"]
          print("interfaces " + " ".join(names) if names else "contained")
      """;

  private static final String HOST_FILE =
      """
      try:
          print("read " + open(input()).read())
      except OSError:
          print("contained")
      """;

  private static final String ENVIRONMENT =
      """
      import os
      seen = set(os.environ) - {"HOME", "TMPDIR", "PATH", "LANG"}
      for name in os.listdir("/proc"):
          if name.isdigit() and int(name) != os.getpid():
              try:
                  seen.add(name + ":" + open("/proc/%s/environ" % name).read())
              except OSError:
                  pass
      print(" ".join(sorted(seen)) or "contained")
      """;

  private static final String WRITING =
      """
      import os, sys
      places = ["/", "/usr", "/usr/lib", "/etc", "/dev", "/proc/sys/kernel", "/run", "/var/tmp",
                "/var/lib", "/home", "/root", sys.base_prefix]
      written = []
      for place in places:
          try:
              open(os.path.join(place, "assay-self-test"), "w").close()
              written.append(place)
          except OSError:
              pass
      open("/tmp/allowed", "w").close()
      print(" ".join(written) or "contained")
      """;

  private static final String MEMORY =
      """
      import os, time
      half = int(input()) // 2
      child = os.fork()
      block = b"1" * half
      time.sleep(3)
      if child == 0:
          os._exit(0)
      status = os.waitpid(child, 0)[1]
      print("contained" if status else "two processes held %d bytes" % (2 * half))
      """;

  private static final String PROCESS_COUNT =
      """
      import os, time, threading
      worker = threading.Thread(target=lambda: None)
      worker.start()
      worker.join()
      made = 0
      try:
          while made < 200:
              if os.fork() == 0:
                  time.sleep(5)
                  os._exit(0)
              made += 1
      except OSError:
          pass
      print("contained" if made < 200 else "200 processes at once")
      """;

  private static final String SYSTEM_CALLS =
      """
      import ctypes
      libc = ctypes.CDLL(None, use_errno=True)
      done = []
      if libc.unshare(0x10000000) == 0: done.append("user namespace")
      if libc.mount(b"none", b"/tmp", b"tmpfs", 0, 0) == 0: done.append("mount")
      status = open("/proc/self/status").read()
      if "Seccomp:\\t2" not in status: done.append("system calls are not filtered")
      if "CapEff:\\t0000000000000000" not in status: done.append("capabilities")
      if "NoNewPrivs:\\t1" not in status: done.append("new privileges")
      print(", ".join(done) or "contained")
      """;

  /// Where worker and program share a user, the signal is taken and does nothing: process 1 of a
  /// namespace is immune from within. That it still lives is what counts.
  private static final String KILLING =
      """
      import os
      for pid in (1, int(input())):
          for number in (15, 9):
              try:
                  os.kill(pid, number)
              except OSError:
                  pass
      print("contained")
      """;

  private final Sandbox sandbox;
  private final WorkerChannel.Launcher launcher;
  private final SandboxOptions options;

  SelfTest(Sandbox sandbox, WorkerChannel.Launcher launcher, SandboxOptions options) {
    this.sandbox = sandbox;
    this.launcher = launcher;
    this.options = options;
  }

  /// Returns what was tried, up to the first thing that could not be tried at all.
  List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    try {
      checks.add(network());
      checks.add(hostFile());
      checks.add(attempt("environment", ENVIRONMENT, ""));
      checks.add(attempt("writing outside", WRITING, ""));
      checks.add(attempt("system calls and rights", SYSTEM_CALLS, ""));
      checks.add(attempt("killing the worker", KILLING, ProcessHandle.current().pid() + "\n"));
      checks.add(memory());
      checks.addAll(memoryOfTheKernel());
      checks.add(attempt("number of processes", PROCESS_COUNT, ""));
    } catch (SandboxFault | IOException e) {
      checks.add(new Check("running programs", false, String.valueOf(e.getMessage())));
    }
    return List.copyOf(checks);
  }

  private Check network() throws SandboxFault, IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return attempt("network", NETWORK, listener.getLocalPort() + "\n");
    }
  }

  private Check hostFile() throws SandboxFault, IOException {
    Path file = Files.createTempFile("assay-self-test", ".txt");
    try {
      // Readable by everyone: what keeps a program from it must be that it is not there.
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      Files.writeString(file, "a file of the host");
      return attempt("host file", HOST_FILE, file + "\n");
    } finally {
      Files.delete(file);
    }
  }

  /// Two processes that each stay below the limit but together do not.
  private Check memory() throws SandboxFault {
    long limit = Math.min(MEMORY_TRIED, options.memoryBytes());
    Execution execution = run(MEMORY, (limit + 64 * MEBIBYTE) + "\n", limit);
    return execution.ending().equals(new Ending.LimitReached(Ending.Limit.MEMORY))
        ? new Check("memory", true, "")
        : verdict("memory", execution);
  }

  /// The same with the worker's own watch as good as switched off: an engine that takes a limit and
  /// does not enforce it, as some without root do, is found out here.
  private List<Check> memoryOfTheKernel() {
    return launcher
        .withMemory(MEMORY_TRIED)
        .map(small -> List.of(memoryOfTheKernel(small)))
        .orElse(List.of());
  }

  private Check memoryOfTheKernel(WorkerChannel.Launcher small) {
    SandboxOptions unwatched = options.withWorkers(1).withMemory(1L << 40);
    WorkerPool pool = new WorkerPool(small, unwatched);
    try {
      long tried = MEMORY_TRIED + WORKER_BYTES + 96 * MEBIBYTE;
      Execution execution =
          pool.run(
              new ExecutionRequest(
                  MEMORY,
                  new ExecutionRequest.Script(tried + "\n"),
                  new ExecutionLimits(WALL, unwatched.memoryBytes(), OUTPUT_BYTES, PROCESSES)));
      boolean held = execution.stdout().startsWith("two processes held");
      return new Check("memory limit of the kernel", !held, held ? "not enforced" : "");
    } catch (SandboxFault killed) {
      // The kernel chose the worker itself, which is as good a proof.
      return new Check("memory limit of the kernel", true, "");
    } finally {
      pool.closeWorkers();
    }
  }

  private Check attempt(String name, String program, String stdin) throws SandboxFault {
    return verdict(name, run(program, stdin, Math.min(256 * MEBIBYTE, options.memoryBytes())));
  }

  private static Check verdict(String name, Execution execution) {
    boolean contained = execution.stdout().equals(CONTAINED);
    return new Check(
        name,
        contained,
        contained
            ? ""
            : "%s; %s; %s"
                .formatted(
                    execution.stdout().strip(), execution.ending(), execution.lastErrorLine()));
  }

  private Execution run(String program, String stdin, long memory) throws SandboxFault {
    return sandbox.run(
        new ExecutionRequest(
            program,
            new ExecutionRequest.Script(stdin),
            new ExecutionLimits(WALL, memory, OUTPUT_BYTES, PROCESSES)));
  }
}
