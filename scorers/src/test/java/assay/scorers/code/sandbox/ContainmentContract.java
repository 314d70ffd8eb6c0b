package assay.scorers.code.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.scorers.code.sandbox.host.HostUser;
import assay.scorers.code.sandbox.selection.SandboxChoice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every sandbox that deserves the name keeps programs from. After each attack an ordinary
/// program must run as if nothing had been.
abstract class ContainmentContract extends ProgramContract {

  ContainmentContract(SandboxChoice choice) {
    super(choice);
  }

  @AfterEach
  void stillRunsOrdinaryPrograms() {
    Execution execution =
        run(
            "import os\n"
                + "print(input(), len(os.listdir('/tmp')), os.listdir(), os.listdir('/dev/shm'))",
            "fine\n");

    assertThat(execution.stdout()).as(execution.stderrTail()).isEqualTo("fine 1 [] []\n");
  }

  static List<Attack> attacks() {
    return Attack.all();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void contains(Attack attack, @TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("expected.json"), "the expected output");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    run("print(input())", "canary4711\n");
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String input =
          "%s\n%d\n%d\n".formatted(secret, listener.getLocalPort(), ProcessHandle.current().pid());

      Execution execution = run(attack.code(), input, within(attack.wall()));

      assertThat(attack.contained().test(execution)).as("%s: %s", attack, execution).isTrue();
      assertThat(folder.toFile().list()).containsExactly("expected.json");
    }
  }

  @Test
  void aSecondSandboxOfTheProcessIsBoundedByTheSameMeans() {
    try (Sandbox second = TestSandboxes.require(choice(), LIMITS)) {
      assertThat(backend(second)).isEqualTo(backend(sandbox()));
    }
  }

  private static String backend(Sandbox sandbox) {
    return sandbox.description().split(", Python", -1)[0];
  }

  @Test
  void endsAForkBomb() {
    String code =
        """
        import os
        while True:
            try: os.fork()
            except OSError: pass
        """;

    assertThat(run(code, "", within(Duration.ofSeconds(1))).ending())
        .isEqualTo(new Ending.LimitReached(Ending.Limit.TIME));
  }

  @Test
  void boundsTheMemoryOfAllProcessesTogether() {
    String code =
        """
        import os, time
        for i in range(12):
            if os.fork() == 0:
                block = b"1" * (100 << 20)
                time.sleep(3)
                os._exit(0)
        print(sum(os.wait()[1] == 0 for i in range(12)))
        """;

    assertThat(run(code, "").ending()).isEqualTo(new Ending.LimitReached(Ending.Limit.MEMORY));
  }

  @Test
  void boundsTheMemoryOfOneProcessThatGrows() {
    String code = "x = []\nwhile True: x.append(b'1' * (1 << 20))";

    assertThat(run(code, "").ending()).isEqualTo(new Ending.LimitReached(Ending.Limit.MEMORY));
  }

  @Test
  void hidesFilesOfTheHost(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("expected.json"), "the expected output");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    String code =
        """
        for path in (input(), "/etc/shadow", "/etc/passwd", "/root/.bashrc", "/proc/1/environ"):
            try: print(open(path).read())
            except OSError as e: print(type(e).__name__)
        """;

    assertThat(run(code, secret + "\n").stdout())
        .doesNotContain("expected output")
        .doesNotContain("/bin/bash")
        .startsWith("FileNotFoundError\n");
  }

  @Test
  void hidesTheEnvironment() {
    assertThat(run("import os\nprint(sorted(os.environ))", "").stdout())
        .isEqualTo("['HOME', 'LANG', 'PATH', 'TMPDIR']\n");
  }

  @Test
  void hidesOtherProcesses() {
    String code =
        """
        import os
        me = os.getpid()
        for name in os.listdir("/proc"):
            if name.isdigit() and int(name) != me:
                for part, mode in (("environ", "rb"), ("mem", "rb"), ("fd/1", "wb"), ("fd/0", "rb")):
                    try:
                        open("/proc/%s/%s" % (name, part), mode)
                        print("opened", name, part)
                    except OSError:
                        pass
        print(len([n for n in os.listdir("/proc") if n.isdigit()]) <= 3)
        """;

    assertThat(run(code, "").stdout()).isEqualTo("True\n");
  }

  @Test
  void hasNoNetwork() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String code =
          """
          import socket
          for address in (("127.0.0.1", int(input())), ("192.0.2.1", 80)):
              try:
                  socket.create_connection(address, 1)
                  print("connected")
              except OSError:
                  print("refused")
          print([name for _, name in socket.if_nameindex() if name != "lo"])
          print(open("/proc/net/unix").read().count("@"))
          """;

      assertThat(run(code, listener.getLocalPort() + "\n").stdout())
          .isEqualTo("refused\nrefused\n[]\n0\n");
    }
  }

  @Test
  void allowsWritingNowhereButInTheTemporaryFolders() {
    String code =
        """
        import os, sys
        for folder, folders, _ in os.walk("/"):
            if folder.count("/") > 3:
                folders.clear()
            if not folder.startswith(("/tmp", "/dev/shm", "/dev/mqueue", "/proc", "/sys")):
                try:
                    open(folder + "/probe", "w").close()
                    print("wrote to", folder)
                except OSError:
                    pass
        for path in ("/proc/sys/kernel/core_pattern", "/proc/sys/vm/overcommit_memory"):
            try: open(path, "w").write("1"); print("wrote", path)
            except OSError: pass
        """;

    assertThat(run(code, "").stdout()).isEmpty();
  }

  @Test
  void killsWhatAProgramLeavesBehind() {
    String daemon =
        """
        import os, time
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(97)
            os._exit(0)
        print("done")
        """;
    Execution execution = run(daemon, "");

    assertThat(execution.stdout()).isEqualTo("done\n");
    assertThat(
            run("import os\nprint(len([n for n in os.listdir('/proc') if n.isdigit()]))", "")
                .stdout())
        .isEqualTo("3\n");
  }

  @Test
  void removesWhatAProgramWrites() {
    String code =
        """
        import os
        os.makedirs("a/b/c")
        open("a/b/c/file", "w").close()
        os.symlink("/usr", "a/link")
        os.chmod("a/b", 0)
        open("/dev/shm/left", "w").close()
        print("written")
        """;

    assertThat(run(code, "").stdout()).isEqualTo("written\n");
  }

  /// Each file takes memory of the kernel's that no process owns. Where a file system counts its
  /// files it refuses them; else the memory of the whole sandbox ends, and with it the worker: that
  /// must not leave the program without a verdict.
  @Test
  void convictsAProgramThatFillsTheSandboxWithFiles() {
    String code =
        """
        import os
        made = 0
        try:
            for folder in range(700):
                os.mkdir("d%d" % folder)
                for i in range(1000):
                    os.close(os.open("d%d/%s%d" % (folder, "f" * 200, i), os.O_CREAT | os.O_WRONLY))
                    made += 1
        except OSError:
            pass
        print(made)
        """;

    try {
      Execution execution = attempt(code, within(Duration.ofSeconds(30)));
      System.err.println(choice() + ": 700,000 files: " + execution);
      boolean refused =
          execution.ending().equals(new Ending.Exited(0))
              && Integer.parseInt(execution.stdout().strip()) < 100_000;
      boolean ended = execution.ending() instanceof Ending.LimitReached;
      assertThat(refused || ended).as("%s", execution).isTrue();
    } catch (SandboxKilled killed) {
      System.err.println(choice() + ": 700,000 files: " + killed.getMessage());
      assertThat(killed).hasMessageStartingWith("it ended the sandbox: ");
    } catch (SandboxFault fault) {
      throw new AssertionError(fault);
    }
  }

  @Test
  void removesSharedMemoryThatAProgramLeavesInTheKernel() {
    String create = "import ctypes\nprint(ctypes.CDLL(None).shmget(4711, 1 << 20, 0o1666) >= 0)";
    String find = "import ctypes\nprint(ctypes.CDLL(None).shmget(4711, 0, 0) >= 0)";

    assertThat(run(create, "").stdout()).isEqualTo("True\n");
    assertThat(run(find, "").stdout()).isEqualTo("False\n");
  }

  @Test
  void boundsTheSizeOfFiles() {
    String code =
        """
        n = 0
        try:
            for i in range(20):
                with open("f%d" % i, "wb") as f:
                    for j in range(32): n += f.write(b"x" * (1 << 20))
        except OSError as e:
            print(n < (300 << 20))
        """;

    assertThat(run(code, "").stdout()).isEqualTo("True\n");
  }

  @Test
  void keepsSignalsFromWorkerAndHost() throws IOException {
    needsUsersOfItsOwn();
    String code =
        """
        import os
        for pid in list(range(1, 3)) + [int(input())]:
            for signal in (2, 15, 9):
                try: os.kill(pid, signal); print("sent to", pid)
                except OSError: pass
        """;

    assertThat(run(code, ProcessHandle.current().pid() + "\n").stdout()).doesNotContain("sent");
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  /// A plain user's namespaces know that user alone, so that programs and worker share it and may
  /// signal each other.
  private void needsUsersOfItsOwn() throws IOException {
    boolean given = HostUser.isRoot() || choice() == SandboxChoice.DOCKER;
    if (!given) {
      System.err.println(choice() + ": skipped, needs root: programs run as the worker's user");
    }
    assumeTrue(given, "needs root: programs run as the worker's user");
  }

  @Test
  void leavesNoWayToOtherPrivileges() {
    String code =
        """
        import ctypes, os
        libc = ctypes.CDLL(None)
        print(libc.mount(b"none", b"/tmp", b"tmpfs", 0, 0) == 0)
        # In a user namespace the groups cannot be left; they are no more than the user has.
        print(os.getuid() == 0, os.getgid() == 0, 0 in os.getgroups())
        for attempt in (lambda: os.setuid(0), lambda: os.chroot("/tmp")):
            try: attempt(); print("allowed")
            except OSError: pass
        status = open("/proc/self/status").read()
        print([l.split()[1] for l in status.splitlines() if l.startswith(("CapEff", "NoNewPrivs"))])
        """;

    assertThat(run(code, "").stdout())
        .isEqualTo("False\nFalse False False\n['0000000000000000', '1']\n");
  }

  @Test
  void refusesSystemCallsThatOpenTheKernel() {
    String code =
        """
        import ctypes, os
        libc = ctypes.CDLL(None, use_errno=True)
        new_user, sigchld = 0x10000000, 17
        print([
            libc.unshare(new_user),
            libc.syscall(250, 0, -3, 1) if os.uname().machine == "x86_64" else -1,
            libc.syscall(56, new_user | sigchld, 0, 0, 0, 0)
            if os.uname().machine == "x86_64" else -1,
            libc.ptrace(16, 1, 0, 0),
        ])
        print(open("/proc/self/status").read().split("Seccomp:")[1].split()[0])
        """;

    assertThat(run(code, "").stdout()).isEqualTo("[-1, -1, -1, -1]\n2\n");
  }

  @Test
  void remembersNoEarlierProgram() {
    run("print(input())", "canary4711\n");
    // The word without its first letter, so that the search does not find what it searches with.
    String code =
        """
        tail = b"1174yrana"[::-1]
        memory = open("/proc/self/mem", "rb", 0)
        found = False
        for line in open("/proc/self/maps"):
            fields = line.split()
            if fields[1].startswith("r") and "[v" not in line:
                start, end = (int(x, 16) for x in fields[0].split("-"))
                try:
                    memory.seek(start)
                    block = memory.read(end - start)
                except (OSError, OverflowError):
                    continue
                at = block.find(tail)
                while at >= 0:
                    found |= block[at - 1 : at] == b"c"
                    at = block.find(tail, at + 1)
        print(found)
        """;

    assertThat(run(code, "").stdout()).isEqualTo("False\n");
  }
}
