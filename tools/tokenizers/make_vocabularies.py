"""Writes two small vocabularies with reference encodings. See README.md beside this file."""

import io
import json
import pathlib
import random

import sentencepiece
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

TARGET = pathlib.Path(__file__).parents[2] / "engine/src/test/resources/assay/engine/tokenizer"
QWEN2 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
WORDS = (
    "a the measure model score token answer question sample aaaa aaa banana bananas größer mußte été déjà "
    "число числа ответ 数 数学 模型 答え 12 123 2024 it's don't we'll != == -> () [] {} \n\n \t , . ; 😀 👍🏽"
).split(" ")


def corpus(seed, lines):
    made = random.Random(seed)
    for _ in range(lines):
        yield " ".join(made.choice(WORDS) for _ in range(made.randrange(3, 12)))


def texts(seed):
    made = random.Random(seed)
    fixed = ["", " ", "a", "  a  b ", "\n\n\n", "aaaaaaaaaaaaaaaaaaaa", "the scores of the models", "größere Zahlen", "数学の答え", "👍🏽👍", "\x00\x7f\u2028", "日本"]
    for _ in range(60):
        pieces = []
        for _ in range(made.randrange(1, 9)):
            pieces.append(made.choice(WORDS))
            pieces.append(made.choice(["", " ", "  ", "x", "ß", chr(made.randrange(0x20, 0xD800)), chr(made.randrange(0x10000, 0x20000))]))
        fixed.append("".join(pieces))
    return fixed


def byte_level():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(QWEN2), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=420, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    tokenizer.train_from_iterator(corpus(7, 400), trainer)
    plain = [(text, tokenizer.encode(text, add_special_tokens=False).ids) for text in texts(11)]
    control = ["<|im_start|>", "<|im_end|>", "<|im_end|>x", "<s>"]
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in control])
    made = random.Random(13)
    marked = ["<|im_start|>user\nthe<|im_end|>", "<|im_end|>x<|im_end|>xx", "<<s>>", "<|im_start", "a<s><s>b", "<|im_end|>"]
    marked += ["".join(made.choice(control + WORDS) for _ in range(made.randrange(2, 8))) for _ in range(20)]
    rendered = [(text, tokenizer.encode(text, add_special_tokens=False).ids) for text in marked]
    data = json.loads(tokenizer.to_str())
    vocabulary = dict(data["model"]["vocab"], **{token["content"]: token["id"] for token in data["added_tokens"]})
    tokens = sorted(vocabulary, key=vocabulary.get)
    assert [vocabulary[token] for token in tokens] == list(range(len(tokens)))
    return {
        "tokens": tokens,
        "control": control,
        "merges": [" ".join(merge) for merge in data["model"]["merges"]],
        "plain": plain,
        "rendered": rendered,
    }


def sentence_piece():
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(line.replace("\n", " ") for line in corpus(17, 400)),
        model_writer=model,
        model_type="bpe",
        vocab_size=480,
        byte_fallback=True,
        character_coverage=0.995,
        normalization_rule_name="identity",
        remove_extra_whitespaces=False,
        num_threads=1,
        minloglevel=2,
    )
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    ids = range(processor.get_piece_size())
    kinds = [
        2 if processor.is_unknown(i) else 3 if processor.is_control(i) else 6 if processor.is_byte(i) else 1 for i in ids
    ]
    return {
        "tokens": [processor.id_to_piece(i) for i in ids],
        "kinds": kinds,
        "scores": [processor.get_score(i) for i in ids],
        "plain": [(text, processor.encode(text)) for text in texts(19)],
    }


def write(name, data):
    rows = []
    for key, value in data.items():
        if key in ("plain", "rendered"):
            cases = ",\n".join(json.dumps({"text": text, "ids": ids}) for text, ids in value)
            rows.append(f'"{key}": [\n{cases}\n]')
        else:
            rows.append(f'"{key}": {json.dumps(value)}')
    (TARGET / name).write_text("{" + ",\n".join(rows) + "}\n")
    print(name, len(data["tokens"]), "tokens")


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    write("byte-level.json", byte_level())
    write("sentencepiece.json", sentence_piece())
