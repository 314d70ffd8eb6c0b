#!/usr/bin/env python3
"""The programs that EvalPlus' own sanitizer takes from completions, for EvalPlusSanitizerTest.

    git clone https://github.com/evalplus/evalplus   (26d6d00)
    pip install tree-sitter==0.26.0 tree-sitter-python==0.25.0 numpy tqdm termcolor tempdir wget appdirs psutil
    PYTHONPATH=evalplus python3 tools/suites/evalplus_sanitized.py

Python 3.11, whose parser decides what a program is, as in the sandbox of the tests.

Writes `sanitized.jsonl`, made of texts that are written here or drawn with a fixed seed from them, and of
recorded completions beside the repository (../shared) `recorded.jsonl`: no text, but file, line, field, how
many characters of it, the function, and the first 16 digits of the program's SHA-256.
"""

import ast
import hashlib
import importlib.metadata
import json
import pathlib
import platform
import random
import sys
import types
import warnings

for name in ("openai", "openai.types", "openai.types.chat", "httpx", "datasets"):  # nothing is fetched
    sys.modules.setdefault(name, types.ModuleType(name))
sys.modules["openai"].Client = object
sys.modules["openai.types.chat"].ChatCompletion = object
sys.modules["datasets"].load_dataset = None

from evalplus.sanitize import sanitize  # noqa: E402
from evalplus_verdicts import SOLUTIONS  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = ROOT / "scorers/src/test/resources/assay/scorers/code/evalplus"
SHARED = ROOT.parent / "shared/data"
SEED = 26
LONGEST = 160  # lines of a recorded completion that is taken whole

FENCE = "```"
GOOD = "def f(first, second):\n    return tuple(set(first) & set(second))\n"

# One idea each; the function is `f` unless a pair says otherwise.
ODD = [
    "", " ", "\n\n\n", "word", "Sure! Here is the solution.", "Sure!\n\nIt sorts the list.", FENCE, FENCE + "\n" + FENCE,
    FENCE + "python\n" + GOOD + "\n" + FENCE, GOOD, "Sure!\n" + FENCE + "python\n" + GOOD,
    FENCE + "\n" + GOOD + FENCE + "\nNote " + FENCE + " here", "\0" + GOOD, "\ufeff" + GOOD,
    FENCE + "python\n" + GOOD + FENCE + "\n" + FENCE + "python\nprint(1)\n" + FENCE,
    FENCE + "python\n" + GOOD + FENCE + "\nExample:\n" + FENCE + "python\n" + "print(f([1], [1]))\n" * 6 + FENCE,
    "def f(a,b):\n  return (", GOOD + "\nimport os; os._exit(0)", "# -*- coding: latin-1 -*-\n" + GOOD,
    GOOD.replace("\n", "\r\n"), "class f:\n  def __init__(s,a,b):pass\n", "f=lambda a,b:tuple(set(a)&set(b))",
    "from __future__ import annotations\n" + GOOD, FENCE + "python\n    def f(first, second):\n        return first\n    \n" + FENCE,
    GOOD + "\nif __name__=='__main__':\n  raise SystemExit(1)", FENCE + "Python\n" + GOOD + "\n" + FENCE,
    "def helper(x):\n    return x\n" + GOOD + "\nThe end of it all.", "The function uses `set` and\n" + GOOD,
    "Use `f` in ``` fences ``` so\n" + GOOD + "done", "x=" + "(" * 60 + "\n" + GOOD, "x=" + "(" * 300 + "\n" + GOOD,
    "    return a\n", "    x = 3\n    return x\n", "    import math\n    return math.pi\n", "\tf = lambda x: x\nprose is here",
    "  def f(x): return x\nprose is here", "def f(x): return x", "def f(x): return x\n", "import math\nprose is here",
    # decorated, nested, doubled, void
    "@cache\ndef f(x):\n    return x\n", "import functools\n@functools.cache\ndef g(x):\n    return x\ndef f(x):\n    return g(x)\n",
    "@dataclass\nclass A:\n    x: int\ndef f(x):\n    return A(x)\n", "class A:\n    x: int = 3\n    def m(self):\n        return self.x\ndef f(x):\n    return A().m()\n",
    "def f(x):\n    def g(y):\n        return y\n    return g(x)\n", "def f(x):\n    def g(y):\n        return y\n    print(g(x))\n",
    "def f(x):\n    return 1\ndef f(x):\n    return 2\n", "def f(x):\n    print(1)\ndef f(x):\n    return 2\n", "f = 1\ndef f(x):\n    return f\n",
    "class f: pass\ndef f(x):\n    return x\n", "def f(x):\n    print(x)\n", "def g(x):\n    x.sort()\ndef f(x):\n    g(x)\n    return x\n",
    "def f(x):\n    class C:\n        def m(self):\n            return 1\n    C()\n", "def f(x):\n    yield x\n", "def f(x):\n    yield x\n    return\n",
    "def f(x):\n    raise ValueError\n", "def f(x): pass\n", "def f(x):\n    h = lambda: 1\n    h()\n", "class A(B): pass\nclass B: pass\ndef f():\n    return A\n",
    # names and assignments
    "N = 3\ndef f(x):\n    return N\n", "N: int = 3\nM: int\ndef f(x):\n    return N + M\n", "a, b = 1, 2\ndef f(x):\n    return a\n",
    "a = b = 2\ndef f(x):\n    return a + b\n", "(a) = 1\ndef f(x):\n    return a\n", "a = (b)\nb = 1\ndef f(x):\n    return a\n", "[a] = [1]\ndef f(x):\n    return a\n",
    "N = 1\nN += 1\ndef f(x):\n    return N\n", "N = 1\nN = 2\ndef f(x):\n    return N\n", "(N := 1)\ndef f(x):\n    return N\n",
    "d = {}\nd['k'] = N\nN = 1\ndef f(x):\n    return d, N\n", "f.cache = helper\ndef helper(x):\n    return x\ndef f(x):\n    return x\n",
    "f.a = f.b = helper\ndef f(x):\n    return x\n", "x.y: int = helper\ndef f(x):\n    return helper\n", "a.b = 1\nc.d = 2\ndef f(x):\n    return a\n",
    "type(f).x = helper\ndef f(a):\n    return helper\n", "type = 3\nprint = 4\nmatch = 5\nexec = 6\ndef f(a):\n    return type, print, match, exec\n",
    "x = yield\ndef f():\n    return x\n", "a = *b, c\ndef f():\n    return a\n", "_ = 1\n__all__ = ['f']\ndef f():\n    return __all__\n", "def f(x, N=N):\n    return N\nN = 2\n",
    "def f(x: T) -> U:\n    return x\nT = int\nU = int\n", "def f(x):\n    return x.attribute\nattribute = 1\n", "def f(x):\n    return g(key=x)\nkey = 1\ndef g(key):\n    return key\n",
    "def f(x):\n    return '{N}'\nN = 1\n", "def f(x):\n    return f'{N!r:>{W}} {{Z}}'\nN = 1\nW = 2\nZ = 3\n", "def f(x):\n    return rf'{N}' 'a' f\"{M=}\"\nN = 1\nM = 2\n",
    "def f(x):\n    global N\n    N = 1\n    return x\nN = 2\n", "def f(x):\n    import numpy as N\n    from M.O import P as Q\n    return x\nN = M = 1\nM = 2\nO = 3\nP = 4\nQ = 5\n",
    "def f(x):\n    try:\n        pass\n    except E as N:\n        return 1\nN = 1\nE = ValueError\n", "def f(x):\n    match x:\n        case P(k=v, *_): return 1\n        case {'a': N, **rest}: return 2\n        case [*stars]: return 3\n        case M.O | Q: return 4\nk = 1\nv = 2\nN = 3\nrest = 4\nstars = 5\nM = 6\nO = 7\nQ = 8\n",
    "f = lambda x: N\nN = 1\n", "f = g\ndef g(x):\n    return h(x)\ndef h(x):\n    return x\n", "from m import f\n", "f = None\ndef g():\n    return f\n",
    # imports
    "import a\nimport b as c, d.e as g\nfrom h import *\nfrom . import i\nfrom .. import j\nfrom ..k import l as m\nfrom n import (\n    o,  # p\n    q,\n)\n" + GOOD,
    "import a; import b # c\nimport d;\n" + GOOD, "from __future__ import annotations, division\nfrom .__future__ import x\nimport __future__\n" + GOOD,
    "try:\n    import numpy as np\nexcept ImportError:\n    np = None\n" + GOOD, "if True:\n    import math\n" + GOOD, GOOD + "import late\n", "from a import b \\\n    , c\n" + GOOD,
    "import math\nprint(1)\n", "import math\n", "import math\nN = 3\n", "import a \\\n\n" + GOOD,
    # at the end, and between
    GOOD + "assert f([1], [1]) == (1,)\nprint(f([1], [2]))\n", GOOD + "\ndef test_f():\n    assert f([1], [1]) == (1,)\n\ntest_f()\n", GOOD + "while True: pass\n",
    GOOD + "\n# Example usage:\n# f([1], [2])\n", GOOD + ">>> f([1], [2])\n()\n", "x = 1;" + GOOD, "x = 1; y = 2; z = x\ndef f():\n    return y + z\n", "with open('x') as N:\n    pass\ndef f():\n    return N\n",
    "for N in range(3):\n    pass\ndef f():\n    return N\n", "del N\nglobal M\ndef f():\n    return N, M\n", "async def f(x):\n    return await g(x)\nasync def g(x):\n    return x\n",
    # comments and ends of blocks
    "def f(x):\n    return x  # here\n", "def f(x):\n    return x\n    # in the block\n\n    # still\n# outside\n", "def f(x):\n    return x\n  # less than the block\n    # lost\n",
    "def f(x):\n    return x\n        # deeper\nN = 1\n", "def f(x): return x  # here\n    # below one line\n", "def f(x):\n    if x:\n        return 1\n        # inner\n      # between\n    # outer\n  # none\n",
    "def f(x):\n\treturn x\n        # eight\n\t# tab\n       # seven\n", "def f(x):\n    return x;\n", "def f(x):\n    return x ; # here\n    # below\n", "def f(x):\n    return x ; \\\n\n", "def f(x): x = 1; return x;\n",
    "class f:\n    def m(self):\n        return 1\n        # a\n    # b\n# c\n", "class f: x = 1 # here\n# below\n", "def f(x):\n    # first\n    return x\n", "# head\ndef f(x): # colon\n    return x\n",
    "def f(x):\n    '''doc'''\n    return x\n", "def f(x):\n    return x\n\f\ndef g(x):\n    return f(x)\n", "\f\ndef f(x):\n    return x\n", "def f(x):\n    @d\n    def g(): return 1\n    # c\n",
    "def f(x):\n    @d\n    def g():\n        return 1\n    # c\n    ", "N = 1  # here\ndef f():\n    return N\n", "N = [\n    1,  # one\n]  # here\ndef f():\n    return N\n", "def f(x):\r\n    return x\r\n    # c\r\n# d\r\n",
    # docstrings with fences, strings over lines
    'def f(x):\n    """\n    ```python\n    f(1)\n    ```\n    """\n    return x\n', FENCE + 'python\ndef f(x):\n    """\n    ```\n    f(1)\n    ```\n    """\n    return x\n' + FENCE,
    "x = '''\n" + FENCE + "python\ndef z(): return 1\n'''\n" + GOOD, "'''\nall of it is\ntext\n'''\n", "it's\n" + GOOD, 'He said "\n' + GOOD, '"""\n' + GOOD, GOOD + '"""', "def f(x):\n    '''open\n    return x\n",
    # Python 2, and errors midway
    "def f(x):\n    print x\n    return x\n", "print 'a'\n" + GOOD, GOOD + "print 'a'\n", "def g(x):\n    print x\n\n" + GOOD, "exec 'x'\n" + GOOD, GOOD + "def g(:\n    return 1\n" + GOOD.replace("f", "h"),
    "def f(x):\n    if x\n        return 1\n    return 2\n", "def f(x):\n    return x\n  x = 3\n", "def f(x):\n        a = 1\n    return a\n", "def f(x)\n    return x\nN = 1\nM = 2\n", "def f(x):\n    return 0777\n", "x = 1 2\n" + GOOD,
    "def f(x):\nreturn x\n", "def f(x):\n    return x\n\n\n\n\n" + FENCE + "\n\nN = 1\n\n", "N = 1\n\nM = 2\n" + FENCE + "\nO = 3\nP = 4\n", "a\n\nb\n\nc is d e\n",
    # letters
    "größe = 3\ndef f(x):\n    return größe\n", "def ƒ(x):\n    return x\ndef f(x):\n    return ƒ(x)\n", "def f(x):\n    return ﬁn\nfin = 1\nﬁn = 2\n", "ℌ = 1\ndef f(x):\n    return x.ℌ, 'ℌ'\n", "def f(ﬁ):\n    return g(ﬁ=1).ﬁ\nﬁ = 1\nfi = 2\ndef g(fi):\n    return fi\n",
    "名 = '数'\ndef f(x):\n    return 名  # 注\n", "def f(x):\n    return '😀'\n", "Voilà — “le code”:\n" + GOOD, "def f(x):\n    return “x”\n", "\u200b" + GOOD, "def f(x):\n    return\u00a0x\n", "def f(x):\n    return x\u3000\n", "λ = lambda x: x\nf = λ\n",
    "\x1b[32m" + GOOD + "\x1b[0m", "def f(x):\n    return '\x1b[1mbold\x1b[0m'\n", "\x1b(" + GOOD, "def f(x):\n\x0b    return x\n", "def f(x):\n    return x\x85", "def f(x):\n    return x\u2028N = 1\n", "def f(x):\r    return x\r",
    # continued lines, brackets, long ones
    "x = 1 + \\\n    2\ndef f():\n    return x\n", "def f(x,\n      y=(1,\n2)):\n    return [\nx,\n  y\n]\n", "def f(x):\n    return (x\n+ 1)\n", "def f(x):\n    return {  # c\n        'a': x,\n    }\n", "N = (\n\n1\n\n)\ndef f():\n    return N\n",
    "def f(x):\n" + "    x += 1\n" * 60 + "    return x\n", "x = " + " + ".join(["1"] * 300) + "\ndef f():\n    return x\n", "def f():\n    return " + "[" * 90 + "]" * 90 + "\n", "prose is here\n" * 40 + GOOD + "prose is here\n" * 30, "# c\n" * 50 + GOOD, "\n" * 60 + GOOD + "\n" * 60,
    ("```python\ndef main():\n    return solve(3)\n\ndef solve(n):\n    return n * K\n\nK = 4\n```\nThis works.", "solve"), (GOOD, "absent"), ("class Solution:\n    def solve(self):\n        return 1\nimport sys\n", "Solution"), ("N = 3\n", "N"), (GOOD, ""),
]

# What differs from EvalPlus, why, and what is taken instead.
KNOWN = [
    ("the only line is not Python", "- use import math", "- use import math"),
    ("the only line is not Python", "f = lambda x: x; done here", "f = lambda x: x; done here"),
    ("the only line is not Python", "import numpy as np first", "import numpy as np first"),
    ("a line in brackets is indented less than its block", "assert f(1)\ndef f(x):\n    return (x +\n  1)\n", "def f(x):\n    return (x +\n  1)"),
    ("a line in brackets is indented less than its block", "def f(x):\n    return (x.\ny)\nN = 1\n", "def f(x):\n    return (x.\ny)"),
    ("a line in brackets is indented less than its block", "N = 1\ndef f(x):\n    return x[\n0]\n", "def f(x):\n    return x[\n0]"),
    ("a carriage return without a line feed", "def f(x):\n    return 1\rN = 1\n", "def f(x):\n    return 1"),
    ("it stops looking for a return statement", "def f(x):\n" + "    yield\n" * 6 + "    return x\nN = 1\n", "def f(x):\n" + "    yield\n" * 6 + "    return x"),
    ("it stops looking for a return statement", "def f(x):\n" + "    with x as y:\n        pass\n" * 6 + "    return x\nN = 1\n", "def f(x):\n" + "    with x as y:\n        pass\n" * 6 + "    return x"),
    ("EvalPlus itself ends with an error", "\ud800\n" + GOOD, GOOD.strip()),
    ("EvalPlus itself ends with an error", GOOD + "x = " + "-" * 1500 + "1\n", GOOD.strip()),
]

PROSE = [
    "Sure! Here is the solution.", "Here's a function that solves it:", "This uses a dictionary to count.", "Note that `x` is a list.", "Explanation:", "1. First we sort.", "import numpy as np first", "from the list we take one",
    "return the result", "Done", "Example usage:", ">>> f(1)", "**Note**: O(n).", "The class is defined as follows", "x = 3 is set", "it's fine", '"quoted', "(unclosed", "ok", "a: int", "for each word:", "def is a keyword", "print 'hello'",
    "if x:", "else", "@decorator", "\\", "'''", '"""', "# comment", "    # deep comment", "\t# tab", "$$x = 3$$", "- item", "| a | b |", "import os", FENCE + "python", FENCE, "", "  ",
]


def own():
    """The project's own solutions, and longer programs made of them."""
    programs = [(f"def {name}(*args):\n    {body}\n", name) for name, bodies in SOLUTIONS.items() for body in bodies]
    chosen = random.Random(SEED)
    for _ in range(40):
        several = chosen.sample(programs, 3)
        head = chosen.sample(["import math", "from typing import List", "LIMIT = 10", "cache: dict = {}", "class Node:\n    def __init__(self, value):\n        self.value = value", "def helper(x):\n    print(x)", "LOW, HIGH = 0, 9", "if LOW:\n    LOW = 1"], 3)
        programs.append(("\n\n".join(head + [code for code, _ in several]), several[-1][1]))
    return programs


def mutated(code, chosen):
    """A text around the code, or the code with a fault."""
    lines, kind = code.split("\n"), chosen.randrange(9)
    if kind == 0:
        code = code[: chosen.randint(0, len(code))]
    elif kind == 1:
        lines.insert(chosen.randint(0, len(lines)), chosen.choice(PROSE))
        code = "\n".join(lines)
    elif kind == 2:
        chosen.shuffle(lines)
        code = "\n".join(lines)
    elif kind == 3:
        at = chosen.randint(0, len(code) - 1)
        code = code[:at] + chosen.choice("()[]{}\"'\\\n\t #:;,.=\r\f") + code[at + chosen.randint(0, 1) :]
    elif kind == 4:
        code = code.replace("    ", chosen.choice(["\t", "  ", " "]))
    elif kind == 5:
        code = code.replace("\n", "\r\n")
    around = chosen.randrange(5)
    if around == 0:
        code = FENCE + "python\n" + code + "\n" + FENCE
    elif around == 1:
        code = "\n".join([chosen.choice(PROSE), "", FENCE + "python", code, FENCE, chosen.choice(PROSE), chosen.choice(PROSE)])
    elif around == 2:
        code = chosen.choice(PROSE) + "\n" + code
    elif around == 3:
        code = code + "\n" + chosen.choice(PROSE)
    return code


def official(text, function):
    try:
        return sanitize(text, function)
    except (ValueError, RecursionError) as error:
        return type(error).__name__


def write_cases():
    lines = [json.dumps({"made": {"evalplus": "26d6d00", "python": platform.python_version()} | {name: importlib.metadata.version(name) for name in ("tree-sitter", "tree-sitter-python")}})]
    known = {text for _, text, _ in KNOWN}
    cases = [each if isinstance(each, tuple) else (each, "f") for each in ODD]
    chosen = random.Random(SEED)
    programs = own()
    cases += programs
    for _ in range(170):
        code, function = chosen.choice(programs)
        cases.append((mutated(code, chosen), function))
    for text, function in dict.fromkeys(case for case in cases if case[0] not in known):
        lines.append(json.dumps({"text": text, "function": function, "program": official(text, function)}))
    for why, text, ours in KNOWN:
        lines.append(json.dumps({"text": text, "function": "f", "program": official(text, "f"), "differs": why, "ours": ours}))
    (TARGET / "sanitized.jsonl").write_text("\n".join(lines) + "\n")


def recorded():
    """Yields file, line, which of its texts, and the text, of completions that others have recorded."""
    for name in ("code/humaneval_gpt-4_logging.jsonl", "code/humaneval_text-davinci-003.jsonl"):
        for number, line in enumerate((SHARED / name).read_text().splitlines()):
            yield name, number, "solution", json.loads(line)["solution"] or ""
    name = "lcb/lcb_problems_o1preview_o1mini.jsonl"
    for number, line in enumerate((SHARED / name).read_text().splitlines()):
        for index, generation in enumerate(json.loads(line)["generations"]):
            yield name, number, index, generation["output"]


def entry(text):
    """The last function that the text defines at its left edge."""
    names = [line[4:].split("(")[0] for line in text.split("\n") if line.startswith("def ")]
    return names[-1] if names else "main"


def write_recorded():
    chosen, lines = random.Random(SEED), []
    for file, number, field, text in recorded():
        if text.count("\n") > LONGEST:
            continue
        for cut in (len(text), chosen.randint(0, len(text))):
            function = entry(text)
            program = official(text[:cut], function)
            digest = hashlib.sha256(program.encode("utf-8")).hexdigest()[:16]
            lines.append(json.dumps([file, number, field, cut, function, digest], separators=(",", ":")))
    (TARGET / "recorded.jsonl").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    write_cases()
    if SHARED.is_dir() and "--own" not in sys.argv:
        write_recorded()
