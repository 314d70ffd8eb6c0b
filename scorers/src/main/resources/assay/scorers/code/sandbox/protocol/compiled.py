"""Programs in languages that are compiled: compiling one, and becoming one that was compiled.

Both happen in the process that stands for the program, after it has given up its rights: the
compiler has no more of them than the program itself, and what it makes is as little trusted. It is
handed to the harness as base64 and comes back with every test, so that no test finds what another
one changed, and any worker can run it.
"""

import base64
import io
import os
import shutil
import signal
import zipfile

ARTEFACT_BYTES = 32 << 20
SOURCE_FOLDER, CLASSES, BINARY, JAR = "source", "classes", "program", "program.jar"
CPP_OPTIONS = (
    "-std=gnu++20 -O2 -s -w -DONLINE_JUDGE -fno-diagnostics-color -fmax-errors=20 -x c++".split()
)
JAVAC_OPTIONS = "-encoding UTF-8 -nowarn -proc:none -Xmaxerrs 20".split()
# One processor, one collector thread and small reserves, whatever the machine has: what a program
# measures does not depend on it, and the threads fit into the limit of processes.
JVM_OPTIONS = (
    "-XX:+UseSerialGC -XX:ActiveProcessorCount=1 -XX:-UsePerfData -XX:ReservedCodeCacheSize=64m"
).split()
JVM_SPARE_BYTES = 128 << 20  # what a virtual machine needs beside its heap
JAVA_STACK = "-Xss64m"
TRACE_DEPTH = "-XX:MaxJavaStackTraceDepth=16"  # the error's name stays within the end of stderr


def find_tools():
    """Returns the compilers of this place: their commands, and their versions in words."""
    tools = {"path": os.environ.get("PATH", "/usr/local/bin:/usr/bin:/bin"), "versions": {}}
    compiler = shutil.which("g++", path=tools["path"])
    if compiler:
        version = answer_of([compiler, "-dumpfullversion"])
        if version:
            tools["g++"] = compiler
            tools["versions"]["cpp"] = "g++ " + version
    homes = [os.environ.get("JAVA_HOME"), java_home(shutil.which("javac", path=tools["path"]))]
    for home in homes:
        if home and all(os.access(home + "/bin/" + name, os.X_OK) for name in ("javac", "java")):
            tools["java home"] = home
            tools["versions"]["java"] = "javac " + java_version(home)
            break
    return tools


def java_home(javac):
    return javac and os.path.dirname(os.path.dirname(os.path.realpath(javac)))


def java_version(home):
    try:
        with open(home + "/release") as stream:
            for line in stream:
                if line.startswith("JAVA_VERSION="):
                    return line.split('"')[1]
    except (OSError, IndexError):
        pass
    return "of unknown version"


def answer_of(command):
    """Returns what a command prints, or empty text if it fails."""
    read_end, write_end = os.pipe()
    try:
        actions = [(os.POSIX_SPAWN_DUP2, write_end, 1)]
        pid = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    except OSError:
        os.close(write_end)
        os.close(read_end)
        return ""
    os.close(write_end)
    with open(read_end, "rb") as stream:
        text = stream.read(1000).decode("utf-8", "replace").strip()
    return text if os.waitpid(pid, 0)[1] == 0 else ""


def heap_option(memory):
    return "-Xmx%dm" % (max(memory - JVM_SPARE_BYTES, memory // 2) >> 20)


def compile_command(payload, tools):
    name = os.path.join(SOURCE_FOLDER, os.path.basename(payload["file"]))
    if payload["compile"] == "cpp":
        return name, [tools["g++"], *CPP_OPTIONS, "-o", BINARY, name]
    jvm = [heap_option(payload["memory"]), *JVM_OPTIONS, "-XX:TieredStopAtLevel=1"]
    options = ["-J" + option for option in jvm] + JAVAC_OPTIONS
    return name, [tools["java home"] + "/bin/javac", *options, "-d", CLASSES, name]


def compile_program(payload, tools, result_fd):
    """Compiles, writes what was made to the result pipe, and returns the exit status."""
    os.set_inheritable(result_fd, False)
    os.mkdir(SOURCE_FOLDER)
    os.mkdir(CLASSES)
    name, command = compile_command(payload, tools)
    with open(name, "w", encoding="utf-8", errors="replace", newline="") as stream:
        stream.write(payload["code"])
    # Messages are standard output here: of that the beginning is kept, where the cause stands.
    actions = [(os.POSIX_SPAWN_DUP2, 1, 2)]
    environment = dict(os.environ, PATH=tools["path"])
    pid = os.posix_spawn(command[0], command, environment, file_actions=actions)
    status = os.waitpid(pid, 0)[1]
    if os.WIFSIGNALED(status):
        os.write(1, b"\nthe compiler was ended by signal %d\n" % os.WTERMSIG(status))
        return 1
    if os.WEXITSTATUS(status) != 0:
        return os.WEXITSTATUS(status)
    made = packed(payload["compile"])
    if len(made) > ARTEFACT_BYTES:
        os.write(1, b"the compiled program is larger than %d bytes\n" % ARTEFACT_BYTES)
        return 1
    view = memoryview(base64.b64encode(made))
    while view:
        view = view[os.write(result_fd, view) :]
    return 0


def packed(language):
    if language == "cpp":
        with open(BINARY, "rb") as stream:
            return stream.read(ARTEFACT_BYTES + 1)
    jar = io.BytesIO()
    with zipfile.ZipFile(jar, "w", zipfile.ZIP_STORED) as archive:
        for folder, folders, files in os.walk(CLASSES):
            folders.sort()
            for file in sorted(files):
                path = os.path.join(folder, file)
                with open(path, "rb") as stream:
                    archive.writestr(zipfile.ZipInfo(os.path.relpath(path, CLASSES)), stream.read())
    return jar.getvalue()


def become_compiled(payload, tools):
    """Turns this process into the compiled program; does not return."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    made = base64.b64decode(payload["artefact"])
    if payload["language"] == "cpp":
        # A file without a name: nothing is left to be removed, and the folder may forbid execution.
        program = os.memfd_create(BINARY, os.MFD_CLOEXEC)
        view = memoryview(made)
        while view:
            view = view[os.write(program, view) :]
        os.execve(program, [BINARY], os.environ)
    with open(JAR, "wb") as stream:
        stream.write(made)
    java = tools["java home"] + "/bin/java"
    limits = [heap_option(payload["memory"]), JAVA_STACK, TRACE_DEPTH, "-XX:+ExitOnOutOfMemoryError"]
    os.execve(java, [java, *limits, *JVM_OPTIONS, "-cp", JAR, payload["entry"]], os.environ)
