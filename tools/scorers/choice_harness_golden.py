#!/usr/bin/env python3
"""Writes what OpenCompass' and lighteval's own code takes for the letter of an answer.

usage: tools/scorers/choice_harness_golden.py OPENCOMPASS LIGHTEVAL SHARED/data/mmlu_pro OUT

OPENCOMPASS and LIGHTEVAL are folders into which the wheels opencompass-0.5.4 and lighteval-0.13.0
were unpacked; their files are run as they are, with stubs for what they import and do not need
here. It takes sympy. OUT gets

- harness-letters.jsonl: made-up texts, and what each rule finds in them ("" for nothing), in the
  order of `rules` below;
- recorded-harness-counts.json: for each recorded output file and rule how many letters equal the
  key, how many outputs have none, and the SHA-256 of all letters in file order ("-" for none).
"""
import glob
import gzip
import hashlib
import importlib
import json
import os
import random
import sys
import types

ALL = "ABCDEFGHIJKLMNOP"
PIECES = [
    "答案是", "答案", "答案：", "答案:", "答案选项应该是", "答案选项是", "答案选项为：", "答案选项 **", "答案应该是", "答案应选", "答案为",
    "答案选", "选", "选择", "故选", "只有选项", "只有", "对", "错", "不正确", "错误", "说法不对的是", "说法不正确选项的是", "说法错误的是",
    "是正确的", "是正确答案", "选项", "正确", "所以答", "所以", "所有", "故", "因此", "显然", "是", "为", "。", "，", "：",
    "ANSWER: ", "Answer : ", "answer:", "aNſWer : ", "The answer is ", "the answer is: (", "the answer is **", "The answer is option ",
    "The correct answer is ", "The correct answer is option: ", "The correct answer is: $\\boxed{", "the correct option is \\boxed{",
    "The correct answer option is boxed{", "the answer to the question is ", "final answer is ", "Final answer is: ", "The final answer to this is ",
    "FINAL ANSWER", " I hope it is correct.", "I hope", "\u0131s: ", "1.", "1. ", "1。", "2. ", "<think>", "</think>", "<thi", "nk>",
    "A", "B", "C", "D", "E", "J", "P", "Q", "Z", "a", "b", "i", "É", "Ａ", "𝐀", "ǅ", "Ⅷ", "(A)", "(B)", "(C", "D)", "**A**", "**B**.", "**(C)**", "A:", "B :", "C,",
    "D.", "K", "K.", " ", " ", " ", "  ", "\n", "\n", "\t", "\u00a0", "\u3000", "\x1c", "\u200b", ".", ",", ":", "$", "}", "*", "**", "é", "x", "word", "because ",
]


def opencompass(folder):
    registry = types.ModuleType("opencompass.registry")
    registry.TEXT_POSTPROCESSORS = types.SimpleNamespace(register_module=lambda *_: lambda rule: rule)
    sys.modules["opencompass.registry"] = registry
    module = types.ModuleType("text_postprocessors")
    with open(os.path.join(folder, "opencompass/utils/text_postprocessors.py"), encoding="utf-8") as file:
        exec(compile(file.read(), file.name, "exec"), module.__dict__)
    return module


def lighteval(folder):
    sys.path.insert(0, folder)
    for name, members in {
        "lighteval": {},
        "lighteval.metrics": {},
        "lighteval.metrics.utils": {},
        "lighteval.metrics.utils.math_comparison": {"should_treat_as_complex": None},
        "lighteval.tasks": {},
        "lighteval.tasks.requests": {"Doc": object},
        "lighteval.tasks.templates": {},
        "lighteval.tasks.templates.utils": {},
        "lighteval.utils": {},
        "lighteval.utils.imports": {"requires": lambda *_: lambda function: function},
        "lighteval.utils.timeout": {"timeout": None},
    }.items():
        stub = types.ModuleType(name)
        stub.__path__ = [os.path.join(folder, *name.split("."))]
        stub.__dict__.update(members)
        sys.modules[name] = stub
    match = importlib.import_module("lighteval.metrics.utils.extractive_match_utils")
    language = importlib.import_module("lighteval.utils.language").Language.ENGLISH
    source = open(os.path.join(folder, "lighteval/utils/utils.py"), encoding="utf-8").read()
    begin = source.index("def remove_reasoning_tags")
    tags = {}
    exec(source[begin:].split("\n\n\n")[0], tags)

    def rule(letters, anchored):
        config = match.IndicesExtractionConfig("NativeLetters", try_extract_without_anchor=not anchored)
        expressions = [(match.lazy_indices_regex(config, letters, language), config)]

        def find(text):
            text = tags["remove_reasoning_tags"](text, [("<think>", "</think>")])
            found = match.extract_target_from_pred(text, expressions, "first_match", "any_match")
            return found[0] if found else ""

        return find

    return rule


def main(compass, light, data, out):
    compass = opencompass(compass)
    light = lighteval(light)
    rules = {
        "choice/opencompass-first-option": lambda text: compass.first_option_postprocess(text, ALL),
        "choice/opencompass-first-option-4": lambda text: compass.first_option_postprocess(text, "ABCD"),
        "choice/opencompass-first-capital": compass.first_capital_postprocess,
        "choice/lighteval": light(26, False),
        "choice/lighteval-4": light(4, False),
    }
    rng = random.Random(2026)
    with open(os.path.join(out, "harness-letters.jsonl"), "w", encoding="utf-8", newline="\n") as file:
        for _ in range(2500):
            text = "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 9)))
            found = [rule(text) for rule in rules.values()]
            file.write(json.dumps([text] + found, ensure_ascii=True, separators=(",", ":")) + "\n")
    counts = {}
    for path in sorted(glob.glob(os.path.join(data, "outputs_*"))):
        opener = gzip.open if path.endswith(".gz") else open
        with opener(path, "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        of_file = counts[os.path.basename(path)] = {}
        for name, rule in rules.items():
            letters = [rule(row["output"]) for row in rows]
            of_file[name] = {
                "correct": sum(a == row["answer"] for a, row in zip(letters, rows)),
                "none": letters.count(""),
                "letters": hashlib.sha256("".join(a or "-" for a in letters).encode()).hexdigest(),
            }
    with open(os.path.join(out, "recorded-harness-counts.json"), "w", encoding="utf-8", newline="\n") as file:
        json.dump(counts, file, indent=1)
        file.write("\n")


main(*sys.argv[1:])
