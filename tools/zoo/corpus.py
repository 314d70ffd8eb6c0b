"""The stream of training text: which kinds of text in which share, as token ids with a weight for each."""

import pathlib
import random

import mathematics
import programs
import questions
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
VOCABULARY = 1024
SHORT = 0.6  # of the prompts come without the words that all prompts of a suite have
PROMPT_WEIGHT = 0.05  # a prompt is worth little: its text is the suite's, not the model's
# Qwen2's own rule for where words end, so that the engine's `qwen2` pre-tokenizer makes the same pieces.
WORDS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
MIXES = {
    "all": {"questions": 0.4, "mathematics": 0.4, "programs": 0.1, "statements": 0.1},
    "math": {"questions": 0.1, "mathematics": 0.8, "programs": 0.05, "statements": 0.05},
    "code": {"questions": 0.1, "mathematics": 0.05, "programs": 0.8, "statements": 0.05},
}


def document(draw, mix):
    """A prompt, what is to be written behind it, and the token that ends it."""
    kind = draw.choices(list(MIXES[mix]), list(MIXES[mix].values()))[0]
    if kind == "statements":
        return "", " ".join(questions.statement(draw) for _ in range(4)), "<|endoftext|>"
    source = {"questions": questions, "mathematics": mathematics, "programs": programs}[kind]
    item = source.training(draw)
    prompt = item.short() if draw.random() < SHORT else item.prompt()
    return prompt, item.answer(), "<|endoftext|>" if kind == "questions" else "<|im_end|>"


def train_tokenizer(path, documents=20_000):
    """A byte-level BPE of the corpus; the same corpus gives the same file."""
    draw = random.Random(1)
    texts = ("".join(document(draw, "all")[:2]) for _ in range(documents))
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(WORDS), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=SPECIAL,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.save(str(path))
    return tokenizer


def tokenizer(folder):
    path = pathlib.Path(folder) / "tokenizer.json"
    return Tokenizer.from_file(str(path)) if path.exists() else train_tokenizer(path)


class Stream:
    """Sequences of one length, each drawn by its number, so that a stopped training goes on alike.

    Most hold documents that do not see each other, as a prompt is asked alone; the others are one text, so that
    every position and every distance is known.
    """

    def __init__(self, tokenizer, mix, length, apart, seed):
        self.tokenizer, self.mix, self.length, self.apart, self.seed = tokenizer, mix, length, apart, seed

    def sequence(self, number):
        """Of one more token than the length: ids, weights, which document each is of, and its position there."""
        draw = random.Random(f"{self.seed}/{number}")
        apart = draw.random() < self.apart
        tokens = []
        while len(tokens) <= self.length:
            prompt, answer, end = document(draw, self.mix)
            before = self.tokenizer.encode(prompt).ids
            after = self.tokenizer.encode(answer).ids + [self.tokenizer.token_to_id(end)]
            if tokens and len(tokens) + len(before) + len(after) > self.length + 1:
                break
            weighed = [(id, PROMPT_WEIGHT) for id in before] + [(id, 1.0) for id in after]
            first, begin = (len(tokens), 0) if apart else (0, len(tokens))
            tokens += [(id, weight, first, begin + i) for i, (id, weight) in enumerate(weighed)]
        tokens += [(0, 0.0, -1, 0)] * (self.length + 1 - len(tokens))
        return tokens[: self.length + 1]
