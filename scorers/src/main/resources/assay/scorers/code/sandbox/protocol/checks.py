"""A solution judged by code that checks it (HumanEval, MBPP): two processes, so that neither the
checks nor the verdict is within the solution's reach.

    checker   gets the checks, after the solution was loaded; runs them; answers the harness
    solution  the forked process in which the program lives; sees the arguments of its calls, no more

In the checks the function's name stands for a stub: it sends the arguments by value and rebuilds
the returned value from what it holds. So an object that claims to equal everything, replaced
built-ins, an early exit or a printed verdict change nothing but the solution's own process, and
frames to walk up lead nowhere. The checker cannot be inspected by the solution (it is not
dumpable) and never imports anything of it. A killed checker is a failed solution.

What this does not do: arguments changed in place are not handed back, and only values of built-in
types cross. Checks that need more are reported as a fault of the checks, not of the solution.
"""

import builtins
import fractions
import itertools
import json
import os
import socket
import sys
import time
import types

FRAME_LIMIT = 64 << 20
ITERATED = 100_000  # items taken of an iterator that a solution returns


class Opaque:
    """Stands in the checks for a value that cannot cross; equal to nothing."""

    def __init__(self, kind):
        self.kind = kind

    def __repr__(self):
        return "<a %s of the solution>" % self.kind

    __hash__ = None

    def __eq__(self, other):
        return False


class SolutionLost(BaseException):
    """The solution's process has ended or no longer speaks as agreed."""


class SolutionTooSlow(BaseException):
    """The solution did not answer a call within the time that the checks give it."""


class SolutionTooLarge(BaseException):
    """The solution returned more than is read; says how much."""


class NotTransferable(BaseException):
    """The checks pass something to the solution that cannot cross."""


def decode(node, hashed=False):
    """Returns the value that encode.py wrote; a set that has to be `hashed` was a frozen one."""
    tag, content = node[0], node[1] if len(node) > 1 else None
    if tag == "none":
        return None
    if tag in ("bool", "str"):
        return content
    if tag == "int":
        return int(content, 16)
    if tag == "float":
        return float.fromhex(content)
    if tag == "complex":
        return complex(float.fromhex(content[0]), float.fromhex(content[1]))
    if tag == "fraction":
        return fractions.Fraction(int(content[0], 16), int(content[1], 16))
    if tag == "list":
        return [decode(item) for item in content]
    if tag == "tuple":
        return tuple([decode(item, hashed) for item in content])
    if tag == "set":
        return (frozenset if hashed else set)([decode(item, True) for item in content])
    if tag == "iterator":
        return iter([decode(item) for item in content])
    if tag == "array":
        return decode(content[0])
    if tag == "dict":
        return {decode(key, True): decode(value) for key, value in content}
    if tag == "large":
        raise SolutionTooLarge("returns a value of too many %s" % content)
    return Opaque(content)


class Wire:
    """Frames of JSON between the two processes: eight hex digits, then that many bytes."""

    def __init__(self, end, most=FRAME_LIMIT):
        self.send_some, self.receive_some, self.most = end.sendall, end.recv, most
        self.dumps, self.loads = json.dumps, json.loads

    def send(self, message):
        data = self.dumps(message).encode("ascii")
        self.send_some(b"%08x" % len(data) + data)

    def receive(self):
        try:
            size = int(self.take(8), 16)
            if size > self.most:
                raise SolutionTooLarge("answers with more than %d bytes" % self.most)
            if size < 0:
                raise ValueError("a frame of %d bytes" % size)
            return self.loads(bytes(self.take(size)))
        except (ValueError, RecursionError) as error:
            raise SolutionLost("it does not speak as agreed: %s" % error) from None

    def take(self, count):
        data = bytearray()
        while len(data) < count:
            try:
                chunk = self.receive_some(min(1 << 20, count - len(data)))
            except socket.timeout:
                raise SolutionTooSlow() from None
            if not chunk:
                raise SolutionLost("its process has ended")
            data += chunk
        return data


def serve_solution(wire, code, name, encoded):
    """Loads the solution and answers calls until the checker is gone."""
    module = types.ModuleType("solution")
    sys.modules["solution"] = module
    try:
        exec(compile(code, "solution.py", "exec", dont_inherit=True), module.__dict__)
        function = getattr(module, name)
    except Exception as error:
        wire.send({"error": type(error).__name__, "text": str(error)[:500]})
        return
    wire.send({"ready": True})
    taken = itertools.islice
    while True:
        request = wire.receive()
        try:
            arguments = [decode(item) for item in request["arguments"]]
            named = {key: decode(value) for key, value in request["named"].items()}
            value = function(*arguments, **named)
            if hasattr(type(value), "__next__"):
                items = list(taken(value, ITERATED))
                tag, content = wire.loads(encoded(items))
                answer = wire.dumps(["iterator" if tag == "list" else tag, content])
            else:
                answer = encoded(value)
            wire.send({"value": answer})
        except Exception as error:
            wire.send({"error": type(error).__name__, "text": str(error)[:500]})


class Checker:
    """The process that holds the checks."""

    def __init__(self, payload, read_fd, write_fd, encoded):
        self.payload, self.fds, self.encoded = payload, (read_fd, write_fd), encoded

    def conduct(self):
        ours, theirs = socket.socketpair()
        # Before the fork: there is no moment at which the solution could look into the checker.
        prctl(PR_SET_DUMPABLE, 0)
        self.solution = os.fork()
        if self.solution == 0:
            self.become_solution(ours, theirs)
        theirs.close()
        self.end = ours
        self.wire = Wire(ours, self.payload["output"])
        try:
            first = self.wire.receive()
        except (SolutionLost, SolutionTooLarge) as lost:
            first = {"error": "SolutionLost", "text": str(lost)}
        if "error" in first:
            self.answer({"broken": "%s: %s" % (first["error"], first["text"])})
            return
        self.answer({"ready": True})
        test = json.loads(self.next_input())
        result = self.check(test["context"], test["checks"])
        result["cpu_ms"] = self.cpu_ms()
        self.answer(result)

    def become_solution(self, ours, theirs):
        try:
            ours.close()
            for fd in self.fds:
                os.close(fd)
            prctl(PR_SET_DUMPABLE, 1)
            payload = self.payload
            serve_solution(Wire(theirs), payload["code"], payload["function"], self.encoded)
        except SystemExit:
            pass
        finally:
            os._exit(0)

    def check(self, context, checks):
        """Runs the checks; returns what came of them."""
        scope = {"__name__": "checks"}
        try:
            exec(compile(context, "context.py", "exec", dont_inherit=True), scope)
        except Exception as error:
            return {"faulty": "the text before the solution: %r" % error}
        try:
            program = compile(checks, "checks.py", "exec", dont_inherit=True)
        except (ValueError, SyntaxError) as error:
            return {"faulty": "the checks are no program: %s" % error}
        scope[self.payload["function"]] = self.stub
        scope["call_within"] = self.call_within
        try:
            exec(program, scope)
        except AssertionError as error:
            return {"failed": "a check does not hold", "text": str(error)[:500]}
        except NameError as error:
            return {"faulty": "the checks need a name that they do not have: %s" % error}
        except SyntaxError as error:
            return {"faulty": "the checks are no program: %s" % error}
        except NotTransferable as error:
            return {"faulty": str(error)}
        except SolutionTooSlow as error:
            return {"slow": str(error)}
        except SolutionTooLarge as error:
            return {"large": str(error)}
        except SolutionLost as error:
            return {"error": "%s" % error}
        except Exception as error:
            return {"error": ("%s: %s" % (type(error).__name__, error))[:500]}
        return {"passed": True}

    def call_within(self, seconds, *arguments):
        """Calls the solution, which is given up where it takes longer."""
        self.end.settimeout(max(seconds, 0.001))
        try:
            return self.stub(*arguments)
        except SolutionTooSlow:
            raise SolutionTooSlow("no answer to a call within %.1f s" % seconds) from None
        finally:
            self.end.settimeout(None)

    def stub(self, *arguments, **named):
        encode = self.transferable
        self.wire.send(
            {
                "arguments": [encode(item) for item in arguments],
                "named": {key: encode(item) for key, item in named.items()},
            }
        )
        reply = self.wire.receive()
        if not isinstance(reply, dict):
            raise SolutionLost("it does not speak as agreed")
        if "value" in reply:
            try:
                return decode(json.loads(reply["value"]))
            except (ValueError, TypeError, IndexError, KeyError, RecursionError) as error:
                raise SolutionLost("it does not speak as agreed: %s" % error) from None
        raise self.remote_error(str(reply.get("error")), str(reply.get("text")))

    def transferable(self, value):
        if type(value) is complex:  # values come back as encode.py writes them, without complex ones
            return ["complex", [value.real.hex(), value.imag.hex()]]
        node = json.loads(self.encoded(value))
        if holds_other(node):
            raise NotTransferable("the checks pass a %s to the solution" % type(value).__name__)
        return node

    @staticmethod
    def remote_error(name, text):
        """Returns an error of the same built-in kind, so that checks for errors work; an error of
        the checks' own kinds becomes a plain one."""
        kind = getattr(builtins, name, None)
        own = ("AssertionError", "NameError", "UnboundLocalError", "SyntaxError", "IndentationError")
        if isinstance(kind, type) and issubclass(kind, Exception) and name not in own:
            try:
                return kind(text)
            except TypeError:
                pass
        return RuntimeError("%s: %s" % (name, text))

    def cpu_ms(self):
        total = 0.0
        for pid in (os.getpid(), self.solution):
            try:
                total += time.clock_gettime((~pid << 3) | CPU_CLOCK)
            except OSError:
                pass
        return int(total * 1000)

    def answer(self, message):
        data = json.dumps(message).encode("ascii")
        write_all(self.fds[1], b"%08x" % len(data) + data)

    def next_input(self):
        size = int(self.take(8), 16)
        return json.loads(self.take(size))

    def take(self, count):
        return read_exactly(self.fds[0], count)


def holds_other(node):
    """Returns whether an encoded value has a part that cannot cross."""
    if node[0] in ("other", "large"):
        return True
    if node[0] in ("list", "tuple", "set", "array"):
        return any(holds_other(item) for item in node[1])
    if node[0] == "dict":
        return any(holds_other(key) or holds_other(item) for key, item in node[1])
    return False
