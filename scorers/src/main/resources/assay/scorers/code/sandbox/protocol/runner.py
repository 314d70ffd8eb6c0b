"""The worker inside the sandbox: runs one untrusted program at a time and reports how it ended.

Three kinds of process, so that a program finds nothing worth stealing and nobody worth killing:

    relay   speaks with the harness on fd 0 and fd 1, enforces the limits, cleans up afterwards
    zygote  has the usual modules loaded and only forks; no request's bytes ever pass through it
    child   one per program: gives up its rights, then runs the program and exits

The relay decides no verdict and knows no expected output. What the program writes reaches it as
bytes of a stated length, which it passes on unread.

Start:   the harness sends one JSON line of settings; the relay answers with one JSON line (hello).
Request: one JSON line {id, wall_ms, cpu_s, memory, address_space, output, result, processes,
         foreign, payload, stdin}, then `payload` bytes and `stdin` bytes. The payload is JSON: of a Python
         program {code, call}; of a program to compile {compile, file, code, memory}, whose result is what was
         made; of a compiled one {language, artefact, entry, memory} (compiled.py). For the last two
         `foreign` is true: the process becomes another program than Python. An `address_space` of 0 is
         none: virtual machines reserve far more than they use.
A request with `session` true runs a program that is judged test by test (official.py, checks.py) and has no
stdin. Its bytes are followed by an exchange: the worker writes {id, answer, wall_ms, cpu_ms} and
`answer` bytes, the program's own (-1: it has ended), and the harness replies {input} and that many
bytes, or {end}, after which the reply comes.
Reply:   one JSON line {id, exit, signal, stopped, wall_ms, cpu_ms, peak_kb, out, err, result,
         started, clean}, then `out`, `err` and `result` bytes. `stopped` is null, "time", "memory",
         "output", "files" or "protocol" (it wrote something else into the pipe of its answers): for which
         the relay killed the program; "end" when the harness had asked enough. `started` is false when
         the process failed before it was the program's; `clean` when something is left of it.
"""

import _sitebuiltins
import atexit
import builtins
import ctypes
import fcntl
import gc
import json
import os
import resource
import select
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
import traceback
import types

LINUX = sys.platform.startswith("linux")
PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 4, 22, 36, 38
SECCOMP_MODE_FILTER = 2

STDERR_TAIL = 8 << 10  # bytes of stderr that are kept, from its end
CHUNK = 1 << 16
WATCH_SECONDS = 0.02  # how often the memory of all processes is added up
SWEEP_SECONDS = 5.0  # how long leftover processes may resist
MOST_FILES = 30_000  # where the file system itself does not refuse the 20,480th
WIPE_SECONDS = 10.0  # a place that takes longer to empty is given up with its worker
DRAIN_SECONDS = 0.05  # only without a process namespace, where a leftover may hold a pipe
FILE_BYTES = 64 << 20
OPEN_FILES = 256
STACK_BYTES = 120 << 20  # deep recursion in C code; mmap leaves the main thread 128 MiB
FOREIGN_STACK_BYTES = 256 << 20  # what contest sites give; set before the program is loaded
RECURSION_LIMIT = 50_000
INTEGER_DIGITS = 50_000
SESSION_STACK_BYTES = 8 << 20  # what the official grader's process has, nearly everywhere
RESULT_FD = 3
INPUT_FD = 4  # only in a session
CPU_CLOCK = 2  # of a whole process: CPUCLOCK_SCHED in the kernel's numbering of clocks
STARTED = b"+"  # on the result pipe before the program has its first say

# LiveCodeBench puts these star imports before every program, in this order.
PREAMBLE_MODULES = (
    "string re datetime collections heapq bisect copy math random statistics itertools functools "
    "operator io sys json builtins typing"
).split()
PREAMBLE = "\n".join(
    ["from %s import *" % name for name in PREAMBLE_MODULES]
    + ["import %s" % name for name in PREAMBLE_MODULES if name not in ("builtins", "typing")]
    + ["sys.setrecursionlimit(%d)\n" % RECURSION_LIMIT]
)
# Modules of LiveCodeBench's own environment; a program that needs an absent one is not judged.
EXPECTED_MODULES = ("numpy", "pandas", "scipy", "sympy", "networkx", "numba")
PRELOADED_MODULES = ("numpy",)


def prctl(option, *values):
    """Linux prctl(2); does nothing elsewhere."""
    if LINUX:
        arguments = [ctypes.c_ulong(v) if isinstance(v, int) else v for v in values]
        arguments += [ctypes.c_ulong(0)] * (4 - len(arguments))
        if ctypes.CDLL(None, use_errno=True).prctl(option, *arguments) != 0:
            raise OSError(ctypes.get_errno(), "prctl %d" % option)


def write_all(fd, data):
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def read_exactly(fd, count):
    """Returns `count` bytes; ends the relay when the harness is gone."""
    data = bytearray()
    while len(data) < count:
        chunk = os.read(fd, min(1 << 20, count - len(data)))
        if not chunk:
            sys.exit(0)
        data += chunk
    return bytes(data)


def read_line(fd):
    data = bytearray()
    while not data.endswith(b"\n"):
        data += read_exactly(fd, 1)
    return bytes(data)


def drop_rights(uid):
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


# ---------------------------------------------------------------------------------------- child


def stack_bytes(spec):
    if spec["session"]:
        return SESSION_STACK_BYTES
    return FOREIGN_STACK_BYTES if spec["foreign"] else STACK_BYTES


def limit_resources(spec):
    limits = [
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, spec["cpu_s"]),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_STACK, stack_bytes(spec)),
    ]
    if LINUX and spec["address_space"]:
        limits.append((resource.RLIMIT_AS, spec["address_space"]))
    if spec["processes"]:
        limits.append((resource.RLIMIT_NPROC, spec["processes"]))
    for which, wanted in limits:
        ceiling = resource.getrlimit(which)[1]
        value = wanted if ceiling == resource.RLIM_INFINITY else min(wanted, ceiling)
        resource.setrlimit(which, (value, value))


def install_filter(program):
    """Restricts the system calls of this process and its descendants to those `program` allows."""

    class Filter(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]

    prctl(PR_SET_NO_NEW_PRIVS, 1)
    if program:
        code = bytes.fromhex(program)
        block = Filter(len(code) // 8, code)
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(block))


def ask_to_die_first():
    """Makes this process the kernel's first choice when memory runs out, before the worker."""
    try:
        with open("/proc/self/oom_score_adj", "w") as stream:
            stream.write("1000")
    except OSError:
        pass


def become_program(spec, fds, settings):
    """Turns the forked zygote into the process in which the program runs; returns its payload."""
    payload_fd, stdin_fd, stdout_fd, stderr_fd, result_fd = fds
    os.setsid()
    # In a session the inputs come through a pipe of their own, and standard input is empty.
    os.dup2(os.open(os.devnull, os.O_RDONLY) if spec["session"] else stdin_fd, 0)
    os.dup2(stdout_fd, 1)
    os.dup2(stderr_fd, 2)
    with open(payload_fd, "rb", closefd=False) as stream:
        payload = json.loads(stream.read())
    inputs = fcntl.fcntl(stdin_fd, fcntl.F_DUPFD, INPUT_FD + 1)
    os.dup2(result_fd, RESULT_FD)
    os.dup2(inputs, INPUT_FD)
    os.closerange(INPUT_FD + (1 if spec["session"] else 0), OPEN_FILES)
    # The process may look at itself again (/dev/stdin is a link into it).
    prctl(PR_SET_DUMPABLE, 1)
    ask_to_die_first()
    limit_resources(spec)
    if settings["uid"]:
        drop_rights(settings["uid"])
        # A change of user takes it away once more.
        prctl(PR_SET_DUMPABLE, 1)
    # A name that no earlier program could have prepared.
    os.mkdir(spec["directory"], 0o700)
    install_filter(settings["filter"])
    os.chdir(spec["directory"])
    os.environ.clear()
    os.environ.update(
        HOME=spec["directory"], TMPDIR=spec["directory"], PATH="/usr/bin:/bin", LANG="C.UTF-8"
    )
    for number in (signal.SIGTERM, signal.SIGPIPE, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.write(RESULT_FD, STARTED)
    if not spec["session"] and not payload.get("call") and not payload.get("compile"):
        os.close(RESULT_FD)
    return payload


def open_standard_streams():
    options = {"encoding": "utf-8", "closefd": False}
    sys.stdin = sys.__stdin__ = open(0, "r", **options)
    sys.stdout = sys.__stdout__ = open(1, "w", newline="\n", **options)
    sys.stderr = sys.__stderr__ = open(2, "w", newline="\n", errors="backslashreplace", **options)


def offer_exits():
    """Gives a program `exit` and `quit`, which the interpreter's `site` module gives to scripts."""
    for name in ("exit", "quit"):
        if not hasattr(builtins, name):
            setattr(builtins, name, _sitebuiltins.Quitter(name, "Ctrl-D (i.e. EOF)"))


def execute(payload, namespace):
    """Runs the program and, for a call, writes the encoded return value to the result pipe."""
    call = payload["call"]
    name = "solution" if call else "__main__"
    module = types.ModuleType(name)
    sys.modules[name] = module
    scope = module.__dict__
    scope.update(namespace)
    scope["__name__"] = name
    offer_exits()
    # As the interpreter reads a file: a byte order mark is no part of the program.
    code = payload["code"].removeprefix("\ufeff")
    exec(compile(code, "solution.py", "exec", dont_inherit=True), scope)
    if not call:
        return
    write, encoder = os.write, encoded_value
    function = call["function"]
    owner = scope.get("Solution")
    target = getattr(owner() if hasattr(owner, function) else module, function)
    value = target(*[json.loads(text) for text in call["arguments"]])
    view = memoryview(encoder(value).encode("ascii"))
    while view:
        view = view[write(RESULT_FD, view) :]


def exit_status(error):
    """Returns the exit status of `raise SystemExit(...)` as the interpreter itself has it."""
    if error.code is None:
        return 0
    if isinstance(error.code, int):
        return error.code & 0xFF
    print(error.code, file=sys.stderr)
    return 1


def run_session(payload):
    """Runs a program that is judged test by test; returns when there is nothing left to answer."""
    # As in the official grader's process: standard input is an object on the empty device.
    empty = os.open(os.devnull, os.O_RDONLY)
    sys.stdin = open(empty, "r", encoding="utf-8", closefd=False)
    if payload["mode"] == "checks":
        Checker(payload, INPUT_FD, RESULT_FD, encoded_value).conduct()
    else:
        OfficialSession(payload, PREAMBLE, INPUT_FD, RESULT_FD, encoded_value).conduct()


def run_and_exit(payload, namespace):
    """Runs the program to its end as the interpreter would: threads, exit handlers, flushes."""
    status = 1
    try:
        try:
            execute(payload, namespace)
            status = 0
        except SystemExit as error:
            status = exit_status(error)
        except MemoryError:
            os.write(2, b"MemoryError\n")
        except BaseException:
            traceback.print_exc()
        threading._shutdown()
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        status = status or 120
    os._exit(status)


# --------------------------------------------------------------------------------------- zygote


def preload():
    """Returns the names that every program starts with, all their modules loaded."""
    sys.setrecursionlimit(RECURSION_LIMIT)
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(INTEGER_DIGITS)
    namespace = {}
    exec(PREAMBLE, namespace)
    for name in ("array", "decimal", "fractions") + PRELOADED_MODULES:
        try:
            __import__(name)
        except ImportError:
            pass
    return namespace


def send(channel, message, fds=()):
    data = json.dumps(message).encode() + b"\n"
    if fds:
        socket.send_fds(channel, [data], fds)
    else:
        channel.sendall(data)


def serve_forks(channel, settings):
    namespace = preload()
    gc.collect()
    gc.freeze()
    send(channel, {"ready": True})
    while True:
        message, fds, _, _ = socket.recv_fds(channel, CHUNK, 5)
        if not message:
            os._exit(0)
        pid = os.fork()
        if pid == 0:
            try:
                channel.close()
                spec = json.loads(message)
                payload = become_program(spec, fds, settings)
                if "compile" in payload:
                    os._exit(compile_program(payload, settings["tools"], RESULT_FD))
                if "artefact" in payload:
                    become_compiled(payload, settings["tools"])
                open_standard_streams()
                if spec["session"]:
                    run_session(payload)
                    os._exit(0)
                run_and_exit(payload, namespace)
            except BaseException:
                os.write(2, traceback.format_exc().encode("utf-8", "backslashreplace"))
            finally:
                os._exit(70)
        for fd in fds:
            os.close(fd)
        send(channel, {"pid": pid})
        _, status, usage = os.wait4(pid, 0)
        cpu_ms = int((usage.ru_utime + usage.ru_stime) * 1000)
        send(channel, {"status": status, "cpu_ms": cpu_ms, "peak_kb": usage.ru_maxrss})


# ---------------------------------------------------------------------------------------- relay


class Zygote:
    """The relay's end of the zygote: one message at a time, each a JSON line."""

    def __init__(self, settings):
        self.channel, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self.pid = os.fork()
        if self.pid == 0:
            try:
                self.channel.close()
                null = os.open(os.devnull, os.O_RDWR)
                os.dup2(null, 0)
                os.dup2(null, 1)
                serve_forks(other, settings)
            finally:
                os._exit(70)
        other.close()
        self.buffer = b""
        self.receive()

    def receive(self):
        while not self.pending():
            data = self.channel.recv(CHUNK)
            if not data:
                # Without its zygote the worker is useless; the harness starts another one.
                os._exit(71)
            self.buffer += data
        line, _, self.buffer = self.buffer.partition(b"\n")
        return json.loads(line)

    def pending(self):
        """Returns whether a whole message was received along with the one before it."""
        return b"\n" in self.buffer

    def start(self, spec, fds):
        send(self.channel, spec, fds)
        return self.receive()["pid"]


class Processes:
    """Every process of the sandbox but relay and zygote, seen through /proc of its namespace."""

    def __init__(self, zygote):
        self.keep = {os.getpid(), zygote}
        self.page = os.sysconf("SC_PAGE_SIZE")
        self.baseline = self.pages(zygote)

    def others(self):
        return [int(n) for n in os.listdir("/proc") if n.isdigit() and int(n) not in self.keep]

    def pages(self, pid):
        try:
            with open("/proc/%d/statm" % pid) as stream:
                return int(stream.read().split()[1])
        except (OSError, IndexError):
            return 0

    def resident_bytes(self, foreign):
        """Returns what the programs hold; of Python ones, beyond the pages shared with the zygote."""
        shared = 0 if foreign else self.baseline
        return sum(max(0, self.pages(p) - shared) for p in self.others()) * self.page

    def alive(self, pid):
        try:
            with open("/proc/%d/stat" % pid) as stream:
                text = stream.read()
        except OSError:
            return False
        return text[text.rindex(")") + 2] not in "ZX"

    def sweep(self):
        """Kills everything that is left; returns whether nothing survived."""
        deadline = time.monotonic() + SWEEP_SECONDS
        while True:
            left = [pid for pid in self.others() if self.alive(pid)]
            for pid in left:
                kill(pid)
            self.reap()
            if not left:
                return True
            if time.monotonic() > deadline:
                return False
            time.sleep(0.001)

    def reap(self):
        while True:
            try:
                pid, _ = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return


class ProcessGroup:
    """What can be seen of a program without a process namespace: the session it started in."""

    def __init__(self):
        self.group = None

    def resident_bytes(self, foreign):
        return 0

    def sweep(self):
        try:
            os.killpg(self.group, signal.SIGKILL)
        except OSError:
            pass
        return True


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError:
        pass


def ended_within(pid, seconds):
    """Waits for a child, and kills it when the time is over; returns whether it ended before."""
    deadline = time.monotonic() + seconds
    while os.waitpid(pid, os.WNOHANG)[0] == 0:
        if time.monotonic() > deadline:
            kill(pid)
            os.waitpid(pid, 0)
            return False
        time.sleep(0.0005)
    return True


class Folders:
    """The places a program can write to, emptied after each program."""

    def __init__(self, paths, uid, isolated):
        self.paths = paths
        self.uid = uid
        for path in paths:
            os.chmod(path, 0o1777)
        # Elsewhere the machine's other files would be counted.
        self.counts = isolated and os.stat(paths[0]).st_dev != os.stat("/").st_dev
        self.before = self.used(paths[0]) if self.counts else 0

    def files(self):
        """Returns how many files there are, where the folder is a file system of its own."""
        return self.used(self.paths[0]) - self.before if self.counts else 0

    @staticmethod
    def used(path):
        space = os.statvfs(path)
        return space.f_files - space.f_ffree

    def wipe(self, directory):
        """Removes what a program left; returns whether nothing of it remains."""
        if self.kernel_objects():
            return False
        try:
            # All there is to do after most programs. A planted link is no folder and stays.
            os.rmdir(directory)
        except OSError:
            pass
        if self.empty():
            return True
        pid = os.fork()
        if pid == 0:
            try:
                if self.uid:
                    # As the program's own user: a planted link leads nowhere it could not go itself.
                    drop_rights(self.uid)
                self.remove_entries()
            finally:
                os._exit(0)
        return ended_within(pid, WIPE_SECONDS) and self.empty()

    def empty(self):
        try:
            return not any(os.listdir(path) for path in self.paths)
        except OSError:
            return False

    def kernel_objects(self):
        """Returns whether shared memory, semaphores or queues of System V are left. They live as
        long as the worker, which then has to be replaced."""
        for kind in ("shm", "sem", "msg"):
            try:
                with open("/proc/sysvipc/" + kind) as stream:
                    if len(stream.readlines()) > 1:
                        return True
            except OSError:
                pass
        return False

    def remove_entries(self):
        for folder in self.paths:
            for name in os.listdir(folder):
                path = os.path.join(folder, name)
                if os.path.isdir(path) and not os.path.islink(path):
                    for parent, folders, _ in os.walk(path):
                        os.chmod(parent, 0o700)
                        for child in folders:
                            if not os.path.islink(os.path.join(parent, child)):
                                os.chmod(os.path.join(parent, child), 0o700)
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    os.unlink(path)


class Run:
    """One program from its start to its last byte of output."""

    def __init__(self, request, payload, stdin):
        self.request = request
        self.stopped = None
        self.status = None
        self.sources = {}
        self.sinks = {}
        self.out, self.err, self.result = bytearray(), bytearray(), bytearray()
        self.poll = select.poll()
        self.child_ends = []
        self.feed(payload)
        self.feed_input(stdin)
        for target in (self.out, self.err, self.result):
            self.collect(target)

    def pipe(self):
        ours, theirs = os.pipe()
        # A program may open /dev/stdin, that is the pipe once more under its own user.
        for fd in (ours, theirs):
            if LINUX:
                os.fchmod(fd, 0o666)
        return ours, theirs

    def feed(self, data):
        read_end, write_end = self.pipe()
        self.child_ends.append(read_end)
        os.set_blocking(write_end, False)
        self.sources[write_end] = memoryview(data)
        self.poll.register(write_end, select.POLLOUT)

    def feed_input(self, data):
        self.feed(data)

    def collect(self, target):
        read_end, write_end = self.pipe()
        self.child_ends.append(write_end)
        os.set_blocking(read_end, False)
        self.sinks[read_end] = target
        self.poll.register(read_end, select.POLLIN)

    def start(self, zygote, processes, folders, directory):
        self.zygote, self.processes, self.folders = zygote, processes, folders
        self.poll.register(zygote.channel.fileno(), select.POLLIN)
        # Hang-up is always reported: without a harness there is nothing left to do.
        self.poll.register(0, 0)
        # What fits into the pipes is there before the program looks for it.
        for fd in list(self.sources):
            self.write_some(fd)
        kept = ("cpu_s", "address_space", "processes", "session", "foreign")
        spec = {name: self.request[name] for name in kept}
        spec["directory"] = directory
        self.pid = zygote.start(spec, self.child_ends)
        if isinstance(processes, ProcessGroup):
            processes.group = self.pid
        for fd in self.child_ends:
            os.close(fd)
        self.began = time.monotonic()
        self.deadline = self.began + self.request["wall_ms"] / 1000
        self.next_watch = self.began + WATCH_SECONDS

    def stop(self, reason):
        if self.stopped is None and self.status is None:
            self.stopped = reason
            kill(self.pid)

    def wait(self):
        """Serves the pipes until the program has ended and enforces its limits meanwhile; returns
        whether nothing of it is left."""
        if self.status is None and self.zygote.pending():
            self.take_status()
        while self.status is None:
            self.enforce()
            self.serve(WATCH_SECONDS)
        self.wall_ms = (time.monotonic() - self.began) * 1000
        clean = self.processes.sweep()
        self.drain()
        self.started = self.result.startswith(STARTED)
        del self.result[: len(STARTED)]
        return clean

    def enforce(self):
        """Kills the program if it has used more than it may."""
        now = time.monotonic()
        if now >= self.deadline:
            self.stop("time")
        if now >= self.next_watch:
            self.next_watch = now + WATCH_SECONDS
            if self.processes.resident_bytes(self.request["foreign"]) > self.request["memory"]:
                self.stop("memory")
            if self.folders.files() > MOST_FILES:
                self.stop("files")

    def drain(self):
        """Reads what the pipes still hold. All writers are dead, so each ends by itself."""
        deadline = time.monotonic() + DRAIN_SECONDS
        for fd in list(self.sources):
            self.forget(fd, self.sources)
        while self.sinks and (self.serve(DRAIN_SECONDS) or time.monotonic() < deadline):
            pass
        for fd in list(self.sinks):
            self.forget(fd, self.sinks)
        self.poll.unregister(0)

    def serve(self, seconds):
        """Handles what is ready within that time; returns whether anything was."""
        events = self.poll.poll(int(seconds * 1000))
        for fd, event in events:
            if fd in self.sources:
                self.write_some(fd)
            elif fd in self.sinks:
                self.read_some(fd)
            elif fd == 0:
                self.processes.sweep()
                sys.exit(0)
            else:
                self.take_status()
        return bool(events)

    def take_status(self):
        self.status = self.zygote.receive()
        self.poll.unregister(self.zygote.channel.fileno())

    def write_some(self, fd):
        try:
            self.sources[fd] = self.sources[fd][os.write(fd, self.sources[fd][:CHUNK]) :]
        except BlockingIOError:
            return
        except OSError:
            self.sources[fd] = memoryview(b"")
        if not self.sources[fd]:
            self.drained(fd)

    def drained(self, fd):
        """All of it is written: the program may see the end of it."""
        self.forget(fd, self.sources)

    def read_some(self, fd):
        try:
            data = os.read(fd, CHUNK)
        except BlockingIOError:
            return
        if not data:
            self.forget(fd, self.sinks)
            return
        target = self.sinks[fd]
        target += data
        if target is self.err:
            del target[:-STDERR_TAIL]
            return
        most = self.request["result" if target is self.result else "output"]
        if len(target) > most:
            del target[most:]
            if self.stopped is None:
                self.stopped = "output"
                kill(self.pid)

    def forget(self, fd, table):
        self.poll.unregister(fd)
        os.close(fd)
        del table[fd]

    def reply(self, clean):
        status = self.status["status"]
        return {
            "id": self.request["id"],
            "exit": os.WEXITSTATUS(status) if os.WIFEXITED(status) else None,
            "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else None,
            "stopped": self.stopped,
            "wall_ms": int(self.wall_ms),
            "cpu_ms": self.status["cpu_ms"],
            "peak_kb": self.status["peak_kb"],
            "out": len(self.out),
            "err": len(self.err),
            "result": len(self.result),
            "started": self.started,
            "clean": clean,
        }


class Dialogue(Run):
    """A program that is judged test by test: the harness sends each input when it wants to."""

    def feed_input(self, data):
        read_end, self.inputs = self.pipe()
        self.child_ends.append(read_end)
        os.set_blocking(self.inputs, False)

    def converse(self):
        """Passes inputs and answers on until the harness has asked enough."""
        while True:
            began, used = time.monotonic(), self.cpu_ms()
            answer = self.answer()
            header = {"id": self.request["id"], "answer": -1 if answer is None else len(answer)}
            header["wall_ms"] = int((time.monotonic() - began) * 1000)
            header["cpu_ms"] = max(0, self.cpu_ms() - used)
            write_all(1, json.dumps(header).encode() + b"\n" + (answer or b""))
            step = json.loads(read_line(0))
            if "end" in step:
                self.stop("end")
                return
            data = b"%08x" % step["input"] + read_exactly(0, step["input"])
            # A program that answers without having read leaves some of the last input in here.
            self.sources[self.inputs] = memoryview(bytes(self.sources.get(self.inputs, b"")) + data)
            self.poll.register(self.inputs, select.POLLOUT)

    def answer(self):
        """Serves the pipes until the program has answered; returns None if it has ended."""
        if self.status is None and self.zygote.pending():
            self.take_status()
        while self.status is None:
            frame = self.frame()
            if frame is not None:
                return frame
            self.enforce()
            self.serve(WATCH_SECONDS)
        while self.sinks and self.serve(0):
            pass
        return self.frame()

    def frame(self):
        """Takes one answer from what was received, if it is there as a whole."""
        start = len(STARTED)
        digits = bytes(self.result[start : start + 8])
        if len(digits) < 8:
            return None
        try:
            size = int(digits, 16)
        except ValueError:
            self.stop("protocol")
            return None
        if size < 0 or size > self.request["output"]:
            self.stop("protocol")
            return None
        if len(self.result) < start + 8 + size:
            return None
        frame = bytes(self.result[start + 8 : start + 8 + size])
        del self.result[start : start + 8 + size]
        return frame

    def cpu_ms(self):
        """Returns the processor time of the program's first process, with all its threads."""
        if self.status is not None:
            return self.status["cpu_ms"]
        try:
            return int(time.clock_gettime((~self.pid << 3) | CPU_CLOCK) * 1000)
        except (OSError, OverflowError):
            return 0

    def read_some(self, fd):
        if self.sinks[fd] is self.result:
            super().read_some(fd)
            return
        # What it writes past the grader is nobody's output; the end of it may explain an error.
        try:
            data = os.read(fd, CHUNK)
        except BlockingIOError:
            return
        if not data:
            self.forget(fd, self.sinks)
            return
        target = self.sinks[fd]
        target += data
        del target[:-STDERR_TAIL]

    def drained(self, fd):
        if fd == self.inputs:
            self.poll.unregister(fd)
            del self.sources[fd]
        else:
            super().drained(fd)

    def drain(self):
        if self.inputs not in self.sources:
            os.close(self.inputs)
        super().drain()
        # Half an answer is none.
        del self.result[len(STARTED) :]


def missing_modules():
    import importlib.util

    return [name for name in EXPECTED_MODULES if importlib.util.find_spec(name) is None]


def add_installed_packages():
    """Makes installed packages importable without running any code they hook into the start."""
    import site

    sys.path[:] = [p for p in sys.path if p]
    sys.path += [p for p in site.getsitepackages() if os.path.isdir(p) and p not in sys.path]


def main():
    settings = json.loads(read_line(0))
    isolated = settings["isolated"]
    if isolated and os.getpid() != 1:
        sys.exit("sandbox: the relay must be process 1 of its own namespace, found %d" % os.getpid())
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    prctl(PR_SET_DUMPABLE, 0)
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    add_installed_packages()
    paths = settings["folders"] or [tempfile.mkdtemp(prefix="assay-program-")]
    settings["tools"] = find_tools()
    zygote = Zygote(settings)
    processes = Processes(zygote.pid) if isolated else ProcessGroup()
    folders = Folders([p for p in paths if os.path.isdir(p)], settings["uid"], isolated)
    if not settings["folders"]:
        atexit.register(shutil.rmtree, paths[0], True)
    hello = {"hello": "assay-worker", "python": sys.version.split()[0]}
    hello["missing"] = missing_modules()
    hello["compilers"] = settings["tools"]["versions"]
    write_all(1, json.dumps(hello).encode() + b"\n")
    serve_requests(zygote, processes, folders)


def serve_requests(zygote, processes, folders):
    while True:
        request = json.loads(read_line(0))
        payload = read_exactly(0, request["payload"])
        stdin = read_exactly(0, request["stdin"])
        run = Dialogue(request, payload, stdin) if request["session"] else Run(request, payload, stdin)
        directory = os.path.join(folders.paths[0], os.urandom(16).hex())
        run.start(zygote, processes, folders, directory)
        if request["session"]:
            run.converse()
        clean = run.wait()
        clean = folders.wipe(directory) and clean
        header = json.dumps(run.reply(clean)).encode() + b"\n"
        write_all(1, header + bytes(run.out) + bytes(run.err) + bytes(run.result))


main()
