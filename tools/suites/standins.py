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


def function(task, name, arguments, text, body, base, plus, atol=0):
    """A problem in the form of EvalPlus' releases; MBPP's have the whole function as solution."""
    if task.startswith("Mbpp/"):
        prompt, solution = f'"""\n{text}\nassert {name} is not None\n"""\n', f"def {name}({arguments}):\n{body}\n"
    else:
        prompt, solution = f'\n\ndef {name}({arguments}):\n    """ {text} """\n', body + "\n"
    row = {"task_id": task, "prompt": prompt, "entry_point": name, "canonical_solution": solution, "contract": ""}
    return row | {"base_input": base, "plus_input": plus, "atol": atol}


def functions():
    """Own problems; some have the names for which EvalPlus has rules of its own."""
    bisect = (
        "    low, high = -1.0, 1.0\n    at = lambda x: sum(c * x**i for i, c in enumerate(xs))\n"
        "    while at(low) * at(high) > 0:\n        low, high = low * 2, high * 2\n"
        "    while high - low > 1e-10:\n        mid = (low + high) / 2\n"
        "        low, high = (mid, high) if at(low) * at(mid) > 0 else (low, mid)\n    return low"
    )
    write("functions/humaneval-plus.jsonl", [
        function("HumanEval/0", "mean_of", "values", "The mean.", "    return sum(values) / len(values)", [[[1, 2]], [[3.0]]], [[[1, 1, 2]], [[1e9, 1]], [[-1, 1]]]),
        function("HumanEval/1", "split_at", "values, at", "Both parts.", "    return (values[:at], values[at:])", [[[1, 2, 3], 1]], [[[], 0], [["a"], 5]]),
        function("HumanEval/2", "halves", "values", "Half of each.", "    return [value / 2 for value in values]", [[[1, 2]]], [[[0.1, 0.3]], [[]], [[7]]], 0.01),
        function("HumanEval/32", "find_zero", "xs", "A root of the polynomial.", bisect, [[[1, 2]]], [[[-6, 11, -6, 1]], [[0, 3]]], 0.0001),
        function("HumanEval/4", "largest", "values", "The largest, or None.", "    return max(values) if values else None", [[[1, 5, 3]]], [[[]], [[-2, -7]], [["b", "a"]]]),
    ])
    write("functions/mbpp-plus.jsonl", [
        function("Mbpp/2", "similar_elements", "first, second", "What both have.", "    return tuple(set(first) & set(second))", [[[3, 4, 5], [5, 4, 10]]], [[[1], [2]], [[1, 1], [1]]]),
        function("Mbpp/295", "sum_div", "number", "Sum of proper divisors.", "    return sum(i for i in range(1, number) if number % i == 0)", [[8], [12]], [[1], [97], [100]]),
        function("Mbpp/164", "are_equivalent", "a, b", "Whether the sums of divisors agree.", "    return a == b", [[36, 57]], [[1, 1]]),
        function("Mbpp/581", "surface_Area", "base, height", "Surface of a square pyramid.", "    return 2 * base * height + base**2", [[3, 4]], [[4, 5], [1, 2]]),
        function("Mbpp/558", "digit_distance_nums", "a, b", "Distance of digits.", "    return sum(map(int, str(abs(a - b))))", [[1, 2]], [[23, 56], [123, 256]]),
        function("Mbpp/7", "find_char_long", "text", "Long words.", "    return [word for word in text.split() if len(word) > 3]", [["some of these words"]], [["a b"], ["long long"]]),
        function("Mbpp/70", "same_length", "groups", "Whether all have one length.", "    return len(set(map(len, groups))) < 2", [[[[1, 2], [3, 4]]]], [[[[1], [2, 3]]], [[]]]),
        function("Mbpp/252", "as_polar", "number", "Length and angle.", "    import cmath\n    return cmath.polar(number)", [["1+1j"]], [["3j"], ["-2"]]),
        function("Mbpp/124", "angle_of", "real, other", "Angle of a sum.", "    import cmath\n    return cmath.phase(real + other)", [[0, "1j"]], [[2, "1j"], [0, "2"]]),
        function("Mbpp/794", "text_starta_endb", "text", "Whether it begins with a and ends with b.", "    import re\n    return re.search('^a.*b$', text)", [["aab"]], [["abc"], ["ab"]]),
    ])


def supergpqa():
    def row(i, right):
        a, b = 5 + i, 9 + 4 * i
        options = [str(a + b + 3 * k) for k in range(1, 10)]
        options.insert(right, str(a + b))
        facets = {"discipline": "Science", "field": "Mathematics", "subfield": "Sums", "difficulty": "easy"}
        question = f"What is the sum of {a} and {b}?"
        return {"uuid": f"own-{i}", "question": question, "options": options, "answer": str(a + b), "answer_letter": "ABCDEFGHIJ"[right]} | facets

    write("supergpqa/all.jsonl", [row(0, 1), row(1, 9), row(2, 0)])


if __name__ == "__main__":
    supergpqa()
    functions()
    gsm8k()
    mmlu()
    aime()
    gpqa()
