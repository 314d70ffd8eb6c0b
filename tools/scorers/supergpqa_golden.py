#!/usr/bin/env python3
"""Writes what SuperGPQA's own functions find in odd answers.

    git clone https://github.com/SuperGPQA/SuperGPQA   (03a3e27)
    python3 tools/scorers/supergpqa_golden.py SuperGPQA

Its searches may take five seconds each before it gives them up; one that does is left out here, since what
it finds depends on the machine.
"""

import ast
import itertools
import json
import pathlib
import re
import signal
import sys

OUT = pathlib.Path(__file__).resolve().parents[2] / "scorers/src/test/resources/assay/scorers/choice/supergpqa.jsonl"
OPTIONS = ["11", "24", "$5$", "0.5 m", "x^2 (real)", "(a) only", "the ratio", "110", "\\frac{1}{2}", "none."]
LETTERS = ["{}", "({})", "**{}**", "$\\boxed{{{}}}$", "\\boxed{{\\text{{{}}}}}", "[{}]:", "{}.", "{})", "*{}*", "$\\mathbf{{{}}}$.", "{}x", "{{{}}}", "\\( {} \\)", "\n{}", "  {}"]
PHRASES = [
    "The answer is {}",
    "the best option is: {}",
    "The correct answer is {} because",
    "THE ANSWER IS {}",
    "The final answer to this question is: {}",
    "The answers  is {}",
    "The option  i {}",
    "Answer: {}",
    "ANSWER **: {}",
    "Answer {}",
    "**Answer:** {}",
    "{}",
    "- {}",
    "Some words first.\n\n{}\nand more",
    "Answer: {}\n\nThis is sure.",
    "Let's think step by step. So we get 3.\nAnswer: {}.\n\nQuestion: \nNext?\nA) 1\n\nAnswer: Let's see.\nAnswer: B.",
    "Question: again\nThe answer is {}",
]
ODD = [
    "", " \n ", "I do not know.", "A", "a", "J", "K", "The answer is", "Answer:", "The answer is 11", "The answer is 110.",
    "Answer 24", "Answer: 24", "(((((((((((((((A", "$$$$$$$$$$", "\\text{\\text{\\text{C}}}", "\\boxed", "\\boxed{B", "\\b",
    "The answer is \\b", "the answer is: $5$", "Answer $5$.", "(a) only", "((a) only)", "\\frac{1}{2}", "$\\frac{1}{2}$",
    "The answer is none.", "none..", "The ratio", "the ratio", "The answer is the ratio:", "The option is\tB\tindeed",
    "Theanswer is A", "The very best answer is A", "The answer\nis\nA", "Answer\n:\nA", "A B C", "A-B", "A/B", "A*",
    "\u00a0A", "\u2003\u2003(B)\u2003", "Antwort: A", "The an\u017fwer i\u017f A", "\r\nA", "1. A", "_A", "\u00e9A", "...A...",
]


def functions(path):
    source = ast.parse(path.read_text())
    wanted = ("safe_regex_search", "extract_option_labels", "extract_option_content")
    found = [node for node in source.body if getattr(node, "name", "") in wanted]

    class Late(Exception):
        pass

    class timeout_decorator:
        TimeoutError = Late
        timeout = staticmethod(lambda seconds: lambda function: function)

    names = {"re": re, "timeout_decorator": timeout_decorator}
    exec(compile(ast.Module(found, []), "eval.py", "exec"), names)
    return names["extract_option_labels"], names["extract_option_content"]


def answer(labels, content, text):
    predict = labels(text, "ABCDEFGHIJ")
    if predict is None:
        predict = content(text, OPTIONS)
        predict = chr(OPTIONS.index(predict) + 65) if predict else None
    return predict


def late(*_):
    raise TimeoutError


def main():
    labels, content = functions(pathlib.Path(sys.argv[1]) / "eval/eval.py")
    texts = [phrase.format(form.format(letter)) for phrase in PHRASES for form, letter in itertools.product(LETTERS, "Cd")]
    texts += [phrase.format(option) for phrase in PHRASES for option in OPTIONS]
    signal.signal(signal.SIGALRM, late)
    with OUT.open("w") as out:
        for text in dict.fromkeys(texts + ODD):
            signal.alarm(5)
            try:
                zero = answer(labels, content, text)
                five = answer(labels, content, text.split("Question:")[0]) or answer(labels, content, text)
            except BaseException as problem:
                print("left out:", repr(text), repr(problem))
                continue
            finally:
                signal.alarm(0)
            out.write(json.dumps({"text": text, "zero": zero, "five": five}) + "\n")


if __name__ == "__main__":
    main()
