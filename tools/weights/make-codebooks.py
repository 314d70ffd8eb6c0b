#!/usr/bin/env python3
"""Writes the codebooks of ggml's IQ types in a compact form, from its header ggml-common.h.

    python3 tools/weights/make-codebooks.py /path/to/ggml/src/ggml-common.h \
        engine/src/main/resources/assay/engine/kernels/codebooks.txt

Each codebook is a line `name entries numbers-of-an-entry values...` and its entries as hexadecimal digits, each digit
the index of a value; `Codebook` reads them.
"""
import re
import sys

TABLES = {  # name in the header: name of the type, numbers of an entry
    "iq2xxs_grid": ("IQ2_XXS", 8),
    "iq2xs_grid": ("IQ2_XS", 8),
    "iq2s_grid": ("IQ2_S", 8),
    "iq3xxs_grid": ("IQ3_XXS", 4),
    "iq3s_grid": ("IQ3_S", 4),
    "iq1s_grid": ("IQ1", 8),
}
DIGITS_A_LINE = 96


def main():
    header, out = sys.argv[1:3]
    text = open(header).read()
    with open(out, "w") as file:
        for table, (name, width) in TABLES.items():
            found = re.search(r"GGML_TABLE_BEGIN\(uint\d+_t, " + table + r", \w+\)(.*?)GGML_TABLE_END", text, re.S)
            entries = [int(word, 16) for word in re.findall(r"0x[0-9a-f]+", found.group(1))]
            signed = [[(e >> 8 * i & 255 ^ 128) - 128 for i in range(width)] for e in entries]
            values = sorted({number for entry in signed for number in entry})
            digits = "".join(f"{values.index(number):x}" for entry in signed for number in entry)
            print(name, len(entries), width, *values, file=file)
            for at in range(0, len(digits), DIGITS_A_LINE):
                print(digits[at:at + DIGITS_A_LINE], file=file)


main()
