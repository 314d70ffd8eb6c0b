"""Writes the reference splits of the pre-tokenizers. See README.md beside this file."""

import json
import pathlib
import random
import unicodedata

import regex

TARGET = pathlib.Path(__file__).parents[2] / "engine/src/test/resources/assay/engine/tokenizer/splits.json"

GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
TAIL = r"|\s*[\r\n]+|\s+(?!\S)|\s+"
ENDINGS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)"


def modern(number):
    return ENDINGS + r"|[^\r\n\p{L}\p{N}]?\p{L}+|" + number + r"| ?[^\s\p{L}\p{N}]+[\r\n]*" + TAIL


def gpt4o(number, ending):
    upper, lower = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]", r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"
    before = r"[^\r\n\p{L}\p{N}]?"
    return (
        before + upper + "*" + lower + "+" + ending + "|" + before + upper + "+" + lower + "*" + ending
        + "|" + number + r"| ?[^\s\p{L}\p{N}]+[\r\n/]*" + TAIL
    )


def kimi():
    """Of Kimi-K2's own program; `(?!Han)` stands for its intersections of classes."""
    upper, lower = r"(?:(?!\p{Han})[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}])", r"(?:(?!\p{Han})[\p{Ll}\p{Lm}\p{Lo}\p{M}])"
    before = r"[^\r\n\p{L}\p{N}]?"
    return (
        r"\p{Han}+|" + before + upper + "*" + lower + "+" + ENDINGS + "?|" + before + upper + "+" + lower + "*"
        + ENDINGS + r"?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*" + TAIL
    )


BLOOM = r" ?[^(\s|.,!?…。，、।۔،)]+"
SCRIPTS = "[\u0800-\u9fa5\uac00-\ud7ff]+"
CASED = (
    "A-Za-zµÀ-ÖØ-öø-ƺƼ-ƿǄ-ʓʕ-ʯͰ-ͳͶͷͻ-ͽͿΆΈ-ΊΌΎ-ΡΣ-ϵϷ-ҁҊ-ԯԱ-ՖႠ-ჅᎠ-Ᏽᏸ-ᏽᲐ-ᲺᲽ-Ჿᴀ-ᴫᵫ-ᵷᵹ-ᶚḀ-ἕἘ-Ἕἠ-ὅὈ-Ὅὐ-ὗὙὛὝ"
    "\u1f5f-\u1f7dᾀ-ᾴᾶ-ᾼ\u1fbeῂ-ῄῆ-ῌ\u1fd0-\u1fd3\u1fd6-\u1fdb\u1fe0-\u1fecῲ-ῴῶ-ῼℂℇℊ-ℓℕℙ-ℝℤ\u2126ℨ\u212a-\u212dℯ-ℴℹℼ-ℿⅅ-ⅉⅎↃↄⰀ-ⱻⱾ-ⳤⳫ-ⳮⳲⳳꙀ-ꙭꚀ-ꚛ"
    "Ꜣ-ꝯꝱ-ꞇꞋ-ꞎꭰ-ꮿﬀ-ﬆﬓ-ﬗＡ-Ｚａ-ｚ\U00010400-\U0001044f\U000104b0-\U000104d3\U000104d8-\U000104fb"
    "\U00010c80-\U00010cb2\U00010cc0-\U00010cf2\U000118a0-\U000118df\U0001e900-\U0001e943"
)

SPLITS = [
    ("gpt-2 phi-2 mpt olmo jais jina-es jina-de jina-v2-es jina-v2-de gigachat mellum modern-bert jina-v1-en jina-v2-code roberta-bpe granite-docling a.x-4.0 exaone4 trillion", [GPT2]),
    ("starcoder refact command-r smollm codeshell exaone minerva-7b mellum2", [r"\p{N}", GPT2]),
    ("qwen2 deepseek-r1-qwen stablelm2 megrez kormo hunyuan f2llmv2 solar-open grok-2", [modern(r"\p{N}")]),
    (
        "bailingmoe bailingmoe2 llada-moe",
        [
            r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+"
        ],
    ),
    (
        "seed-coder",
        [ENDINGS + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1}| ?[^\s\p{L}\p{N}\r\n]+|\s*[\r\n]+|\s+(?!\S)|\s+"],
    ),
    ("llama3 llama-v3 llama-bpe falcon3 falcon-h1 pixtral midm-2.0 lfm2 jina-v5-nano dbrx smaug-bpe glm4 glm5 chatglm-bpe", [modern(r"\p{N}{1,3}")]),
    (
        "deepseek-llm",
        [r"[\r\n]", r"\s?[" + CASED + "]+", "\\s?[!-/:-~！-／：-～‘-‟\u3000-。]+", r"\s+$", SCRIPTS, r"\p{N}+"],
    ),
    ("deepseek-coder", [r"[\r\n]", r"\s?\p{L}+", r"\s?\p{P}+", SCRIPTS, r"\p{N}"]),
    (
        "deepseek-v3 hunyuan-dense hy_v4 joyai-llm",
        [
            r"\p{N}{1,3}",
            "[一-龥\u3040-\u309f\u30a0-\u30ff]+",
            r"""[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+"""
            r"| ?[\p{P}\p{S}]+[\r\n]*" + TAIL,
        ],
    ),
    ("falcon", [r"[\p{P}\$\+<=>\^~\|`]+", GPT2, "[0-9][0-9][0-9]"]),
    ("bloom poro-chat gpt3-finnish", [BLOOM]),
    ("viking", [BLOOM, r"\p{N}"]),
    ("gpt-4o llama4 minimax-m2 kanana2 talkie", [gpt4o(r"\p{N}{1,3}", ENDINGS + "?")]),
    ("tekken", [gpt4o(r"\p{N}", "")]),
    (
        "qwen35",
        [ENDINGS + r"|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*" + TAIL],
    ),
    ("ufakzeka", [r"[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*" + TAIL]),
    ("laguna", [r"[^\n]+|[\n]+", modern(r"\p{N}")]),
    ("minicpm5", [r"\p{N}{1,3}", modern(r"\p{N}+")]),
    (
        "youtu",
        [
            "[가-힣ㄱ-ㆎ]+|[！…“”‘’—：；，、-〿︰-﹏]+|[ㄅ-ㄯ]+|[一-龥\u3040-\u309f\u30a0-\u30ff]+",
            gpt4o(r"\p{N}", ENDINGS + "?"),
        ],
    ),
    (
        "exaone-moe",
        [
            ENDINGS + r"|[^\r\n\p{L}\p{N}]?(?:\p{L}\p{M}*(?: \p{L}\p{M}*)*)+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]?"
            r"|\s*[\r\n]|\s+(?!\S)|\s+"
        ],
    ),
    (
        "cl100k",  # openai/tiktoken, openai_public.py
        [
            r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$"
            r"|\s*[\r\n]|\s+(?!\S)|\s"
        ],
    ),
    ("granite-embed-multi-97m", [gpt4o(r"\p{N}{1,3}", ENDINGS + "?")]),
    ("superbpe", [r"\p{N}+", r"(?=(?:\d{3})+(?!\d))"]),
    (
        "afmoe",  # digits as llama.cpp groups them: threes from the right
        [
            r"\p{N}+",
            r"(?=(?:\p{N}{3})+(?!\p{N}))",
            "[一-鿿㐀-䶿豈-\ufaff\u3040-\u30ff\uff65-\uff9f\u2f00-\u2fdf\u0e00-\u0e7f\u0e80-\u0eff"
            "\u1780-\u17ff\u1000-\u109f\uaa60-\uaa7f\ua9e0-\ua9ff\uac00-\ud7af\u1100-\u11ff]+",
            r"""[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+"""
            r"| ?[\p{P}\p{S}]+[\r\n]*" + TAIL,
        ],
    ),
    ("tiny_aya cohere2moe", [r"\d{1,3}(?=(?:\d{3})*\b)", gpt4o(r"\p{N}{1,3}", ENDINGS + "?")]),
    (
        "spark2_5",
        [
            r"\p{N}{1,3}",
            "[一-龥\u3040-\u309f\u30a0-\u30ff]+",
            r"""[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+"""
            r"| ?[\p{P}\p{S}]+|[\r\n]|\s+(?!\S)|\s+",
            r"\p{N}",
        ],
    ),
    ("kimi-k2", [kimi()]),
    (
        "chameleon",
        [
            "<sentinel:[0-9]+>",
            "(?:IMGIMG)(?:(?:A|B|C|D|E|F|G|H|I){1,4})Z",
            r"[\t\n]|    |  ",
            r"\p{N}",
            r"[\p{P}!-/:-@\[-`{-~]",
            GPT2,
        ],
    ),
    (
        "jais-2",
        [
            ENDINGS + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"
            r"|\s{512}(?!\S)|\s{256}(?!\S)|\s{128}(?!\S)|\s{64}(?!\S)|\s{32}(?!\S)|\s{16}(?!\S)|\s{8}(?!\S)"
            r"|\s{4}(?!\S)|\s{1,2}(?!\S)|\s{1}"
        ],
    ),
]


def compiled(pattern):
    # The reference engines know \s as the property White_Space; Python's has four control characters more.
    pattern = pattern.replace(r"\S", r"\P{White_Space}").replace(r"\s", r"\p{White_Space}")
    return regex.compile(pattern, regex.V0)


def split(stages, text):
    pieces = [text]
    for stage in stages:
        cut = []
        for piece in pieces:
            done = 0
            for match in stage.finditer(piece):
                cut += [piece[done : match.start()], match.group()]
                done = match.end()
            cut.append(piece[done:])
        pieces = [piece for piece in cut if piece]
    return [len(piece) for piece in pieces]


def texts():
    made = random.Random(20261123)
    fixed = [
        "", " ", "  ", "\n", " \n ", "\t\t x", "Hello, World! It's 2024's best: 1,234,567.89%",
        "don't DON'T we'LL I'M you'Ve he'd 'tis rock'n'roll '", "a  b   c\n\n\n  d \r\n e\t\n", "日本語のテキスト、です。カタカナ ｶﾅ 漢字123",
        "ΑΒΓαβγ Ωμέγα ἀρχή ᾼ ῌ ﬁ ﬀ ǅ ǈ", "été naïve e\u0301te\u0301 \u0301x", "😀👍🏽 🇳🇴 ½ ² Ⅳ ٣٤ ①", "camelCaseWord HTTPServer XMLHttpRequest aB Ab AB'S",
        "if (x != 3) {\n    return a[i]->b / 2; // ok\n}\n", "   leading", "trailing   ", "nbsp\u00a0\u00a0x \u3000wide\u2003em\u2028ls\u0085nel\x1cfs\x1f",
        "한국어 텍스트 हिन्दी भाषा। العربية، نص۔ עברית", "\u017fhort it'\u017f \u212a", "path/to//file\r\n/x", "a/\n/b !\n\n?/\r\nx", "1 12 123 1234 12345 x1y2",
        "!?...--- $%&+<=>^~|`@#", "…。，、।۔، (a|b)", "中A中a Aa中 AA中AA 中", "\U00010400\U00010428 \U0001e900 \U00020000", "\x00\x01\x7f\u200b\ufeff\ufffd\ue000",
    ]
    pools = [
        "abcXYZéßñ", "AÁΩЖ", "中日한ก", "0123456789²½٣", " ", " \t\n\r", "\n", "'", "'s't're'LL'd", ".,!?-_/\\(){}[]<>", "$+=^~|`€∑",
        "\u0301\u0308\u093e", "\u00a0\u2003\u3000\u0085\u1680", "😀🏽\u200d", "ʰªʕǅ", "。、！？：",
    ]
    assigned = [chr(c) for c in range(0x20, 0x30000) if unicodedata.category(chr(c)) not in ("Cn", "Cs", "Co")]
    for _ in range(60):
        chars = []
        for _ in range(made.randrange(4, 14)):
            pool = made.choice(pools) if made.random() < 0.9 else assigned
            chars += [made.choice(pool) for _ in range(made.choice([1, 1, 2, 3, 5]))]
        fixed.append("".join(chars))
    return fixed


# Digits that are counted from the right, and what stands for pictures.
FURTHER = [
    "1234567 12345678x 123,456789.5 ½1234567² x1234 abc123456", "<sentinel:12>IMGIMGABZx IMGIMGZ    y",
]


def main():
    all_texts = texts() + FURTHER
    splits = {}
    for names, patterns in SPLITS:
        stages = [compiled(pattern) for pattern in patterns]
        lengths = [split(stages, text) for text in all_texts]
        splits[names] = lengths
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    rows = ",\n".join(f"{json.dumps(names)}: {json.dumps(lengths, separators=(',', ':'))}" for names, lengths in splits.items())
    TARGET.write_text('{"texts": ' + json.dumps(all_texts, indent=0) + ',\n"lengths": {\n' + rows + "\n}}\n")
    print(len(all_texts), "texts,", len(splits), "splits")


if __name__ == "__main__":
    main()
