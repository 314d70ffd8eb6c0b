"""Writes a small qwen.tiktoken and what tiktoken makes of texts with it. See README.md beside this file."""

import base64
import json
import pathlib

import tiktoken
from make_splits import modern, texts
from tiktoken._educational import bpe_train

TARGET = pathlib.Path(__file__).parents[2] / "engine/src/test/resources/assay/engine/tokenizer/tiktoken.json"
CORPUS = (
    "The model reads the text and the engine reads the model; don't they'll we've I'm 12345 or 67890. "
    "Languages, tokenizers and measurements: every benchmark needs an answer that somebody can defend. "
    "中文文本中文模型 naïve café déjà vu 😀😀 \n\n   indented\ttabs !!! ... def main(): return values[index]\n"
    "Перед вами простой текст для проверки, 日本語のテキストです, and some more words in another order, "
    "such as reading, measured, defended, answers, texts, modelling and benchmarks.\r\n"
)
# Tokens that no merges lead to: only a whole piece becomes them.
WHOLE = [b"Zyzzyva", " größer".encode()]


def main():
    pattern = modern(r"\p{N}")
    ranks = bpe_train(CORPUS * 2, 380, pattern, visualise=None)
    for token in WHOLE:
        ranks[token] = len(ranks)
    special = {"<|endoftext|>": len(ranks), "<|im_start|>": len(ranks) + 1, "<|im_end|>": len(ranks) + 2}
    special |= {f"<|extra_{i}|>": len(ranks) + 3 + i for i in range(205)}
    encoding = tiktoken.Encoding("small", pat_str=pattern, mergeable_ranks=ranks, special_tokens=special)
    all_texts = texts() + [CORPUS, "Zyzzyva Zyzzyvas größer  größer", "<|im_start|>user\nthe model<|im_end|><|extra_7|>"]
    lines = [f"{base64.b64encode(token).decode()} {rank}" for token, rank in sorted(ranks.items(), key=lambda i: i[1])]
    found = {
        "lines": lines,
        "texts": all_texts,
        "plain": [encoding.encode(text, disallowed_special=()) for text in all_texts],
        "special": [encoding.encode(text, allowed_special="all") for text in all_texts],
    }
    TARGET.write_text(json.dumps(found, separators=(",", ":")) + "\n")
    print(len(ranks), "ranks,", len(all_texts), "texts")


if __name__ == "__main__":
    main()
