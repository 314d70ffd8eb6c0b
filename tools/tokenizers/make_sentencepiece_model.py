"""Writes a small tokenizer.model and what sentencepiece makes of texts with it. See README.md beside this file."""

import base64
import io
import json
import pathlib

import sentencepiece
from make_splits import texts

TARGET = pathlib.Path(__file__).parents[2] / "engine/src/test/resources/assay/engine/tokenizer/sentencepiece-model.json"
CORPUS = [
    "The model reads the text and the engine reads the model; don't they'll we've I'm 12345 or 67890.",
    "Languages, tokenizers and measurements: every benchmark needs an answer that somebody can defend.",
    "naïve café déjà vu, and some more words in another order, such as reading, measured, defended, answers.",
    "中文文本中文模型 Перед вами простой текст для проверки, 日本語のテキストです",
]


def main():
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(CORPUS * 5), model_writer=model, vocab_size=420, model_type="bpe", byte_fallback=True,
        normalization_rule_name="identity", remove_extra_whitespaces=False, character_coverage=0.98, split_digits=True,
        minloglevel=2, hard_vocab_limit=False,
    )
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    all_texts = [text for text in texts() if "\x00" not in text] + CORPUS
    found = {
        "model": base64.b64encode(model.getvalue()).decode(),
        "size": processor.get_piece_size(),
        "texts": all_texts,
        "ids": [processor.encode(text) for text in all_texts],
    }
    TARGET.write_text(json.dumps(found, separators=(",", ":")) + "\n")
    print(processor.get_piece_size(), "pieces,", len(all_texts), "texts")


if __name__ == "__main__":
    main()
