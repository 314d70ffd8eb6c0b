"""The made-up world and its multiple-choice questions, in the rows and the prompt of MMLU-Pro.

A world is 32 creatures with four facts each. Training sees every fact as a sentence, and most of them as
questions too; the suite asks for the others, so a model answers it only if it can turn a sentence that it has
read into the letter of an option. Options always stand in the same order: to look a letter up in a list that is
shuffled is what models of this size did not learn in a thousand steps (seven trials of it, 30 November 2026).
"""

import hashlib
import random
from dataclasses import dataclass

LETTERS = "ABCDEFGHIJ"
HEADER = "The following are multiple choice questions (with answers) about "
INSTRUCTION = (
    ". Think step by step and then finish your answer with \"the answer is (X)\" where X is the correct letter"
    " choice.\n\n\n\n"
)
ANSWER = "Answer: Let's think step by step."

CREATURES = (
    "amber badu cork dilk emu frop glim hask ibro jolt kane lurf mipa nock orlu punt quem rast silo tund"
    " urva vemp wigo xanu yelk zorn brod clab drim fley gust prax"
).split()

ATTRIBUTES = {
    "colour": ("biology", ["red", "blue", "green", "white", "black", "brown", "grey", "yellow"]),
    "home": ("history", ["caves", "lakes", "trees", "sand", "reeds", "snow", "cliffs", "fields"]),
    "food": ("health", ["moss", "fish", "seeds", "roots", "ants", "fruit", "grass", "snails"]),
    "sleep": ("psychology", ["dawn", "noon", "dusk", "night", "spring", "summer", "autumn", "winter"]),
}

ASKED = {
    "colour": ["Which colour is the {name}?", "What is the colour of the {name}?"],
    "home": ["Where does the {name} live?", "Where is the home of the {name}?"],
    "food": ["What does the {name} eat?", "What is the food of the {name}?"],
    "sleep": ["When does the {name} sleep?", "When is the sleep of the {name}?"],
}

STATED = {
    "colour": "The {name} is {value}.",
    "home": "The {name} lives in {value}.",
    "food": "The {name} eats {value}.",
    "sleep": "The {name} sleeps in {value}.",
}

UNITS = [("day", "hour", 24), ("week", "day", 7), ("minute", "second", 60), ("year", "month", 12), ("rod", "span", 5)]


@dataclass(frozen=True)
class Question:
    """A question with its options, the right one's place, and the sentence that leads to it."""

    text: str
    options: list
    right: int
    thought: str
    category: str
    source: str

    def prompt(self):
        """What the official script asks without examples (`evaluate_from_local.py`)."""
        return HEADER + self.category + INSTRUCTION + self.short()

    def short(self):
        """The same without the words that every question has, for more of them in the same time of training."""
        lines = "".join(f"{LETTERS[i]}. {option}\n" for i, option in enumerate(self.options))
        return "Question:\n" + self.text + "\nOptions:\n" + lines + ANSWER

    def answer(self):
        letter = LETTERS[self.right]
        return f" {self.thought} That is {letter}. The answer is ({letter})."

    def row(self, number):
        return {
            "question_id": number,
            "question": self.text,
            "options": self.options,
            "answer": LETTERS[self.right],
            "answer_index": self.right,
            "cot_content": "",
            "category": self.category,
            "src": "assay-zoo-" + self.source,
        }


def of_row(row):
    """The question of a suite's row, without the sentence that leads to its answer."""
    return Question(row["question"], row["options"], row["answer_index"], "", row["category"], row["src"])


def world():
    """Every creature's facts, the same whoever asks."""
    draw = random.Random(20261130)
    return {name: {kind: draw.choice(values) for kind, (_, values) in ATTRIBUTES.items()} for name in CREATURES}


WORLD = world()


def held_out():
    """The facts that no question of the training asks: one creature in four, for each attribute another one."""
    return {(name, kind) for i, kind in enumerate(ATTRIBUTES) for name in CREATURES[i::4]}


HELD_OUT = held_out()


def withheld(question):
    """Whether a question about no fact of the world is the suite's: a quarter, by a digest."""
    return hashlib.sha256(question.text.encode()).digest()[0] < 64


def asked(text, options, right, thought, category, source):
    return Question(text, options, options.index(right), thought, category, source)


def fact(draw, name, kind):
    category, values = ATTRIBUTES[kind]
    value = WORLD[name][kind]
    thought = STATED[kind].format(name=name, value=value)
    return asked(draw.choice(ASKED[kind]).format(name=name), values, value, thought, category, "facts")


def comparison(draw):
    a, b = draw.randint(10, 99), draw.randint(10, 99)
    word = draw.choice(["larger", "smaller"])
    first = a > b if word == "larger" else a < b
    right = "neither" if a == b else "the first" if first else "the second"
    thought = f"Of {a} and {b} it is {right}."
    return asked(f"Which is {word}, {a} or {b}?", ["the first", "the second", "neither"], right, thought, "math", "comparison")


def unit(draw):
    large, small, factor = draw.choice(UNITS)
    count = draw.randint(2, 9)
    options = [str(factor * i) for i in range(2, 10)]
    thought = f"One {large} is {factor} {small}s, and {count} times {factor} is {count * factor}."
    text = draw.choice(["How many {small}s are {count} {large}s?", "{count} {large}s are how many {small}s?"])
    text = text.format(small=small, count=count, large=large)
    return asked(text, options, str(count * factor), thought, "physics", "units")


def logic(draw):
    name = draw.choice(list(WORLD))
    kind = draw.choice(["colour", "home", "food"])
    values = ATTRIBUTES[kind][1]
    value = draw.choice(values)
    friend = draw.choice(["Ada", "Bo", "Cleo", "Dan", "Eva", "Finn"])
    premise = STATED[kind].format(name=name, value=value).replace("The ", f"On {friend}'s farm the ")
    text = premise + " " + ASKED[kind][0].format(name=name + " there")
    return asked(text, values, value, premise, "philosophy", "logic")


OTHERS = [comparison, unit, logic]


def training(draw):
    """A question that training may ask."""
    if draw.random() < 0.55:
        while True:
            known = (draw.choice(list(WORLD)), draw.choice(list(ATTRIBUTES)))
            if known not in HELD_OUT:
                return fact(draw, *known)
    while True:
        question = draw.choice(OTHERS)(draw)
        if not withheld(question):
            return question


def statement(draw):
    """A fact as a sentence; all of them occur."""
    name, kind = draw.choice(list(WORLD)), draw.choice(list(ATTRIBUTES))
    return STATED[kind].format(name=name, value=WORLD[name][kind])


def suite(count, seed):
    """Held-out questions, each once: all unseen facts in both forms, and comparisons, units and premises."""
    draw = random.Random(seed)
    found = {}
    while len(found) < 2 * len(HELD_OUT):
        question = fact(draw, *draw.choice(sorted(HELD_OUT)))
        found.setdefault(question.text, question)
    while len(found) < count:
        question = draw.choice(OTHERS)(draw)
        if withheld(question):
            found.setdefault(question.text, question)
    questions = list(found.values())
    draw.shuffle(questions)
    return [question.row(10_001 + i) for i, question in enumerate(questions)]
