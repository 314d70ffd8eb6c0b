"""Writes small tokenizer.json files for the tests of TokenizerJson. See README.md beside this file."""

import json
import pathlib
import random

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from make_vocabularies import WORDS, corpus

TARGET = pathlib.Path(__file__).parents[2] / "engine/src/test/resources/assay/engine/tokenizer/json"
LLAMA3 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
GPT4O = (
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
    r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
    r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
ODD = [
    AddedToken("<|im_start|>", special=True, normalized=False),
    AddedToken("<|im_end|>", special=True, normalized=False),
    AddedToken("<|im_end|>x", special=True, normalized=False),
    AddedToken("<mask>", special=True, normalized=False, lstrip=True),
    AddedToken("<sep>", special=True, normalized=False, rstrip=True, lstrip=True),
    AddedToken("word", special=False, normalized=False, single_word=True),
    AddedToken("<tool_call>", special=False, normalized=False),
    AddedToken("Ünïcode", special=False, normalized=True),
    AddedToken("  ", special=False, normalized=True),
    AddedToken("modèle", special=False, normalized=True, single_word=True, rstrip=True),
]


def trained(model, trainer, normalizer=None, pre_tokenizer=None, decoder=None, added=ODD):
    tokenizer = Tokenizer(model)
    if normalizer:
        tokenizer.normalizer = normalizer
    if pre_tokenizer:
        tokenizer.pre_tokenizer = pre_tokenizer
    tokenizer.decoder = decoder
    tokenizer.train_from_iterator(corpus(7, 400), trainer)
    for token in added:
        (tokenizer.add_special_tokens if token.special else tokenizer.add_tokens)([token])
    return tokenizer


def byte_level(pre_tokenizer, **rest):
    return trained(
        models.BPE(),
        trainers.BpeTrainer(vocab_size=400, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False),
        pre_tokenizer=pre_tokenizer, decoder=decoders.ByteLevel(), **rest)


def split_then_bytes(*splits):
    return pre_tokenizers.Sequence([*splits, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])


def isolated(pattern):
    return pre_tokenizers.Split(Regex(pattern), "isolated")


BYTES = ["<0x%02X>" % value for value in range(256)]
SPACE_DECODER = lambda: decoders.Sequence(
    [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])


def byte_fallback(normalizer, pre_tokenizer, decoder):
    """BPE over characters whose unknown ones are bytes. The trainer knows no byte tokens, so they are put in afterwards."""
    trainer = trainers.BpeTrainer(
        vocab_size=260, special_tokens=["<unk>", "<s>", "</s>"], show_progress=False, limit_alphabet=60)
    first = trained(models.BPE(unk_token="<unk>"), trainer, normalizer, pre_tokenizer, decoder, added=[])
    data = json.loads(first.to_str())
    vocabulary = data["model"]["vocab"]
    order = sorted(vocabulary, key=vocabulary.get)
    order = order[:3] + BYTES + order[3:]
    data["model"]["vocab"] = {text: id for id, text in enumerate(order)}
    data["model"]["byte_fallback"] = True
    data["model"]["fuse_unk"] = True
    data["added_tokens"] = [dict(token, id=order.index(token["content"])) for token in data["added_tokens"]]
    tokenizer = Tokenizer.from_str(json.dumps(data))
    for token in ODD:
        (tokenizer.add_special_tokens if token.special else tokenizer.add_tokens)([token])
    return tokenizer


def unigram(byte_fallback, normalizer, pre_tokenizer, decoder):
    trainer = trainers.UnigramTrainer(
        vocab_size=240, special_tokens=["<unk>", "<s>", "</s>"], unk_token="<unk>", show_progress=False)
    first = trained(models.Unigram(), trainer, normalizer, pre_tokenizer, decoder, added=[])
    data = json.loads(first.to_str())
    if byte_fallback:
        data["model"]["vocab"] += [[text, 0.0] for text in BYTES]
        data["model"]["byte_fallback"] = True
    tokenizer = Tokenizer.from_str(json.dumps(data))
    for token in ODD:
        (tokenizer.add_special_tokens if token.special else tokenizer.add_tokens)([token])
    return tokenizer


def with_template(tokenizer, begin, end):
    tokenizer.post_processor = processors.Sequence([
        processors.ByteLevel(trim_offsets=False),
        processors.TemplateProcessing(
            single=f"{begin} $A {end}", special_tokens=[(t, tokenizer.token_to_id(t)) for t in (begin, end)])])
    return tokenizer


def punctuated():
    return pre_tokenizers.Sequence([
        pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.Punctuation("contiguous"),
        pre_tokenizers.Split(" ", "merged_with_next"), pre_tokenizers.Split(Regex(r"[\r\n]+"), "merged_with_previous"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)])


def all_tokenizers():
    yield "gpt2", byte_level(pre_tokenizers.ByteLevel(add_prefix_space=False))
    yield "prefixed", byte_level(pre_tokenizers.ByteLevel(add_prefix_space=True))
    yield "llama3", with_template(byte_level(split_then_bytes(isolated(LLAMA3))), "<|im_start|>", "<|im_end|>")
    yield "gpt4o-nfc", byte_level(split_then_bytes(isolated(GPT4O)), normalizer=normalizers.NFC())
    yield "deepseek", byte_level(split_then_bytes(
        isolated(r"\p{N}{1,3}"), isolated("[一-龥\u3040-ゟ゠-ヿ]+"),
        isolated(
            r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+"
            r"| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")))
    yield "punctuated-nfkc", byte_level(punctuated(), normalizer=normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace("ab", "ba"), normalizers.Replace(Regex(r"\s{2,}"), " ")]))
    yield "words", byte_level(pre_tokenizers.Sequence(
        [pre_tokenizers.Whitespace(), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]),
        normalizer=normalizers.Sequence([normalizers.NFD(), normalizers.StripAccents(), normalizers.Strip()]),
        # The library cannot encode with an added token that the normalizer leaves nothing of.
        added=[token for token in ODD if token.content.strip()])
    yield "llama2", byte_fallback(
        normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")]), None, SPACE_DECODER())
    yield "mistral", byte_fallback(None, pre_tokenizers.Metaspace("▁", "first", False), SPACE_DECODER())
    yield "gemma", byte_fallback(
        normalizers.Replace(" ", "▁"), pre_tokenizers.Split(" ", "merged_with_previous"),
        decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()]))
    yield "unigram", unigram(True, normalizers.NFKC(), pre_tokenizers.Metaspace("▁", "always", True), decoders.Metaspace("▁", "always"))
    yield "unigram-unknown", unigram(False, None, pre_tokenizers.Metaspace("▁", "first", True), decoders.Metaspace("▁", "first"))
    yield "unigram-whole", unigram(True, normalizers.Replace(" ", "▁"), None, SPACE_DECODER())


def texts():
    made = random.Random(20261125)
    fixed = [
        "", " ", "a", "  a  b ", "\n\n\n", "\r\n \r\n", "\t x", "a" * 60, " " * 40 + "x", "12 123 1234567", "日本語のテキスト、です。", "👩‍👩‍👧‍👦👍🏽 🇳🇴", "e\u0301e\u0300 \u0301",
        "עברית العربية، نص", "<|im_start|>user\nthe<|im_end|>", "<|im_end|>x<|im_end|>xx", "a <mask> b", "a  <sep>  b<sep>", "word words sword word, a_word word",
        "<tool_call>{}</tool_call>", "Ünïcode U\u0308nïcode", "modèle modèles  modèle  x", "don't DON'T I'LL it'\u017f", "ABC abBA ab", "<s>x</s>", "<unk>", "<0x0A>", "▁a▁▁b ▁",
        "ﬁ ½ Ⅳ ㎏ ｶﾅ", "İI ǅ Σς", "HTTPServer camelCase AB'S", "path/to//x\n/y", "\x00\x01\x7f\u200b\ufeff\ufffd\ue000", "\u00a0\u2003\u3000\u0085x", "हिन्दी भाषा", "\U00010400\U00020000",
    ]
    pools = [WORDS, [t.content for t in ODD], list(" \n\t\u00a0\u3000"), ["  ", "\r\n", "'s", "é", "e\u0301", "▁", "<", "|"], [chr(c) for c in range(0x21, 0x250)]]
    for _ in range(36):
        out = []
        for _ in range(made.randrange(1, 14)):
            out.append(made.choice(made.choice(pools)) if made.random() < 0.93 else chr(made.choice(
                [made.randrange(0x250, 0xD800), made.randrange(0xE000, 0x10000), made.randrange(0x1F000, 0x20000)])))
        fixed.append("".join(out))
    return fixed


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    all_texts = texts()
    for name, tokenizer in all_tokenizers():
        (TARGET / f"{name}.json").write_text(json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":")) + "\n")
        rows = []
        for text in all_texts:
            try:
                tokenizer.encode_special_tokens = False
                rendered = tokenizer.encode(text, add_special_tokens=True).ids
                tokenizer.encode_special_tokens = True
                plain = tokenizer.encode(text, add_special_tokens=False).ids
            except BaseException as panic:  # the library cannot encode a text where two added tokens claim the same space
                print("no reference for", name, repr(text), type(panic).__name__)
                continue
            rows.append(json.dumps({"text": text, "rendered": rendered, "plain": plain}, separators=(",", ":")))
        (TARGET / f"{name}.expected.json").write_text("[\n" + ",\n".join(rows) + "\n]\n")
        print(name, tokenizer.get_vocab_size(), "tokens")


if __name__ == "__main__":
    main()
