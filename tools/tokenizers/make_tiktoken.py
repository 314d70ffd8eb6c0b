"""Writes a small qwen.tiktoken and what tiktoken makes of texts with it. See README.md beside this file."""

import base64
import json
import pathlib
import tempfile

import tiktoken
from make_splits import ENDINGS, SPLITS, gpt4o, kimi, modern, texts
from tiktoken._educational import bpe_train

TARGET = pathlib.Path(__file__).parents[2] / "engine/src/test/resources/assay/engine/tokenizer/tiktoken.json"
OTHERS = TARGET.parent / "ranked.json"
CORPUS = (
    "The model reads the text and the engine reads the model; don't they'll we've I'm 12345 or 67890. "
    "Languages, tokenizers and measurements: every benchmark needs an answer that somebody can defend. "
    "中文文本中文模型 naïve café déjà vu 😀😀 \n\n   indented\ttabs !!! ... def main(): return values[index]\n"
    "Перед вами простой текст для проверки, 日本語のテキストです, and some more words in another order, "
    "such as reading, measured, defended, answers, texts, modelling and benchmarks.\r\n"
)
# Tokens that no merges lead to: only a whole piece becomes them.
WHOLE = [b"Zyzzyva", " größer".encode()]


# Others, by the names of their files; patterns are those of tiktoken and of the models.
O200K = gpt4o(r"\p{N}{1,3}", ENDINGS + "?")
TEKKEN = gpt4o(r"\p{N}", "")
KIMI = kimi()
CL100K = dict(SPLITS)["cl100k"][0]


def named_encodings():
    import tiktoken_ext.openai_public as public

    patterns = {"cl100k_base.tiktoken": CL100K, "r50k_base.tiktoken": public.r50k_pat_str}
    patterns["o200k_base.tiktoken"] = O200K
    patterns["tiktoken.model"] = KIMI
    found = {}
    for name, pattern in patterns.items():
        ranks = bpe_train(CORPUS * 2, 300, pattern, visualise=None)
        special = {"<|endoftext|>": len(ranks) + 2, "<|endofprompt|>": len(ranks) + 5}
        encoding = tiktoken.Encoding("small", pat_str=pattern, mergeable_ranks=ranks, special_tokens=special)
        all_texts = texts() + [CORPUS, "the model<|endoftext|> reads  "]
        found[name] = {
            "lines": lines_of(ranks),
            "specials": special,
            "texts": all_texts,
            "ids": [encoding.encode(text, allowed_special="all") for text in all_texts],
        }
    return found


def lines_of(ranks):
    return [f"{base64.b64encode(token).decode()} {rank}" for token, rank in sorted(ranks.items(), key=lambda i: i[1])]


def tekken():
    """A tekken.json, read by mistral-common."""
    from mistral_common.tokens.tokenizers.tekken import Tekkenizer

    ranks = bpe_train(CORPUS * 2, 330, TEKKEN, visualise=None)
    vocab = [
        dict(rank=rank, token_bytes=base64.b64encode(token).decode(), token_str=None)
        for token, rank in sorted(ranks.items(), key=lambda i: i[1])
    ]
    config = dict(pattern=TEKKEN, num_vocab_tokens=len(vocab), default_vocab_size=350, version="v3")
    file = dict(config=config | dict(default_num_special_tokens=30), vocab=vocab, special_tokens=None)
    path = pathlib.Path(tempfile.mkdtemp()) / "tekken.json"
    path.write_text(json.dumps(file))
    tokenizer = Tekkenizer.from_file(path)
    all_texts = texts() + [CORPUS]
    ids = [tokenizer.encode(text, bos=False, eos=False) for text in all_texts]
    return {"file": file, "texts": all_texts, "ids": ids, "instruction": tokenizer.get_special_token("[INST]")}


def main():
    pattern = modern(r"\p{N}")
    ranks = bpe_train(CORPUS * 2, 380, pattern, visualise=None)
    for token in WHOLE:
        ranks[token] = len(ranks)
    special = {"<|endoftext|>": len(ranks), "<|im_start|>": len(ranks) + 1, "<|im_end|>": len(ranks) + 2}
    special |= {f"<|extra_{i}|>": len(ranks) + 3 + i for i in range(205)}
    encoding = tiktoken.Encoding("small", pat_str=pattern, mergeable_ranks=ranks, special_tokens=special)
    all_texts = texts() + [CORPUS, "Zyzzyva Zyzzyvas größer  größer", "<|im_start|>user\nthe model<|im_end|><|extra_7|>"]
    found = {
        "lines": lines_of(ranks),
        "texts": all_texts,
        "plain": [encoding.encode(text, disallowed_special=()) for text in all_texts],
        "special": [encoding.encode(text, allowed_special="all") for text in all_texts],
    }
    TARGET.write_text(json.dumps(found, separators=(",", ":")) + "\n")
    OTHERS.write_text(json.dumps({"named": named_encodings(), "tekken": tekken()}, separators=(",", ":")) + "\n")
    print(len(ranks), "ranks,", len(all_texts), "texts")


if __name__ == "__main__":
    main()
