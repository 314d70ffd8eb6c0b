#!/usr/bin/env python3
"""Writes the reference answers of Python's `re` for the letter rules of MMLU-Pro.

usage: tools/scorers/choice_golden.py OUT.jsonl

Each line: a short random text and, for every pattern, the index of the letter in UTF-16 units (or
null). The patterns are those that PROTOCOLS and the Javadoc of assay.scorers.choice cite.
"""
import json
import random
import re
import sys

PIECES = [
    "answer is A", "answer is (B", "answer is (C)", "answer is D", "answer: E", "Answer:\n F",
    "answer:(G)", "nanswer: H", "\nAnswer: I\n",
    "answer is ", "answer is", "Answer is ", "answer: ", "Answer:", "answer:", "ANSWER:", "swer:",
    "(", ")", "A", "B", "C", "J", "K", "I", "a", "x", "_", "7", " ", "  ", "\n", "\n\n", "\r\n",
    "\t", ".", ",", "-", "'", "**", "(A)", "(J).", "(K)", "é", "É", "中", "²", "½", "\u0301",
    "\u00a0", "\u2028", "\u200b", "\u1680", "\u0085", "\x1c", "😀", "𝐀", "𐐀", "Ⅷ", "٣", "ª", "‿",
]


def utf16(text, index):
    return len(text[:index].encode("utf-16-le", "surrogatepass")) // 2


def letter(match, text, group=1):
    return None if match is None else utf16(text, match.start(group))


def main(out):
    rng = random.Random(20241)
    with open(out, "w", encoding="utf-8", newline="\n") as file:
        for _ in range(2500):
            text = "".join(rng.choice(PIECES) for _ in range(rng.randint(0, 12)))
            matches = list(re.finditer(r"answer is \(?([A-J])\)?", text))
            row = {
                "text": text,
                "is": letter(matches[0] if matches else None, text),
                "isLast": letter(matches[-1] if matches else None, text),
                "colon": letter(re.search(r".*[aA]nswer:\s*([A-J])", text), text),
                "lone": letter(re.search(r"\b[A-J]\b(?!.*\b[A-J]\b)", text, re.DOTALL), text, 0),
            }
            file.write(json.dumps(row, ensure_ascii=True) + "\n")


main(sys.argv[1])
