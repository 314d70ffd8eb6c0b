#!/usr/bin/env python3
"""Writes the rendered prompts against which the tests compare those of each protocol.

A second implementation of the published prompt formats, independent of the program: run over the
real data sets it gives the same digests as the benchmarks' own scripts. Each fixture is a pair:
NAME.input names protocol, data file and item, NAME.expected has the prompt.

    python3 tools/make-prompt-fixtures.py
"""

import json
import pathlib

TASKS = pathlib.Path(__file__).resolve().parent.parent / "tasks/src"
DEMO = TASKS / "test/resources/assay/tasks/demo"
TARGET = TASKS / "test/resources/assay/tasks/prompts"
LETTERS = "ABCDEFGHIJ"


def rows(name):
    return [json.loads(line) for line in (DEMO / name).read_text().splitlines()]


QUESTIONS, VALIDATION = rows("multiple-choice.jsonl"), rows("multiple-choice.validation.jsonl")
MATH, MATH_SHOTS = rows("math.jsonl"), rows("math.shots.jsonl")
PROGRAMS = rows("programming.jsonl")
SHOT_FUNC = json.loads((DEMO / "programming.few_shot_func.json").read_text())[0]
SHOT_STDIN = json.loads((DEMO / "programming.few_shot_stdin.json").read_text())[0]


def lettered(row):
    kept = [option for option in row["options"] if option != "N/A"]
    return "".join(f"{letter}. {option}\n" for letter, option in zip(LETTERS, kept))


def mmlu_local(question, shots):
    category = question["category"]
    text = (
        f"The following are multiple choice questions (with answers) about {category}. Think step by step and then "
        'finish your answer with "the answer is (X)" where X is the correct letter choice.\n\n\n\n'
    )
    for shot in [row for row in VALIDATION if row["category"] == category][:shots]:
        cot = shot["cot_content"].replace("A: Let's think step by step.", "Answer: Let's think step by step.")
        text += f"Question:\n{shot['question']}\nOptions:\n{lettered(shot)}{cot}\n\n"
    return text + f"Question:\n{question['question']}\nOptions:\n{lettered(question)}Answer: Let's think step by step."


def mmlu_api(question):
    category = question["category"]
    text = (
        f"The following are multiple choice questions (with answers) about {category}. Think step by step and then "
        'output the answer in the format of "The answer is (X)" at the end.\n\n'
    )
    for row in [row for row in VALIDATION if row["category"] == category][:5] + [question]:
        cot = row["cot_content"].removeprefix("A: ") if row is not question else "Let's think step by step."
        text += f"Question: {row['question']}\nOptions: {lettered(row)}Answer: {cot}\n\n"
    return text


def mmlu_leaderboard(question):
    listed = [f"{row['question']}\n{lettered(row)}Answer:" for row in VALIDATION[:5] + [question]]
    shots = "".join(f"{text} {row['answer']}\n\n" for text, row in zip(listed, VALIDATION[:5]))
    letters = LETTERS[: len([option for option in question["options"] if option != "N/A"])]
    return [("text", shots + listed[-1]), ("continuations", "\n".join(f" {letter}" for letter in letters))]


def mmlu_cloze(question):
    kept = [option for option in question["options"] if option != "N/A"]
    return [
        ("text", f"Question: {question['question']}\nAnswer:"),
        ("continuations", "\n".join(f" {option}" for option in kept)),
    ]


def qwen_math(problem):
    return [("system", "Please reason step by step, and put your final answer within \\boxed{}."), ("user", problem["problem"])]


def simple_evals(problem):
    return [("user", (
        "Solve the following math problem step by step. The last line of your response should be of the form Answer: "
        "$ANSWER (without quotes) where $ANSWER is the answer to the problem.\n\n" + problem["problem"] + "\n\n"
        'Remember to put your answer on its own line after "Answer:", and you do not need to use a \\boxed command.'))]


def four_shot(problem):
    shots = [f"Question: {shot['problem']}\nAnswer: {shot['solution']}" for shot in MATH_SHOTS]
    return "\n\n\n".join(shots + [f"Question: {problem['problem']}\nAnswer: "]).strip(" ")


WITH_STARTER = (
    "You will use the following starter code to write the solution to the problem and enclose your code within delimiters."
)
FROM_STDIN = (
    "Read the inputs from stdin solve the problem and write the answer to stdout (do not directly test on the sample "
    "inputs). Enclose your code within delimiters as follows. Ensure that when the python program runs, it reads the "
    "inputs, runs the algorithm and writes output to STDOUT."
)
CALL_MAIN = (
    "Implement a function called `main()` which orchastrates the solution by reading inputs from stdin and writing the "
    "answer to stdout. Feel free to use additional functions as necessary. Next do NOT forget to call `main` function at "
    "the end of the program otherwise you will not be awarded any points."
)
TASK = (
    "You will be given a question (problem specification) and will generate a correct Python program that matches the "
    "specification and passes all tests."
)


def code_block(problem):
    return f"```python\n{problem['starter_code'] or '# YOUR CODE HERE'}\n```\n\n"


def lcb_user(problem, from_stdin):
    sentence = WITH_STARTER if problem["starter_code"] else from_stdin
    return (
        f"### Question:\n{problem['question_content']}\n\n### Format: {sentence}\n{code_block(problem)}"
        "### Answer: (use the provided format with backticks)\n\n"
    )


def lcb_generic(problem):
    return [("system", "You are an expert Python programmer. " + TASK), ("user", lcb_user(problem, FROM_STDIN))]


def lcb_reason(problem):
    return [("user", lcb_user(problem, CALL_MAIN))]


def lcb_markup(opening, task, closing):
    def render(problem):
        sentence = WITH_STARTER if problem["starter_code"] else FROM_STDIN
        return f"{opening}\n\n{task}\n\nQuestion: {problem['question_content']}\n\n{sentence}\n{code_block(problem)}{closing}"
    return render


def lcb_base(problem):
    shot = SHOT_FUNC if problem["starter_code"] else SHOT_STDIN
    text = f"### Question\n{shot['question']}\n\n"
    text += f"### Starter Code\n{shot['sample_code']}\n\n" if problem["starter_code"] else ""
    text += f"### Answer\n\n{shot['answer']}\n\n### Question\n{problem['question_content']}\n\n"
    text += f"### Starter Code\n{problem['starter_code']}\n\n" if problem["starter_code"] else ""
    return text + "### Answer\n\n"


R1_OPENING = (
    "<｜begin▁of▁sentence｜>A conversation between User and Assistant. The user asks a question, and the Assistant solves "
    "it. The assistant first thinks about the reasoning process in the mind and then provides the user with the answer. "
    "The reasoning process and answer are enclosed within <think> </think> and <answer> </answer> tags, respectively, "
    "i.e., <think> reasoning process here </think> <answer> answer here </answer>.<｜User｜>"
)
CHATML_OPENING = "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user"

PROTOCOLS = {
    "mmlu-pro/official-local": lambda row: mmlu_local(row, 5),
    "mmlu-pro/official-local-0shot": lambda row: mmlu_local(row, 0),
    "mmlu-pro/official-api": lambda row: [("user", mmlu_api(row))],
    "mmlu-pro/leaderboard": mmlu_leaderboard,
    "mmlu-pro/cloze-0shot": mmlu_cloze,
    "math-500/qwen2.5-math": qwen_math,
    "math-500/simple-evals": simple_evals,
    "math-500/base-4shot": four_shot,
    "livecodebench/generic": lcb_generic,
    "livecodebench/oai-reason": lcb_reason,
    "livecodebench/codeqwen": lcb_markup(
        CHATML_OPENING, TASK + " You will NOT return anything except for the program.", "<|im_end|>\n<|im_start|>assistant\n"),
    "livecodebench/deepseek-r1": lcb_markup(R1_OPENING, TASK, "<｜Assistant｜>"),
    "livecodebench/base-1shot": lcb_base,
}
ITEMS = {
    "mmlu-pro": [("multiple-choice.jsonl", str(QUESTIONS[i]["question_id"]), QUESTIONS[i]) for i in (0, 7, 28)],
    "math-500": [("math.jsonl", MATH[i]["unique_id"], MATH[i]) for i in (4,)],
    "livecodebench": [("programming.jsonl", PROGRAMS[i]["question_id"], PROGRAMS[i]) for i in (0, 9)],
}


def shown(prompt):
    parts = [("text", prompt)] if isinstance(prompt, str) else prompt
    return "".join(f"=== {role} ===\n{content}\n" for role, content in parts) + "=== end ===\n"


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    for protocol, render in PROTOCOLS.items():
        suite, name = protocol.split("/")
        for file, item, row in ITEMS[suite]:
            path = TARGET / f"{suite}.{name}.{item.replace('/', '-').removesuffix('.json')}"
            path.with_name(path.name + ".input").write_text(f"{protocol}\n{file}\n{item}\n")
            path.with_name(path.name + ".expected").write_text(shown(render(row)))


if __name__ == "__main__":
    main()
