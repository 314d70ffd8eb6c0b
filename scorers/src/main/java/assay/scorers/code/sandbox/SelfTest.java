package assay.scorers.code.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tries to break out of a sandbox and returns what succeeded.
///
/// Each attempt is a program that writes `contained` if, and only if, it was stopped. The host's
/// side is real: a listening socket, a readable file.
final class SelfTest {
  private static final String CONTAINED = "contained\n";
  private static final Duration WALL = Duration.ofSeconds(10);
  private static final long MEBIBYTE = 1L << 20;
  private static final long MEMORY_TRIED = 128 * MEBIBYTE;
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
      places = ["/", "/usr", "/usr/lib", "/etc", "/dev", "/proc/sys/kernel", sys.base_prefix]
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

  private final Sandbox sandbox;
  private final SandboxOptions options;

  SelfTest(Sandbox sandbox, SandboxOptions options) {
    this.sandbox = sandbox;
    this.options = options;
  }

  /// Returns one text for each thing that the sandbox did not contain; empty if it may be used.
  List<String> failures() {
    List<String> failures = new ArrayList<>();
    try {
      network().ifPresent(failures::add);
      hostFile().ifPresent(failures::add);
      attempt("environment", ENVIRONMENT, "").ifPresent(failures::add);
      attempt("writing outside", WRITING, "").ifPresent(failures::add);
      memory().ifPresent(failures::add);
      attempt("number of processes", PROCESS_COUNT, "").ifPresent(failures::add);
    } catch (SandboxFault | IOException e) {
      failures.add(e.getMessage());
    }
    return failures;
  }

  private Optional<String> network() throws SandboxFault, IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return attempt("network", NETWORK, listener.getLocalPort() + "\n");
    }
  }

  private Optional<String> hostFile() throws SandboxFault, IOException {
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
  private Optional<String> memory() throws SandboxFault {
    long limit = Math.min(MEMORY_TRIED, options.memoryBytes());
    Execution execution = run(MEMORY, (limit + 64 * MEBIBYTE) + "\n", limit);
    return execution.ending().equals(new Ending.LimitReached(Ending.Limit.MEMORY))
        ? Optional.empty()
        : verdict("memory", execution);
  }

  private Optional<String> attempt(String name, String program, String stdin) throws SandboxFault {
    return verdict(name, run(program, stdin, Math.min(256 * MEBIBYTE, options.memoryBytes())));
  }

  private static Optional<String> verdict(String name, Execution execution) {
    return execution.stdout().equals(CONTAINED)
        ? Optional.empty()
        : Optional.of(
            "%s (%s; %s; %s)"
                .formatted(
                    name,
                    execution.stdout().strip(),
                    execution.ending(),
                    execution.lastErrorLine()));
  }

  private Execution run(String program, String stdin, long memory) throws SandboxFault {
    return sandbox.run(
        new ExecutionRequest(
            program,
            new ExecutionRequest.Script(stdin),
            new ExecutionLimits(WALL, memory, OUTPUT_BYTES, PROCESSES)));
  }
}
