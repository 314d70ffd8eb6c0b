package assay.scorers.code.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// A program that tries to do harm, and how to tell that it did not.
///
/// The attacks are those of the project's design notes on sandboxes. A program prints `breached`
/// and what it got where it can tell by itself.
///
/// @param name what is tried
/// @param code the program; its first line of input is the path of a secret file of the host, its
///   second the port of a server on the host, its third the harness's process
/// @param wall how long it may run
/// @param contained whether what came of it is harmless
record Attack(String name, String code, Duration wall, Predicate<Execution> contained) {
  private static final Duration SHORT = Duration.ofMillis(800);
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final String PRELUDE =
      """
      import os, sys
      secret, port, harness = input(), int(input()), int(input())
      me = os.getpid()
      def breached(*what): os.write(1, ("breached %r\\n" % (what,)).encode())
      def others(): return [int(n) for n in os.listdir("/proc") if n.isdigit() and int(n) != me]
      """;

  @Override
  public String toString() {
    return name;
  }

  private static Attack silent(String name, String code) {
    return new Attack(
        name, PRELUDE + code, LONG, execution -> !execution.stdout().contains("breached"));
  }

  private static Attack ended(String name, String code) {
    return new Attack(
        name,
        PRELUDE + code,
        SHORT,
        execution -> execution.ending() instanceof Ending.LimitReached);
  }

  private static Attack within(String name, String code, Predicate<Execution> contained) {
    return new Attack(name, PRELUDE + code, LONG, contained);
  }

  static List<Attack> all() {
    return List.of(
        ended(
            "fork bomb",
            """
            while True:
                try: os.fork()
                except OSError: pass
            """),
        silent("8 GB at once", "x = bytearray(8 << 30)\nbreached(len(x))"),
        silent(
            "2 GB touched by one process",
            "x = []\nfor i in range(2048): x.append(b'1' * (1 << 20))\nbreached(len(x))"),
        silent(
            "12 processes with 300 MB each",
            """
            import time
            for i in range(12):
                if os.fork() == 0:
                    block = b"1" * (300 << 20)
                    time.sleep(2)
                    os._exit(0)
            if all(os.wait()[1] == 0 for i in range(12)): breached("3.6 GB")
            """),
        ended("endless loop", "while True: pass"),
        ended(
            "all signals ignored",
            """
            import signal, time
            for number in range(1, 65):
                try: signal.signal(number, signal.SIG_IGN)
                except (OSError, ValueError): pass
            while True: time.sleep(9)
            """),
        within(
            "10 GB of output",
            "block = b'x' * 65536\nfor i in range(160000): os.write(1, block)",
            execution ->
                execution.stdout().length() <= ProgramContract.LIMITS.outputBytes()
                    && execution.ending() instanceof Ending.LimitReached),
        ended("endless standard error", "while True: os.write(2, b'x' * 65536)"),
        silent("password file", "try: breached(open('/etc/shadow').read())\nexcept OSError: pass"),
        silent(
            "file of the harness with the expected output",
            "try: breached(open(secret).read())\nexcept OSError: pass"),
        silent(
            "search for that file",
            """
            for start in ("/tmp", "/root", "/home", "/mnt", "/var", "/opt", "/srv", "/run", "/work"):
                for folder, folders, files in os.walk(start):
                    if folder.count("/") > 5: folders.clear()
                    if "expected.json" in files: breached(folder)
            """),
        silent(
            "own environment",
            "left = set(os.environ) - {'HOME', 'TMPDIR', 'PATH', 'LANG'}\nif left: breached(left)"),
        silent(
            "environment of others",
            """
            for pid in others():
                try: breached(open("/proc/%d/environ" % pid, "rb").read())
                except OSError: pass
            """),
        silent(
            "memory of others",
            """
            for pid in others():
                try: breached(pid, open("/proc/%d/mem" % pid, "rb"))
                except OSError: pass
            """),
        silent(
            "processes of the host",
            """
            for pid in others():
                line = open("/proc/%d/cmdline" % pid).read()
                if "java" in line or "mvn" in line: breached(line)
            if len(others()) > 2: breached(others())
            """),
        silent(
            "writing outside",
            """
            for path in ("/usr/bin/zz", "/etc/zz", "/zz", "/lib/zz", "/dev/zz", "/proc/zz",
                         "/proc/sys/kernel/core_pattern", os.path.dirname(secret) + "/zz"):
                try:
                    open(path, "w").write("x")
                    breached(path)
                except OSError: pass
            """),
        silent(
            "killing the harness and everything",
            """
            # Where all are one user, the kernel drops what the first process gets: no breach.
            owner = open("/proc/1/status").read().split("Uid:")[1].split()[0]
            for pid in (1, harness):
                for number in (15, 9):
                    try:
                        os.kill(pid, number)
                        if pid == harness or owner != str(os.getuid()): breached(pid, number)
                    except OSError: pass
            """),
        silent(
            "server on the host's loopback",
            """
            import socket
            try: breached(socket.create_connection(("127.0.0.1", port), 1))
            except OSError: pass
            """),
        silent(
            "network interfaces and routes",
            """
            import socket
            names = [name for _, name in socket.if_nameindex() if name != "lo"]
            if names: breached(names)
            try: breached(socket.create_connection(("192.0.2.1", 80), 1))
            except OSError: pass
            """),
        silent(
            "abstract sockets of the host",
            "names = open('/proc/net/unix').read()\nif '@' in names: breached(names)"),
        silent(
            "tracing another process",
            """
            import ctypes
            libc = ctypes.CDLL(None)
            for pid in others():
                if libc.ptrace(16, pid, 0, 0) == 0: breached(pid)
            """),
        silent(
            "user namespace and mount",
            """
            import ctypes
            libc = ctypes.CDLL(None)
            if libc.unshare(0x10000000) == 0: breached("user namespace")
            if libc.mount(b"none", b"/tmp", b"tmpfs", 0, 0) == 0: breached("mount")
            """),
        silent(
            "keys, programs in the kernel, performance events, page faults",
            """
            import ctypes
            libc = ctypes.CDLL(None)
            calls = {"x86_64": (250, 321, 298, 323, 425), "aarch64": (219, 280, 241, 282, 425)}
            keyctl, bpf, perf, faults, ring = calls[os.uname().machine]
            for call in ((keyctl, 0, -3, 1), (bpf, 0, 0, 0), (perf, 0, 0, -1, -1, 0), (faults, 0),
                         (ring, 1, 0)):
                if libc.syscall(*call) > 0: breached(call)
            """),
        silent(
            "link planted over the next folder",
            """
            for i in range(60):
                for name in ("/tmp/%d", "/tmp/s%d", "/tmp/program-%d"):
                    try: os.symlink("/etc", name % i)
                    except OSError: pass
            here = os.path.basename(os.getcwd())
            if len(here) < 16: breached(here)
            """),
        silent(
            "files for the next program",
            """
            for path in ("/tmp/left.txt", "/dev/shm/left.txt", "/var/tmp/left.txt", "left.txt"):
                try: open(path, "w").write("state")
                except OSError: pass
            """),
        silent(
            "files of the last program",
            """
            for path in ("/tmp/left.txt", "/dev/shm/left.txt", "/var/tmp/left.txt", "left.txt"):
                try: breached(open(path).read())
                except OSError: pass
            """),
        within(
            "daemon left behind",
            """
            import time
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    for fd in range(3): os.close(fd)
                    time.sleep(97)
                os._exit(0)
            print("done")
            """,
            execution -> execution.stdout().equals("done\n")),
        within(
            "daemon that holds the output",
            """
            import time
            if os.fork() == 0:
                if os.fork() == 0: time.sleep(97)
                os._exit(0)
            print("done")
            """,
            execution ->
                execution.stdout().equals("done\n")
                    && execution.wallTime().compareTo(Duration.ofSeconds(10)) < 0),
        silent(
            "filling the disk with 1 GB",
            """
            n = 0
            try:
                for i in range(40):
                    with open("f%d" % i, "wb") as f:
                        for j in range(32): n += f.write(b"x" * (1 << 20))
            except OSError: pass
            if n > (300 << 20): breached(n)
            """),
        // Some backends refuse further files, in others the worker counts them. Either way they are
        // in a small file system of the sandbox's own, and the next program finds none of them.
        within(
            "200,000 files",
            """
            space = os.statvfs(".")
            if space.f_blocks * space.f_frsize > (300 << 20): breached(space)
            try:
                for i in range(200000): os.close(os.open("f%d" % i, os.O_CREAT | os.O_WRONLY))
            except OSError: pass
            print("done")
            """,
            execution ->
                execution.stdout().equals("done\n")
                    || execution.ending().equals(new Ending.LimitReached(Ending.Limit.FILES))),
        within(
            "recursion in C code",
            """
            sys.setrecursionlimit(10 ** 9)
            def f(n): return sorted([1], key=lambda _: f(n + 1))
            f(0)
            """,
            execution -> !execution.ending().equals(new Ending.Exited(0))),
        within("early os._exit(0)", "os._exit(0)", execution -> execution.stdout().isEmpty()),
        within("early sys.exit(0)", "sys.exit(0)", execution -> execution.stdout().isEmpty()),
        within(
            "made-up verdict",
            """
            import builtins, json
            class Always:
                def __eq__(self, other): return True
                def write(self, text): pass
                def flush(self): pass
            builtins.print = lambda *a, **k: None
            json.dumps = lambda *a, **k: '{"passed": true}'
            sys.stdout = Always()
            os.write(1, b'{"id": 1, "exit": 0, "out": 4, "passed": true}\\nPASS')
            """,
            execution ->
                execution
                    .stdout()
                    .equals("{\"id\": 1, \"exit\": 0, \"out\": 4, \"passed\": true}\nPASS")),
        silent(
            "forged reply on the worker's own output",
            """
            for pid in others():
                for fd in range(8):
                    try:
                        os.write(os.open("/proc/%d/fd/%d" % (pid, fd), os.O_WRONLY), b"{}\\n")
                        breached(pid, fd)
                    except OSError: pass
            """),
        silent(
            "earlier programs in own memory",
            """
            tail = b"1174yrana"[::-1]
            memory = open("/proc/self/mem", "rb", 0)
            for line in open("/proc/self/maps"):
                fields = line.split()
                if not fields[1].startswith("r") or "[v" in line: continue
                start, end = (int(x, 16) for x in fields[0].split("-"))
                try:
                    memory.seek(start)
                    block = memory.read(end - start)
                except (OSError, OverflowError): continue
                at = block.find(tail)
                while at >= 0:
                    if block[at - 1 : at] == b"c": breached(fields[0])
                    at = block.find(tail, at + 1)
            """));
  }
}
