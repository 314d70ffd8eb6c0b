#!/usr/bin/env python3
"""Writes the items that RULER's own scripts make of the project's word lists and essay.

    git clone https://github.com/NVIDIA/RULER   (c3f5e3b)
    pip install numpy scipy tqdm nltk wonderwords tenacity
    python3 tools/suites/ruler_items.py RULER

The scripts are theirs, with their random numbers, their search for the size and their templates. What they
read besides is replaced: the tokenizer by one that counts words and signs (a test needs no model), the word
lists and the essay by the project's own, and NLTK's trained sentence splitter, which is a download, by its
untrained one, which finds the same sentences in that essay.
"""

import gzip
import itertools
import json
import pathlib
import re
import runpy
import sys
import tempfile
import types

import wonderwords

ROOT = pathlib.Path(__file__).resolve().parents[2] / "tasks/src"
WORDS = ROOT / "main/resources/assay/tasks/ruler"
OUT = ROOT / "test/resources/assay/tasks/demo/ruler"
LISTS = {"nounlist.txt": "nouns.txt", "adjectivelist.txt": "adjectives.txt", "verblist.txt": "verbs.txt"}
MADE = [(1024, 42, 3), (2048, 7, 2), (4096, 42, 2)]
TASKS = {
    "niah_single_1": ("niah", "noise", "words", "numbers", 1, 1, 1),
    "niah_single_2": ("niah", "essay", "words", "numbers", 1, 1, 1),
    "niah_single_3": ("niah", "essay", "words", "uuids", 1, 1, 1),
    "niah_multikey_1": ("niah", "essay", "words", "numbers", 4, 1, 1),
    "niah_multikey_2": ("niah", "needle", "words", "numbers", 1, 1, 1),
    "niah_multikey_3": ("niah", "needle", "uuids", "uuids", 1, 1, 1),
    "niah_multivalue": ("niah", "essay", "words", "numbers", 1, 4, 1),
    "niah_multiquery": ("niah", "essay", "words", "numbers", 1, 1, 4),
    "vt": ("variable_tracking",),
    "cwe": ("common_words_extraction",),
    "fwe": ("freq_words_extraction",),
}


def read(name):
    return (WORDS / name).read_text().split("\n")[:-1]


def lines(name):
    return read(LISTS[name])


def compounds():
    nouns = read("nouns.txt")
    return [first + second for first, second in itertools.product(nouns, nouns) if first != second]


class Counting:
    """Stands in for a model's tokenizer."""

    def text_to_tokens(self, text):
        return re.findall(r"[A-Za-z0-9]+|[^A-Za-z0-9\s]", text)


def prepare(scripts):
    """Puts the project's texts in the place of what the scripts read."""
    wonderwords.random_word._get_words_from_text_file = lines
    tokenizer = types.ModuleType("tokenizer")
    tokenizer.select_tokenizer = lambda kind, path: Counting()
    sys.modules["tokenizer"] = tokenizer
    from nltk.tokenize import punkt
    import nltk.tokenize

    nltk.tokenize.sent_tokenize = punkt.PunktSentenceTokenizer().tokenize
    texts = scripts / "data/synthetic/json"
    (texts / "PaulGrahamEssays.json").write_text(json.dumps({"text": (WORDS / "essay.txt").read_text()}))
    (texts / "english_words.json").write_text(json.dumps(dict(enumerate(compounds()))))
    sys.path[:0] = [str(scripts / "data"), str(scripts / "data/synthetic")]


def make(scripts, name, length, seed, count):
    from constants import TASKS as known

    script, *needles = TASKS[name]
    known = known[script]
    with tempfile.TemporaryDirectory() as folder:
        sys.argv = [script, "--save_dir", folder, "--save_name", name, "--tokenizer_path", "-"]
        sys.argv += ["--max_seq_length", str(length), "--tokens_to_generate", str(known["tokens_to_generate"])]
        sys.argv += ["--num_samples", str(count), "--random_seed", str(seed)]
        sys.argv += ["--template", known["template"] + known["answer_prefix"]]
        if needles:
            options = "type_haystack type_needle_k type_needle_v num_needle_k num_needle_v num_needle_q"
            for option, value in zip(options.split(), needles):
                sys.argv += ["--" + option, str(value)]
        runpy.run_path(str(scripts / "data/synthetic" / (script + ".py")), run_name="__main__")
        return (pathlib.Path(folder) / name / "validation.jsonl").read_text()


def prompts(name, row, file):
    """Writes what a model is sent: the script puts both parts together, behind a chat template or not."""
    question, answer = row["input"], row["answer_prefix"]
    forms = {"prefilled": [("user", question), ("assistant", answer)]}
    if name in ("niah_multiquery", "vt"):
        forms["message"] = [("user", question + answer)]
        forms["completion"] = [("text", question + answer)]
    for form, parts in forms.items():
        stem = ROOT / "test/resources/assay/tasks/prompts" / f"ruler.{form}.{name}.1"
        data = file.relative_to(ROOT / "test/resources/assay/tasks/demo")
        text = "".join(f"=== {role} ===\n{content}\n" for role, content in parts)
        stem.with_name(stem.name + ".input").write_text(f"ruler/{form}\n{data}\n1024/{name}/1\n")
        stem.with_name(stem.name + ".expected").write_text(text + "=== end ===\n")


def main():
    scripts = pathlib.Path(sys.argv[1]).resolve() / "scripts"
    prepare(scripts)
    OUT.mkdir(parents=True, exist_ok=True)
    for name in TASKS:
        for length, seed, count in MADE:
            rows = make(scripts, name, length, seed, count)
            file = OUT / f"seed-{seed}" / str(length) / "data" / name / "validation.jsonl.gz"
            file.parent.mkdir(parents=True, exist_ok=True)
            with gzip.GzipFile(file, "wb", mtime=0) as out:
                out.write(rows.encode())
            if (length, seed) == MADE[0][:2]:
                prompts(name, json.loads(rows.splitlines()[1]), file)


if __name__ == "__main__":
    main()
