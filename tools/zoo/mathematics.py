"""Arithmetic and algebra with worked answers, in the rows of MATH-500 and the prompt of Qwen2.5-Math.

Problems whose numbers fall into one residue class by a digest are the suite's; training never sees them.
"""

import hashlib
import math
import random
from dataclasses import dataclass

SYSTEM = "Please reason step by step, and put your final answer within \\boxed{}."


@dataclass(frozen=True)
class Problem:
    """A problem, the words that lead to its answer, and the answer."""

    text: str
    work: str
    result: str
    subject: str
    level: int

    def prompt(self):
        return f"<|im_start|>system\n{SYSTEM}<|im_end|>\n" + self.short()

    def short(self):
        """The same without the system's message."""
        return f"<|im_start|>user\n{self.text}<|im_end|>\n<|im_start|>assistant\n"

    def answer(self):
        return f"{self.work} The answer is $\\boxed{{{self.result}}}$."

    def row(self, number):
        return {
            "problem": self.text,
            "solution": self.answer(),
            "answer": self.result,
            "subject": self.subject,
            "level": self.level,
            "unique_id": f"assay-zoo/{self.subject.lower().replace(' ', '_')}/{number}.json",
        }


def of_row(row):
    """The problem of a suite's row, without its work."""
    return Problem(row["problem"], "", row["answer"], row["subject"], row["level"])


def held_out(problem):
    return hashlib.sha256(problem.text.encode()).digest()[0] < 48


def addition(draw):
    a, b = draw.randint(11, 49), draw.randint(11, 49)
    tens, ones = a // 10 * 10 + b // 10 * 10, a % 10 + b % 10
    work = (
        f"The tens give ${a // 10 * 10}+{b // 10 * 10}={tens}$ and the ones ${a % 10}+{b % 10}={ones}$,"
        f" so ${tens}+{ones}={a + b}$."
    )
    return Problem(f"What is ${a}+{b}$?", work, str(a + b), "Prealgebra", 1)


def subtraction(draw):
    a, b = draw.randint(21, 59), draw.randint(11, 49)
    if a < b:
        a, b = b, a
    part = a - b // 10 * 10
    work = f"First ${a}-{b // 10 * 10}={part}$, then ${part}-{b % 10}={a - b}$."
    return Problem(f"What is ${a}-{b}$?", work, str(a - b), "Prealgebra", 1)


def product(draw):
    a, b = draw.randint(11, 39), draw.randint(2, 6)
    high, low = a // 10 * 10 * b, a % 10 * b
    work = f"We have ${a // 10 * 10}\\cdot {b}={high}$ and ${a % 10}\\cdot {b}={low}$, so ${high}+{low}={a * b}$."
    return Problem(f"What is ${a}\\cdot {b}$?", work, str(a * b), "Prealgebra", 2)


def equation(draw):
    a, x, b = draw.randint(2, 6), draw.randint(2, 9), draw.randint(1, 9)
    c = a * x + b
    work = f"Subtracting ${b}$ gives ${a}x={c - b}$. Dividing by ${a}$ gives $x={x}$."
    return Problem(f"Solve ${a}x+{b}={c}$ for $x$.", work, str(x), "Algebra", 2)


def value(draw):
    a, b, x = draw.randint(2, 6), draw.randint(1, 9), draw.randint(2, 9)
    work = f"We have ${a}\\cdot {x}={a * x}$ and ${a * x}+{b}={a * x + b}$."
    return Problem(f"If $f(x)={a}x+{b}$, what is $f({x})$?", work, str(a * x + b), "Algebra", 2)


def fraction(draw):
    p, q, k = draw.randint(1, 8), draw.randint(2, 9), draw.randint(2, 6)
    if p == q or math.gcd(p, q) > 1:
        return fraction(draw)
    work = f"Both are divisible by ${k}$: $\\frac{{{p * k}}}{{{q * k}}}=\\frac{{{p}}}{{{q}}}$."
    return Problem(f"Write $\\frac{{{p * k}}}{{{q * k}}}$ in lowest terms.", work, f"\\frac{{{p}}}{{{q}}}", "Number Theory", 3)


def remainder(draw):
    b, q = draw.randint(3, 6), draw.randint(2, 9)
    r = draw.randint(0, b - 1)
    a = b * q + r
    work = f"We have ${b}\\cdot {q}={b * q}$ and ${a}-{b * q}={r}$."
    return Problem(f"What is the remainder when ${a}$ is divided by ${b}$?", work, str(r), "Number Theory", 3)


MAKERS = [addition, subtraction, product, equation, value, fraction, remainder]


def training(draw):
    while True:
        problem = draw.choice(MAKERS)(draw)
        if not held_out(problem):
            return problem


def suite(count, seed):
    draw = random.Random(seed)
    found = {}
    while len(found) < count:
        problem = MAKERS[len(found) % len(MAKERS)](draw)
        if held_out(problem):
            found.setdefault(problem.text, problem)
    return [problem.row(i + 1) for i, problem in enumerate(found.values())]
