"""EvalPlus' way from a completion to a program: `sanitize` in evalplus/sanitize.py of evalplus/evalplus
at 26d6d00.

It takes the longest run of lines that Python can read, and of it the imports and what the function
refers to: classes, functions with a return statement, and assignments, each name's first. EvalPlus
looks at that run with tree-sitter's error-tolerant grammar; here Python's own parser does, which has
read it just before. What tree-sitter has otherwise than Python is written out below, and what
is not is listed in EvalPlusSanitizer.java.

Reads {"text", "function"} as JSON from standard input and writes the program as JSON. Nothing of the text is
ever executed.
"""

import ast
import bisect
import codeop
import json
import re
import sys
import unicodedata
import warnings

TERMINAL_ESCAPE = re.compile(r"\x1B(?:[@-Z\\-_]|\[[0-?]*[ -/]*[@-~])")
LINE_END = re.compile(rb"\r\n?|\n")
SEMICOLON = re.compile(rb"(?:[ \t\f]|\\\r?\n)*;")
COMMENT_HERE = re.compile(rb"(?:[ \t\f]|\\\r?\n)*#[^\n]*")
COMMENT_BELOW = re.compile(rb"(?:[ \t\f\r]|\\\r?\n)*\n(?:[ \t\f\r]*\n)*([ \t\f\r]*)#[^\n]*")
TYPE_STATEMENT = re.compile(rb"type(?:[ \t\f]|\\\r?\n)*[(\[]")
WORD = re.compile(r"[^\W\d]\w*")

# The fields of Python's nodes that hold identifiers of the text.
IDENTIFIERS = frozenset("id attr arg name asname module names rest kwd_attrs".split())

# EvalPlus runs under the interpreter's usual limit, which bounds how deep a text may be nested.
USUAL_RECURSION = 1000

# Makes the parser tell where more text could help; 3.11 and later.
PARTIAL = getattr(codeop, "PyCF_ALLOW_INCOMPLETE_INPUT", 0)

VALID, UNFINISHED, HOPELESS = range(3)


# -------------------------------------------------------------------------- the longest run of lines


class Lines:
    """The lines of a text, and which runs of them are Python."""

    def __init__(self, text):
        self.lines = text.split("\n")
        self.filled = [0]  # lines that are not blank, before each line
        for line in self.lines:
            self.filled.append(self.filled[-1] + bool(line.strip()))

    def text(self, first, last):
        return "\n".join(self.lines[first : last + 1])

    def count(self, first, last):
        return self.filled[last + 1] - self.filled[first]

    def state(self, first, last):
        """Returns whether the run is Python; HOPELESS is one that no further lines could help."""
        try:
            compile(self.text(first, last), "<unknown>", "exec", ast.PyCF_ONLY_AST | PARTIAL, dont_inherit=True)
            return VALID
        except SyntaxError as error:
            return HOPELESS if PARTIAL and error.msg != "incomplete input" else UNFINISHED
        except (MemoryError, RecursionError, ValueError):
            # Too deep, a null character, or half of a surrogate pair. EvalPlus itself ends with the
            # last three.
            return HOPELESS

    def longest(self):
        """Returns the first of the longest runs, of two lines at least; else the first line.

        As EvalPlus' double loop, which tries every pair of lines, but without the pairs that are
        too short or that begin as a hopeless one does.
        """
        best, length = (0, 0), 0
        for first in range(len(self.lines)):
            if self.count(first, len(self.lines) - 1) <= length:
                break
            last = self.longest_from(first, length)
            if last is not None:
                best, length = (first, last), self.count(first, last)
        return self.text(*best)

    def longest_from(self, first, length):
        """Returns the last line of the longest run from here that has more than `length` lines."""
        last = max(first + 1, bisect.bisect_right(self.filled, self.filled[first] + length) - 1)
        lines = 2
        while first + lines <= last:  # most runs are hopeless from their first lines on
            if self.state(first, first + lines - 1) == HOPELESS:
                return None
            lines *= 2
        good, bad, step = last - 1, len(self.lines), 1  # bad: the first that is known to be hopeless
        while last < bad:
            if self.state(first, last) == HOPELESS:
                bad = last
            else:
                good, last, step = last, last + step, step * 2
        while good + 1 < bad:
            middle = (good + bad) // 2
            if self.state(first, middle) == HOPELESS:
                bad = middle
            else:
                good = middle
        return self.last_valid(first, good, length)

    def last_valid(self, first, last, length):
        """Returns the last line of the longest run up to `last`; of equally long ones the shortest."""
        while last > first and self.count(first, last) > length:
            shortest = max(first + 1, bisect.bisect_left(self.filled, self.filled[last + 1]) - 1)
            for end in range(shortest, last + 1):
                if self.state(first, end) == VALID:
                    return end
            last = shortest - 1
        return None


# ------------------------------------------------------------------------- what the function refers to


class Run:
    """A run of lines that is Python, seen as tree-sitter sees it."""

    def __init__(self, text):
        self.data = text.encode("utf-8")
        self.starts = [0] + [end.end() for end in LINE_END.finditer(self.data)]
        self.ascii = text.isascii()
        self.imports = []
        self.definitions = {}  # in their order: text and identifiers by name
        for node in ast.parse(text).body:
            self.take(node)

    def take(self, node):
        if isinstance(node, ast.Import) or isinstance(node, ast.ImportFrom) and not future(node):
            self.imports.append(self.slice(node, self.end(node)))
        elif isinstance(node, ast.ClassDef):
            self.define(node, self.as_spelled(node, node.name), self.block_end)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            if any(isinstance(part, ast.Return) for part in ast.walk(node)):
                self.define(node, self.as_spelled(node, node.name), self.block_end)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and not self.type_statement(node):
            self.define(node, self.assigned(node), self.end)

    def define(self, node, name, end):
        # A decorated definition is another kind of node there, and is left out.
        if not getattr(node, "decorator_list", ()) and name not in self.definitions:
            self.definitions[name] = (self.slice(node, end(node)), self.identifiers(node))

    def program(self, function):
        """Returns the imports and what is reachable from the function."""
        reachable, queue = {function}, [function]
        while queue:
            _, identifiers = self.definitions.get(queue.pop(), ("", ()))
            queue += [name for name in identifiers if name not in reachable]
            reachable.update(identifiers)
        return "\n".join(
            self.imports + [text for name, (text, _) in self.definitions.items() if name in reachable]
        )

    def assigned(self, node):
        """Returns the first identifier that is a part of the assignment by itself; None for none."""
        parts = [node.target, node.value] if isinstance(node, ast.AnnAssign) else node.targets[:1]
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            parts.append(node.value)
        for part in parts:
            # One in brackets neither begins nor ends the statement.
            bare = part and (self.start(part) == self.start(node) or self.end(part) == self.end(node))
            if bare and isinstance(part, ast.Name):
                return self.as_spelled(part, part.id)
        return None

    def type_statement(self, node):
        """Returns whether it assigns to what is taken for the name in a `type` statement."""
        return isinstance(node, ast.Assign) and bool(TYPE_STATEMENT.match(self.data, self.start(node)))

    def identifiers(self, node):
        found = set()
        for part in ast.walk(node):
            for field, value in ast.iter_fields(part):
                if field in IDENTIFIERS:
                    for name in value if isinstance(value, list) else (value,):
                        if isinstance(name, str):
                            found.update(self.as_spelled(part, each) for each in name.split("."))
        return found

    def as_spelled(self, node, name):
        """Returns an identifier of the node as the text has it; Python's is in compatibility form."""
        if self.ascii or not hasattr(node, "lineno"):
            return name
        words = WORD.findall(self.slice(node, self.end(node)))
        if isinstance(node, ast.Attribute):
            words.reverse()
        return next((word for word in words if unicodedata.normalize("NFKC", word) == name), name)

    def start(self, node):
        return self.starts[node.lineno - 1] + node.col_offset

    def end(self, node):
        return self.starts[node.end_lineno - 1] + node.end_col_offset

    def slice(self, node, end):
        return self.data[self.start(node) : end].decode("utf-8", "replace")

    def block_end(self, node):
        """Returns the end of a definition with the comments that follow in its block."""
        end = self.end(node)
        for tail in (SEMICOLON, COMMENT_HERE):
            found = tail.match(self.data, end)
            end = found.end() if found else end
        first = node.body[0]
        line = min([first.lineno] + [each.lineno for each in getattr(first, "decorator_list", ())])
        indentation = re.match(rb"[ \t\f]*", self.data[self.starts[line - 1] :]).group()
        if line == first.lineno and len(indentation) < first.col_offset:
            return end  # it stands behind the colon
        while True:
            below = COMMENT_BELOW.match(self.data, end)
            if not below or width(below.group(1)) < width(indentation):
                return end
            end = below.end()


def future(node):
    return node.module == "__future__" and not node.level


def width(indentation):
    columns = 0
    for character in indentation:
        columns = columns + 1 if character == 32 else columns + 8 if character == 9 else 0
    return columns


def sanitize(text, function):
    longest = Lines(TERMINAL_ESCAPE.sub("", text)).longest()
    # A first line that is taken for want of a run may be indented, which tree-sitter does not mind.
    for code in (longest, longest.lstrip(" \t\f")):
        try:
            return Run(code).program(function).strip() or longest
        except (SyntaxError, MemoryError, RecursionError, ValueError):
            pass
    return longest


def main():
    sys.setrecursionlimit(USUAL_RECURSION)
    warnings.simplefilter("ignore")
    request = json.load(sys.stdin)
    json.dump({"program": sanitize(request["text"], request["function"])}, sys.stdout)


if __name__ == "__main__":
    main()
