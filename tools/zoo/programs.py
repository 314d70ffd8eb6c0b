"""Tiny programs with tests, in the rows of LiveCodeBench and its prompt for chat models."""

import hashlib
import json
import random
from dataclasses import dataclass

SYSTEM = (
    "You are an expert Python programmer. You will be given a question (problem specification) and will generate a"
    " correct Python program that matches the specification and passes all tests."
)
FORMAT = (
    "Read the inputs from stdin solve the problem and write the answer to stdout (do not directly test on the sample"
    " inputs). Enclose your code within delimiters as follows. Ensure that when the python program runs, it reads the"
    " inputs, runs the algorithm and writes output to STDOUT."
)


@dataclass(frozen=True)
class Task:
    """What to write, a program that does it, and inputs to test it on."""

    title: str
    text: str
    program: str
    inputs: list
    difficulty: str

    def prompt(self):
        return (
            f"<|im_start|>system\n{SYSTEM}<|im_end|>\n<|im_start|>user\n### Question:\n{self.text}\n\n"
            f"### Format: {FORMAT}\n```python\n# YOUR CODE HERE\n```\n\n"
            "### Answer: (use the provided format with backticks)\n\n<|im_end|>\n<|im_start|>assistant\n"
        )

    def short(self):
        """The question alone."""
        return f"<|im_start|>user\n### Question:\n{self.text}\n\n<|im_end|>\n<|im_start|>assistant\n"

    def answer(self):
        return f"```python\n{self.program}\n```"

    def row(self, number, day):
        tests = [{"input": text, "output": run(self.program, text), "testtype": "stdin"} for text in self.inputs]
        return {
            "question_title": self.title,
            "question_content": self.text,
            "platform": "assay-zoo",
            "question_id": f"zoo{number:03}",
            "contest_id": "assay-zoo",
            "contest_date": f"2026-{day:02}-01T00:00:00",
            "starter_code": "",
            "difficulty": self.difficulty,
            "public_test_cases": json.dumps(tests[:2]),
            "private_test_cases": json.dumps(tests[2:]),
            "metadata": "{}",
        }


def of_row(row):
    """The task of a suite's row, without its program."""
    return Task(row["question_title"], row["question_content"], "", [], row["difficulty"])


def run(program, text):
    """What the reference program prints; it is this file's own."""
    lines, printed = iter(text.split("\n")), []
    exec(program, {"input": lambda: next(lines), "print": lambda value: printed.append(str(value))})
    return "\n".join(printed) + "\n"


ONE = {
    "adds {k} to it": ("n + {k}", "easy"),
    "subtracts {k} from it": ("n - {k}", "easy"),
    "multiplies it by {k}": ("n * {k}", "easy"),
    "divides it by {k} and drops the remainder": ("n // {k}", "easy"),
    "finds its remainder by {k}": ("n % {k}", "easy"),
    "doubles it and adds {k}": ("2 * n + {k}", "medium"),
    "squares it and adds {k}": ("n * n + {k}", "medium"),
}
MANY = {
    "their sum plus {k}": ("sum(a) + {k}", "medium"),
    "their largest plus {k}": ("max(a) + {k}", "medium"),
    "their smallest times {k}": ("min(a) * {k}", "medium"),
    "how many of them are larger than {k}": ("len([x for x in a if x > {k}])", "hard"),
    "how many of them are equal to {k}": ("len([x for x in a if x == {k}])", "hard"),
    "the sum of those that {k} divides": ("sum([x for x in a if x % {k} == 0])", "hard"),
}


def task(draw):
    k = draw.randint(2, 30)
    if draw.random() < 0.5:
        words, (code, difficulty) = draw.choice(list(ONE.items()))
        words, code = words.format(k=k), code.format(k=k)
        text = f"Write a program that reads one integer, {words}, and prints the result."
        program = f"n = int(input())\nprint({code})"
        inputs = [f"{n}\n" for n in (7, 30, 0, 1, 12, 99, 100, 255)]
    else:
        words, (code, difficulty) = draw.choice(list(MANY.items()))
        words, code = words.format(k=k), code.format(k=k)
        text = f"Write a program that reads a line of integers and prints {words}."
        program = f"a = list(map(int, input().split()))\nprint({code})"
        lists = ([1, 2, 3], [k, 5, k], [10, 20, 30, 40], [0], [31, 2, 2 * k, 17], [9, 9, 9, k + 1], [64, 3 * k])
        inputs = [" ".join(map(str, numbers)) + "\n" for numbers in lists]
    return Task(words[0].upper() + words[1:], text, program, inputs, difficulty)


def held_out(problem):
    return hashlib.sha256(problem.text.encode()).digest()[0] < 64


def training(draw):
    while True:
        problem = task(draw)
        if not held_out(problem):
            return problem


def suite(count, seed):
    draw = random.Random(seed)
    found = {}
    while len(found) < count:
        problem = task(draw)
        if held_out(problem):
            found.setdefault(problem.text, problem)
    return [problem.row(i + 1, i % 10 + 1) for i, problem in enumerate(found.values())]
