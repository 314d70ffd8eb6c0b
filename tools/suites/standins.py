#!/usr/bin/env python3
"""Writes the project's own small items in the forms of the suites' data, for tests.

    python3 tools/suites/standins.py
"""

import csv
import json
import pathlib

DEMO = pathlib.Path(__file__).resolve().parents[2] / "tasks/src/test/resources/assay/tasks/demo"
THINGS = ["pens", "apples", "marbles", "stamps", "cups", "nails", "shells", "coins"]
NAMES = ["Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gia", "Hugo"]


def write(name, rows):
    path = DEMO / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def word_problem(i):
    name, thing = NAMES[i % 8], THINGS[(i * 3 + i // 8) % 8]
    boxes, each, given = 2 + i % 7, 3 + (5 * i) % 11, 1 + i % 4
    question = f"{name} has {boxes} boxes with {each} {thing} in each box. {name} gives {given} {thing} away. How many {thing} are left?"
    total = boxes * each
    left = total - given
    steps = [
        f"{name} has {boxes} * {each} = <<{boxes}*{each}={total}>>{total} {thing}.",
        f"After giving {given} away there are {total} - {given} = <<{total}-{given}={left}>>{left} {thing}.",
    ]
    return question, steps, left


def gsm8k():
    def row(i):
        question, steps, left = word_problem(i)
        return {"question": question, "answer": "\n".join(steps) + f"\n#### {left:,}"}

    def shot(i):
        question, steps, left = word_problem(i)
        plain = " ".join(step.split("<<")[0] + step.split(">>")[1] for step in steps)
        return {"question": question, "target": f"{plain} The answer is {left}."}

    write("gsm8k/test.jsonl", [row(i) for i in range(6)])
    write("gsm8k/train.jsonl", [row(i) for i in range(100, 140)])
    write("gsm8k/shots.jsonl", [shot(i) for i in range(200, 208)])


def aime():
    problems = [
        ("Find the number of positive integers less than $100$ that are divisible by $6$.", "016"),
        ("Let $a$ and $b$ be positive integers with $a+b=12$. Find the largest possible value of $ab$.", "36"),
        ("Find the remainder when $2^{10}$ is divided by $1000$.", "024"),
        ("The sum of the first $n$ positive odd integers is $121$. Find $n$.", "11"),
        ("Find the sum of the divisors of $28$ that are less than $28$.", "28"),
    ]
    write("aime/aime.jsonl", [{"id": i, "problem": problem, "answer": answer} for i, (problem, answer) in enumerate(problems, 1)])
    titled = [{"ID": f"own-{i}", "Problem": problem, "Solution": "", "Answer": answer} for i, (problem, answer) in enumerate(problems, 1)]
    write("aime/titled.jsonl", titled)


def gpqa():
    """No question of GPQA, whose authors ask that its texts are not published: sums in its columns."""
    header = ["Pre-Revision Question", "Question", "Correct Answer", "Incorrect Answer 1", "Incorrect Answer 2", "Incorrect Answer 3"]
    header += ["Subdomain", "High-level domain", "Record ID"]
    path = DEMO / "gpqa/gpqa_standin.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(header)
        for i in range(24):
            a, b = 3 + i, 11 + 2 * i
            question = f"A ball of mass {a} kg moves at {b} m/s.\nWhat is its momentum, in kg m/s?"
            wrong = [a + b, a * b * b, a * b // 2]
            if i == 5:
                wrong = [f"{a * b}, but only at rest", 'the text "none"', "  zero"]
            domain = ["Physics", "Chemistry", "Biology"][i % 3]
            rows.writerow(["not read", question, a * b, *wrong, f"{domain} (general)", domain, f"own{i:02d}"])


def sum_question(i):
    a, b = 3 + i, 8 + 3 * i
    answer = (i * 7 + i // 3) % 4
    wrong = [a * b, a + b + 10, abs(b - a)]
    choices = [str(value) for value in wrong]
    choices.insert(answer, str(a + b))
    return {"question": f" What is the sum of {a} and {b}?" if i % 5 == 0 else f"What is the sum of {a} and {b}?", "choices": choices, "answer": answer}


def mmlu():
    subjects = ["elementary_mathematics", "abstract_algebra"]
    write("mmlu/test.jsonl", [{"subject": subjects[i % 2]} | sum_question(i) for i in range(8)])
    write("mmlu/dev.jsonl", [{"subject": subjects[i % 2]} | sum_question(20 + i) for i in range(10)])
    kinds = ["ok", "ok", "bad_question_clarity", "wrong_groundtruth", "OK", "no_correct_answer"]
    rows = [{"subject": subjects[0]} | sum_question(40 + i) | {"error_type": kind, "source": "", "correct_answer": None, "potential_reason": None} for i, kind in enumerate(kinds)]
    write("mmlu/redux.jsonl", rows)


if __name__ == "__main__":
    gsm8k()
    mmlu()
    aime()
    gpqa()
