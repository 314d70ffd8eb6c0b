#!/usr/bin/env python3
"""Writes the reference answers of Python's `re` for the letter rules of the MMLU-Pro harnesses.

usage: tools/scorers/choice_golden.py OUT.jsonl EVALSCOPE.py

Each line: a short random text and, for every rule, the index of the letter in UTF-16 units (or
null). The expressions are those that PROTOCOLS and the Javadoc of assay.scorers.choice cite.
EVALSCOPE.py is evalscope's own evalscope/utils/multi_choices.py at 1617436, which is run as it is
(its two type imports are stubbed); it returns letters, so "evalscope" holds a letter, not an index.
"""
import json
import random
import re
import sys
import types

PIECES = [
    "answer is A", "answer is (B", "answer is (C)", "answer is D", "answer: E", "Answer:\n F",
    "answer:(G)", "nanswer: H", "\nAnswer: I\n",
    "answer is ", "answer is", "Answer is ", "answer: ", "Answer:", "answer:", "ANSWER:", "swer:",
    "(", ")", "A", "B", "C", "J", "K", "I", "a", "x", "_", "7", " ", "  ", "\n", "\n\n", "\r\n",
    "\t", ".", ",", "-", "'", "**", "(A)", "(J).", "(K)", "é", "É", "中", "²", "½", "\u0301",
    "\u00a0", "\u2028", "\u200b", "\u1680", "\u0085", "\x1c", "😀", "𝐀", "𐐀", "Ⅷ", "٣", "ª", "‿",
]
MORE = [
    "aNſWer : ", "AnSwEr\t:\t$B$", "answer : b", "answer\n:\nP", "ANSWER: ", "Answer: **C**", "ANSWER:",
    "answer:$\u212a", "ANSWER: \u0130", "answer: \u0131", "answer: k", "answer : j", "Answer: (A)",
    "ANSWER: [B]", "answer:【C】", "Answer: (A, B)", "Answer: A and B", "answer: D is right",
    "ANSWER: AB", "answer: A, B", "Answer: Because", "ANSWER: ( d )", "answer: E٣", "answer: F𝟘",
    "Answer: **(G)**", "a", "S", "\u01c5", "\u2160", "\U0001d400", "Ⓐ", "，",
]


def utf16(text, index):
    return len(text[:index].encode("utf-16-le", "surrogatepass")) // 2


def letter(match, text, group=1):
    return None if match is None else utf16(text, match.start(group))


def last(pattern, text, group=1):
    matches = list(re.finditer(pattern, text))
    return letter(matches[-1] if matches else None, text, group)


def evalscope_parser(path):
    api = types.ModuleType("evalscope.api.evaluator")
    api.Choices = api.Target = api.TaskState = object
    sys.modules["evalscope"] = types.ModuleType("evalscope")
    sys.modules["evalscope.api"] = types.ModuleType("evalscope.api")
    sys.modules["evalscope.api.evaluator"] = api
    module = types.ModuleType("multi_choices")
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), module.__dict__)

    def parse(text):
        state = types.SimpleNamespace(choices=list(range(10)))
        return next(iter(module.parse_answers(state, completion=text)), None)

    return parse


def main(out, evalscope):
    parse = evalscope_parser(evalscope)
    rng = random.Random(20241)
    with open(out, "w", encoding="utf-8", newline="\n") as file:
        for number in range(4000):
            pieces = PIECES if number < 2500 else PIECES + MORE + MORE
            text = "".join(rng.choice(pieces) for _ in range(rng.randint(0, 12)))
            bare = text.replace("**", "")
            row = {
                "text": text,
                "is": letter(re.search(r"answer is \(?([A-J])\)?", text), text),
                "isLast": last(r"answer is \(?([A-J])\)?", text),
                "colon": letter(re.search(r".*[aA]nswer:\s*([A-J])", text), text),
                "colonLast": last(r"[aA]nswer:\s*([A-J])", text),
                "lone": letter(re.search(r"\b[A-J]\b(?!.*\b[A-J]\b)", text, re.DOTALL), text, 0),
                "simple": letter(
                    re.search(r"(?i)Answer[ \t]*:[ \t]*\$?([A-J])\$?", text), text),
                "opencompass": letter(re.search(r"(?i)ANSWER\s*:\s*([A-P])", text), text),
                "bareColon": letter(re.search(r".*[aA]nswer:\s*([A-J])", bare), bare),
                "evalscope": parse(text),
            }
            file.write(json.dumps(row, ensure_ascii=True) + "\n")


main(*sys.argv[1:])
