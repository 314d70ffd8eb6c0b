"""A program judged as LiveCodeBench's own grader judges it: one process, all tests in a row.

The rules are those of lcb_runner/evaluation/testing_util.py (LiveCodeBench, commit 28fef95), its
oddities included, as they were observed by running it: one alarm a test, standard input that is an
object of the grader's own, everything but the imports inside one function, no state reset between
tests. What differs: no expected output is here, each input arrives only when the harness asks for
it, and the verdict is made there.

The harness sends the length of an input as eight hex digits, then a JSON string. Answers have the
same form and hold JSON: {"ready": true}, {"out": text} of a script, {"value": encoding} of a function,
{"error": repr, "time": bool} for an error that ends the program, {"broken": repr} for one outside
of a test, {"large": true} for an answer beyond the output limit.
"""

import ast
import faulthandler
import io
import json
import os
import signal
import sys
import types
from unittest.mock import mock_open

ENTRY = "wrapped_function"
FRAME_DIGITS = 8
ERROR_CHARS = 2000
# What the grader takes away from programs; an import of one of the modules then fails.
TAKEN_FROM_OS = (
    "kill system putenv remove removedirs rmdir fchdir setuid fork forkpty killpg rename renames "
    "truncate replace unlink fchmod fchown chmod chown chroot lchflags lchmod lchown getcwd chdir"
).split()
TAKEN_FROM_SHUTIL = ("rmtree", "move", "chown")
TAKEN_MODULES = ("ipdb", "joblib", "resource", "psutil", "tkinter")


class TimeoutException(Exception):
    """Strikes the program when a test's time is over. Programs can catch it; the name counts."""


def strike(number, frame):
    # The program sees this text too, when it goes on in spite of the exception.
    print("timeout occured: alarm went off")
    raise TimeoutException


class Input:
    """What sys.stdin is during a test: not iterable, and most of it forgets where it was."""

    def __init__(self, text):
        self.text = text
        self.lines = io.StringIO(text)
        self.buffer = InputBytes(text)

    def read(self, *ignored):
        return self.text

    def readline(self, *size):
        return self.lines.readline(*size)

    def readlines(self, *ignored):
        return self.text.split("\n")

    def __getattr__(self, name):
        return getattr(self.lines, name)


class InputBytes:
    """What sys.stdin.buffer is during a test: two methods, both always from the start."""

    def __init__(self, text):
        self.data = text.encode("utf-8")

    def read(self, *ignored):
        return self.data

    def readline(self, *ignored):
        return self.data.split(b"\n")[0] + b"\n"


def disarm():
    """Takes away what the grader takes away before it loads a program."""
    import builtins
    import shutil
    import subprocess

    faulthandler.disable()
    builtins.quit = None
    builtins.help = None
    for name in TAKEN_FROM_OS:
        setattr(os, name, None)
    for name in TAKEN_FROM_SHUTIL:
        setattr(shutil, name, None)
    subprocess.Popen = None
    for name in TAKEN_MODULES:
        sys.modules[name] = None


def without_main_guard(code):
    """Returns the text with a last `if __name__ == '__main__':` replaced by its body."""
    try:
        tree = ast.parse(code)
        last = tree.body[-1]
        if isinstance(last, ast.If) and ast.unparse(last.test) == "__name__ == '__main__'":
            return ast.unparse(tree.body[:-1]) + "\n" + ast.unparse(last.body)
    except Exception:
        pass
    return code


def as_function(code, preamble):
    """Returns preamble, imports, and one function that holds everything else of the program.

    Text that does not parse is returned as it is, to fail when it is compiled.
    """
    try:
        tree = ast.parse(code)
        imports = [s for s in tree.body if isinstance(s, (ast.Import, ast.ImportFrom))]
        rest = [s for s in tree.body if not isinstance(s, (ast.Import, ast.ImportFrom))]
        nothing = ast.arguments(
            posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[]
        )
        function = ast.FunctionDef(
            name=ENTRY, args=nothing, body=rest, decorator_list=[], lineno=-1
        )
        return "\n".join((preamble, ast.unparse(imports), ast.unparse(function)))
    except Exception:
        return code


class OfficialSession:
    """Loads one program and runs it on one input after another."""

    def __init__(self, payload, preamble, read_fd, write_fd, encoded):
        self.function = payload["function"]
        self.code = payload["code"]
        self.seconds = payload["seconds"]
        self.limit = payload["output"]
        self.preamble = preamble
        # Bound now, because programs may replace what modules hold.
        self.read, self.write, self.fds = os.read, os.write, (read_fd, write_fd)
        self.loads, self.dumps, self.encoded = json.loads, json.dumps, encoded
        self.timer, self.timer_kind = signal.setitimer, signal.ITIMER_REAL

    def alarm(self, seconds):
        self.timer(self.timer_kind, seconds)

    def conduct(self):
        """Serves until the harness has asked enough, which ends the process."""
        signal.signal(signal.SIGALRM, strike)
        disarm()
        self.alarm(self.seconds)
        try:
            method = self.load()
            self.alarm(0)
        except Exception as error:
            self.alarm(0)
            self.broken(error)
            return
        self.answer({"ready": True})
        while True:
            text = self.next_input()
            try:
                answer = self.call(method, text) if self.function else self.script(method, text)
            except Exception as error:
                self.alarm(0)
                self.broken(error)
                return
            self.answer(answer)

    def load(self):
        if self.function:
            code, name = self.preamble + "\n\n" + self.code, self.function
        else:
            code, name = as_function(without_main_guard(self.code), self.preamble), ENTRY
        module = types.ModuleType("tmp_sol", "")
        self.alarm(self.seconds)
        exec(compile(code, "<string>", "exec", dont_inherit=True), module.__dict__)
        # A matter of the text, wherever it stands in it.
        owner = module.Solution() if "class Solution" in code else module
        self.alarm(0)
        return getattr(owner, name)

    def call(self, method, text):
        arguments = [self.loads(line) for line in text.split("\n")]
        self.alarm(self.seconds)
        faulthandler.enable()
        try:
            value = method(*arguments)
            self.alarm(0)
            return {"value": self.encoded(value)}
        except Exception as error:
            self.alarm(0)
            return self.failed(error)
        finally:
            self.alarm(0)
            faulthandler.disable()

    def script(self, method, text):
        faulthandler.enable()
        self.alarm(self.seconds)
        shown, written = sys.stdout, io.StringIO()
        # Closing it fails for want of an argument, as it does there.
        written.close = lambda ignored: 1
        sys.stdout = written
        try:
            self.with_input(method, text)
            self.alarm(0)
        except Exception as error:
            self.alarm(0)
            return self.failed(error)
        finally:
            self.alarm(0)
            faulthandler.disable()
            sys.stdout = shown
        return {"out": written.getvalue()}

    def with_input(self, method, text):
        """Calls the program while input stands in for the real one.

        Three methods of the object that is sys.stdin before are replaced as well: a program that
        took hold of it while it was loaded reads through these.
        """
        import builtins

        lines = iter(text.split("\n"))
        before, opener = sys.stdin, builtins.open
        before.read = lambda *ignored: text
        before.readlines = lambda *ignored: text.split("\n")
        before.readline = lambda *ignored: next(lines)
        sys.stdin = Input(text)
        builtins.open = mock_open(read_data=text)
        try:
            method()
        except SystemExit:
            pass
        finally:
            builtins.open = opener
            sys.stdin = before
            for name in ("readline", "readlines", "read"):
                delattr(before, name)

    def failed(self, error):
        text = repr(error)
        return {"error": text[:ERROR_CHARS], "time": "timeoutexception" in text.lower()}

    def broken(self, error):
        try:
            text = str(type(error).__name__) + "(" + repr(str(error)) + ")"
        except Exception:
            text = "an error that cannot be shown"
        self.answer({"broken": text[:ERROR_CHARS]})

    def answer(self, message):
        data = self.dumps(message).encode("ascii")
        if len(data) > self.limit:
            data = b'{"large": true}'
        view = memoryview(b"%08x" % len(data) + data)
        while view:
            view = view[self.write(self.fds[1], view) :]

    def next_input(self):
        size = int(self.take(FRAME_DIGITS), 16)
        return self.loads(bytes(self.take(size)))

    def take(self, count):
        data = bytearray()
        while len(data) < count:
            chunk = self.read(self.fds[0], min(1 << 20, count - len(data)))
            if not chunk:
                raise SystemExit
            data += chunk
        return data
