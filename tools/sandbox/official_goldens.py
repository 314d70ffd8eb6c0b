"""Writes the verdicts of LiveCodeBench's own grader on programs that show its oddities.

    git clone https://github.com/LiveCodeBench/LiveCodeBench && git -C LiveCodeBench checkout 28fef95
    python3.11 -m venv venv && venv/bin/pip install numpy==2.2.5 tqdm
    venv/bin/python tools/sandbox/official_goldens.py LiveCodeBench \
        > scorers/src/test/resources/assay/scorers/code/official-verdicts.jsonl

The programs are the ones below, written for this purpose; the verdicts are facts about that grader.
Nothing here is needed to build, test or run the project. It takes about a minute.
"""

import json
import os
import sys

ECHO = [["1 2\n", "1 2\n"], ["3 4\n", "3 4\n"]]
TWO_LINES = [["a\nb\n", "a\nb\n"], ["c\nd\n", "c\nd\n"]]
TWICE = [["1", "2"], ["21", "42"]]


def script(name, code, tests=ECHO, seconds=6):
    return {"name": name, "code": code, "function": None, "tests": tests, "seconds": seconds}


def call(name, code, tests=TWICE, function="f", seconds=6):
    return {"name": name, "code": code, "function": function, "tests": tests, "seconds": seconds}


def returns(name, value, expected, before=""):
    return call(name, "%s\ndef f(x):\n    return %s" % (before, value), [["0", expected]])


CASES = [
    script("input", "print(input())"),
    script("input at the end", "input()\ninput()\ninput()"),
    script("input of nothing", "print(input())", [["", "x"]]),
    script("input prompt is output", "print(input('? '))"),
    script("readline", "import sys\nprint(sys.stdin.readline().strip())"),
    script("readline until empty", "import sys\nfor l in iter(sys.stdin.readline, ''): print(l, end='')",
           TWO_LINES),
    script("read", "import sys\nprint(sys.stdin.read().strip())"),
    script("read twice", "import sys\nsys.stdin.read()\nprint(sys.stdin.read())"),
    script("read after readline", "import sys\nsys.stdin.readline()\nprint(sys.stdin.read())", TWO_LINES),
    script("readlines", "import sys\nprint(*sys.stdin.readlines(), sep='\\n')", TWO_LINES),
    script("readlines keep no line ends", "import sys\nprint(*sys.stdin.readlines(), sep='')", TWO_LINES),
    script("readlines as numbers", "import sys\nprint(*[int(x) for x in sys.stdin.readlines()])",
           [["1\n2\n", "1 2"]]),
    script("for line in stdin", "import sys\nfor line in sys.stdin: print(line.strip())"),
    script("stdin buffer read", "import sys\nprint(sys.stdin.buffer.read().decode())"),
    script("stdin buffer readline twice",
           "import sys\nr = sys.stdin.buffer.readline\nprint(r().decode(), r().decode())", TWO_LINES),
    script("stdin buffer readline once", "import sys\nprint(sys.stdin.buffer.readline().decode())"),
    script("stdin buffer readlines", "import sys\nprint(sys.stdin.buffer.readlines())"),
    script("from sys import stdin, readline", "from sys import stdin\nprint(stdin.readline())"),
    script("from sys import stdin, past the end",
           "from sys import stdin\nwhile True:\n    l = stdin.readline()\n    if not l: break\n    print(l)"),
    script("from sys import stdin, read", "from sys import stdin\nprint(stdin.read())"),
    script("from sys import stdin, readlines", "from sys import stdin\nprint(*stdin.readlines())"),
    script("from sys import stdin, iterate", "from sys import stdin\nfor l in stdin: print(l)"),
    script("from sys import stdin, buffer", "from sys import stdin\nprint(stdin.buffer.read())"),
    script("stdin without import", "print(stdin.readline())"),
    script("stdin fileno", "import sys\nprint(sys.stdin.fileno())"),
    script("stdin replaced by a StringIO",
           "import sys, io\nsys.stdin = io.StringIO(sys.stdin.read())\nprint(input())"),
    script("open(0)", "print(open(0).read())"),
    script("open /dev/stdin", "print(open('/dev/stdin').read())"),
    script("builtins.open is a mock", "import builtins\nprint(builtins.open('nowhere').read())"),
    script("fileinput", "import fileinput\nfor l in fileinput.input(): print(l)"),
    script("os.read", "import os\nprint(os.read(0, 100).decode())"),
    script("os.write", "import os\nos.write(1, input().encode())"),
    script("stdout write", "import sys\nsys.stdout.write(input())"),
    script("stdout buffer", "import sys\nsys.stdout.buffer.write(input().encode())"),
    script("from sys import stdout", "from sys import stdout\nstdout.write(input())"),
    script("print to stderr", "import sys\nprint(input(), file=sys.stderr)"),
    script("stdout closed", "import sys\nprint(input())\nsys.stdout.close()"),
    script("stdout replaced", "import sys, io\nsys.stdout = io.StringIO()\nprint(input())"),
    script("stdout flushed", "import sys\nprint(input(), flush=True)\nsys.stdout.flush()"),
    script("sys.exit after output", "import sys\nprint(input())\nsys.exit()"),
    script("sys.exit with a status", "import sys\nprint(input())\nsys.exit(1)"),
    script("exit", "print(input())\nexit()"),
    script("quit", "print(input())\nquit()"),
    script("exit first", "import sys\nsys.exit()\nprint(input())"),
    script("os._exit", "import os\nprint(input())\nos._exit(0)"),
    script("keyboard interrupt", "print(input())\nraise KeyboardInterrupt"),
    script("exception", "print(input())\nraise ValueError('x')"),
    script("division by zero", "print(1 // 0)"),
    script("exception whose text names the alarm", "raise ValueError('TimeoutException')"),
    script("last main guard", "def main():\n    print(input())\nif __name__ == '__main__':\n    main()"),
    script("main guard in double quotes", "if __name__ == \"__main__\":\n    print(input())"),
    script("main guard turned round", "if '__main__' == __name__:\n    print(input())"),
    script("main guard not last", "if __name__ == '__main__':\n    print(input())\nx = 1"),
    script("main guard with else", "if __name__ == '__main__':\n    print(input())\nelse:\n    print(0)"),
    script("global of a top-level name", "n = 1\ndef g():\n    global n\n    n += 1\ng()\nprint(input())"),
    script("global set before it is read",
           "def g():\n    global n\n    n = input()\ng()\nprint(n)"),
    script("state kept between tests", "seen.append(1) if 'seen' in globals() else globals().update(seen=[1])\n"
           "print(len(seen))", [["x", "1"], ["x", "2"]]),
    script("return at the top", "print(input())\nreturn\nprint('more')"),
    script("yield at the top", "print(input())\nyield 1"),
    script("future import", "from __future__ import annotations\nprint(input())"),
    script("import below code", "x = 1\nimport math\nprint(input())"),
    script("name clash of hoisted import", "pow = lambda a, b: 0\nfrom math import pow\nprint(pow(2, 3))",
           [["x", "0"]]),
    script("class Solution", "class Solution:\n    pass\nprint(input())"),
    script("class Solution in a text", "x = 'class Solution'\nprint(input())"),
    script("recursion through names", "def f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\nprint(f(9000))",
           [["x", "9000"]]),
    script("comprehension sees names", "k = 2\nprint(sum(k for _ in range(3)))", [["x", "6"]]),
    script("dataclass", "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\n"
           "print(P(int(input().split()[0])).x)", [["1 2", "1"]]),
    script("empty program", ""),
    script("only imports", "import sys"),
    script("only a comment", "# nothing"),
    script("syntax error", "print("),
    script("undefined import", "import nowhere_to_be_found\nprint(input())"),
    script("thread joined", "import threading\nt = threading.Thread(target=lambda: print(input()))\n"
           "t.start()\nt.join()"),
    script("thread not joined", "import threading, time\ndef main():\n    time.sleep(0.3)\n    print(input())\n"
           "threading.Thread(target=main).start()"),
    script("os.getcwd", "import os\nos.getcwd()\nprint(input())"),
    script("os.environ set", "import os\nos.environ['X'] = '1'\nprint(input())"),
    script("import resource", "import resource\nprint(input())"),
    script("subprocess", "import subprocess\nsubprocess.run(['true'])\nprint(input())"),
    script("multiprocessing", "import os\nos.fork()\nprint(input())"),
    script("gc and weakref", "import gc, weakref\ngc.collect()\nprint(input())"),
    script("setrecursionlimit", "import sys\nsys.setrecursionlimit(10**6)\nprint(input())"),
    script("heap and bisect without import", "h = [2, 1]\nheapify(h)\nprint(h[0], bisect_left([1], 1))",
           [["x", "1 0"]]),
    script("datetime is the module", "print(datetime.datetime(2020, 1, 2).year)", [["x", "2020"]]),
    script("pow with three", "print(pow(2, 10, 1000))", [["x", "24"]]),
    script("many digits", "print(len(str(10 ** 20000)))", [["x", "20001"]]),
    script("too many digits", "print(len(str(10 ** 60000)))", [["x", "60001"]]),
    # outputs
    script("spaces between numbers", "print('1  2 ')"),
    script("spaces between words", "print('a  b')", [["x", "a b"]]),
    script("leading blank line", "print('\\n1 2')"),
    script("trailing blank lines", "print('1 2\\n\\n')", [["x", "1 2"]]),
    script("blank line inside", "print('1\\n\\n2')", [["x", "1\n2"]]),
    script("decimal forms", "print('0.50 1e-6 +1 1.0 Infinity')", [["x", "0.5 0.000001 1 1 inf"]]),
    script("no tolerance", "print(0.1 + 0.2)", [["x", "0.3"]]),
    script("underscore in a number", "print('1_000')", [["x", "1000"]]),
    script("nan equals as text", "print('nan')", [["x", "nan"]]),
    script("nan does not equal as number", "print('NaN')", [["x", "nan"]]),
    script("full-width digits", "print('\\uff11\\uff12')", [["x", "12"]]),
    script("case matters", "print('yes')", [["x", "YES"]]),
    script("one line more", "print('1')\nprint('2')", [["x", "1"]]),
    script("no output for empty", "pass", [["x", ""]]),
    script("no output", "pass"),
    script("carriage returns", "print('1 2\\r')"),
    script("form feed and file separator", "print('\\x0c1 2\\x1c')"),
    script("lone surrogate", "print('\\ud800')", [["x", "y"]]),
    script("second test wrong", "print('1 2')"),
    # time
    script("endless", "while True: pass", seconds=1),
    script("endless sleep", "import time\ntime.sleep(60)", seconds=1),
    script("alarm swallowed, then right",
           "try:\n    while True: pass\nexcept Exception:\n    pass\nprint('1 2')", [["x", "1 2"]], 1),
    script("alarm swallowed for ever",
           "while True:\n    try:\n        while True: pass\n    except Exception: pass", [["x", "1"]], 1),
    script("own alarm", "import signal\nsignal.alarm(0)\nprint(input())"),
    call("endless while loading", "while True: pass\ndef f(x): return x", seconds=1),
    # functions
    call("plain function", "def f(x):\n    return 2 * x"),
    call("method of Solution", "class Solution:\n    def f(self, x):\n        return 2 * x"),
    call("function beside a Solution", "class Solution:\n    pass\ndef f(x):\n    return 2 * x"),
    call("solution in a text", "def f(x):\n    'class Solution'\n    return 2 * x"),
    call("instance keeps state", "class Solution:\n    n = 0\n    def f(self, x):\n        self.n += 1\n"
         "        return self.n", [["5", "1"], ["5", "2"]]),
    call("no such function", "def g(x):\n    return x"),
    call("wrong number of arguments", "def f():\n    return 2"),
    call("exception in a call", "def f(x):\n    raise ValueError(x)"),
    call("sys.exit in a call", "import sys\ndef f(x):\n    sys.exit()"),
    call("sys.exit while loading", "import sys\nsys.exit()\ndef f(x):\n    return x"),
    call("main guard never runs", "def f(x):\n    return 2 * x\nif __name__ == '__main__':\n    1 / 0"),
    call("printing is no matter", "def f(x):\n    print('noise')\n    return 2 * x"),
    call("endless call", "def f(x):\n    while True: pass", seconds=1),
    call("syntax error in a function", "def f(x) return x"),
    call("two arguments", "def f(a, b):\n    return a + b", [["[1]\n[2]", "[1, 2]"]]),
    call("blank line after arguments", "def f(a):\n    return a", [["1\n", "1"]]),
    call("argument is no JSON", "def f(a):\n    return a", [["x", "1"]]),
    call("second argument list is no JSON", "def f(a):\n    return a", [["1", "1"], ["x", "1"]]),
    call("json names", "def f(a):\n    return a", [["null", "null"], ["true", "true"], ["NaN", "0"]]),
    call("deep recursion in a call", "def f(x):\n    return 0 if x == 0 else 1 + f(x - 1)", [["9000", "9000"]]),
    call("input in a function", "def f(x):\n    return input()", [["1", "1"]]),
    returns("true is one", "True", "1"),
    returns("one is true", "1", "true"),
    returns("float is int", "3.0", "3"),
    returns("int is float", "3", "3.0"),
    returns("float sum", "0.1 + 0.2", "0.3"),
    returns("tuple at the top", "(1, 2)", "[1, 2]"),
    returns("named tuple at the top", "P(1, 2)", "[1, 2]",
            "from collections import namedtuple\nP = namedtuple('P', 'a b')"),
    returns("nested tuple", "[(1, 2)]", "[[1, 2]]"),
    returns("tuple within a tuple", "((1, 2), 3)", "[[1, 2], 3]"),
    returns("set", "{1, 2}", "[1, 2]"),
    returns("range", "range(3)", "[0, 1, 2]"),
    returns("deque", "deque([1])", "[1]"),
    returns("generator", "(i for i in [1])", "[1]"),
    returns("dict keys", "{1: 2}.keys()", "[1]"),
    returns("None", "None", "null"),
    returns("None for a list", "None", "[]"),
    returns("text", "'ab'", "\"ab\""),
    returns("bytes", "b'ab'", "\"ab\""),
    returns("dict", "{'a': 1, 'b': [2]}", "{\"b\": [2], \"a\": 1}"),
    returns("dict with a number as key", "{1: 2}", "{\"1\": 2}"),
    returns("counter", "Counter('aab')", "{\"a\": 2, \"b\": 1}"),
    returns("defaultdict", "defaultdict(int, {'a': 1})", "{\"a\": 1}"),
    returns("dict lacks a key", "{'a': 1}", "{\"a\": 1, \"b\": 1}"),
    returns("Decimal", "Decimal('3.0')", "3", "from decimal import Decimal"),
    returns("Decimal is not the double", "Decimal('0.1')", "0.1", "from decimal import Decimal"),
    returns("Fraction", "Fraction(1, 2)", "0.5", "from fractions import Fraction"),
    returns("complex", "complex(3, 0)", "3"),
    returns("infinity", "inf", "Infinity"),
    returns("nan", "nan", "NaN"),
    returns("nan in a list", "[nan]", "[NaN]"),
    returns("large integers", "10 ** 30", "1000000000000000000000000000000"),
    returns("large integer and float", "10 ** 16 + 1", "1e16"),
    returns("minus zero", "-0.0", "0"),
    returns("subclass of int", "I(2)", "2", "class I(int): pass"),
    returns("enum", "E.A", "1", "from enum import IntEnum\nclass E(IntEnum):\n    A = 1"),
    returns("list shorter", "[1]", "[1, 2]"),
    returns("function", "f", "1"),
    returns("memoryview", "memoryview(b'a')", "[97]"),
]


def main():
    sys.path.insert(0, sys.argv[1])
    from lcb_runner.evaluation.compute_code_generation_metrics import evaluate_generations_by_problem

    sys.stdin = open(os.devnull)
    os.dup2(sys.stdin.fileno(), 0)
    out = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for case in CASES:
        tests = {
            "inputs": [test[0] for test in case["tests"]],
            "outputs": [test[1] for test in case["tests"]],
            "fn_name": case["function"],
        }
        sample = {"input_output": json.dumps(tests)}
        results, metadata = evaluate_generations_by_problem(
            ([case["code"]], sample, False, case["seconds"])
        )
        verdict = [bool(r) if isinstance(r, bool) else int(r) for r in results[0]]
        passed = all(r > 0 for r in verdict)
        case["results"] = verdict
        case["code_of_failure"] = None if passed else metadata[0]["error_code"]
        out.write(json.dumps(case) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
