#!/usr/bin/env python3
"""Writes blocks of the weight types that are decoded by the block, and what ggml itself expands them to.

    python3 tools/weights/make-ggml-expansions.py /path/to/libggml-base.so \
        engine/src/test/resources/assay/engine/kernels/expansions

TYPE.blocks are the bytes, TYPE.floats the numbers (float32, little-endian). ExpansionTest reads both; those of the
other types are from make-expansions.py. The committed files were made with ggml 0.25.3 (llama.cpp of October 2026).
"""
import ctypes
import pathlib
import random
import struct
import sys

# Weights and bytes of a block, and where its binary16 scale is.
TYPES = {
    "iq4_xs": (256, 136, 0),
    "iq2_xxs": (256, 66, 0),
    "iq2_xs": (256, 74, 0),
    "iq2_s": (256, 82, 0),
    "iq3_xxs": (256, 98, 0),
    "iq3_s": (256, 110, 0),
    "iq1_s": (256, 50, 0),
    "iq1_m": (256, 56, None),
    "tq1_0": (256, 54, 52),
    "tq2_0": (256, 66, 64),
    "q1_0": (128, 18, 0),
    "q2_0": (64, 18, 0),
    "nvfp4": (64, 36, None),
}
# Zero, ordinary, negative, largest, smallest normal, subnormal, smallest subnormal numbers.
EDGES = [0x0000, 0x8000, 0x2e66, 0xae66, 0x7bff, 0xfbff, 0x0400, 0x83ff, 0x0001, 0x8001]


def blocks(name, draw):
    _, size, scale = TYPES[name]
    for bits in EDGES + [0x2e66, 0x2c01]:
        block = bytearray(draw.randrange(256) for _ in range(size))
        if scale is not None:
            block[scale:scale + 2] = struct.pack("<H", bits)
        elif name == "iq1_m":  # four bits of the scale at the top of each of the last four words
            for i in range(4):
                block[49 + 2 * i] = block[49 + 2 * i] & 15 | (bits >> 4 * i & 15) << 4
        yield block
    if name == "nvfp4":  # every scale
        for first in range(0, 256, 4):
            yield bytearray(range(first, first + 4)) + bytearray(draw.randrange(256) for _ in range(32))


def main():
    library = ctypes.CDLL(sys.argv[1])
    folder = pathlib.Path(sys.argv[2])
    for name, (weights, _, _) in TYPES.items():
        all_blocks = list(blocks(name, random.Random(7)))
        data = b"".join(map(bytes, all_blocks))
        floats = (ctypes.c_float * (weights * len(all_blocks)))()
        expand = getattr(library, "dequantize_row_" + name)
        expand.argtypes = [ctypes.c_char_p, ctypes.POINTER(ctypes.c_float), ctypes.c_int64]
        expand(data, floats, len(floats))
        (folder / f"{name.upper()}.blocks").write_bytes(data)
        (folder / f"{name.upper()}.floats").write_bytes(bytes(floats))
        print(name, len(data), len(floats))


main()
