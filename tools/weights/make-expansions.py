#!/usr/bin/env python3
"""Writes blocks of every quantized weight type and what llama.cpp's `gguf` package expands them to.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install gguf==0.19.0 numpy
    /tmp/venv/bin/python tools/weights/make-expansions.py \
        engine/src/test/resources/assay/engine/kernels/expansions

TYPE.blocks are the bytes, TYPE.floats the numbers (float32, little-endian). ExpansionTest reads both.
"""
import pathlib
import sys

import numpy as np
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType as T
from gguf.quants import dequantize

# Where a block has its binary16 numbers (scale, then minimum).
HALVES = {T.Q8_0: [0], T.Q4_0: [0], T.Q4_1: [0, 2], T.Q5_0: [0], T.Q5_1: [0, 2], T.IQ4_NL: [0], T.MXFP4: [],
          T.Q2_K: [80, 82], T.Q3_K: [108], T.Q4_K: [0, 2], T.Q5_K: [0, 2], T.Q6_K: [208]}
# Zero, ordinary, negative, largest, smallest normal, subnormal, smallest subnormal numbers.
EDGES = [0x0000, 0x8000, 0x2e66, 0xae66, 0x7bff, 0xfbff, 0x0400, 0x83ff, 0x0001, 0x8001]
EXPONENTS = [0, 1, 2, 3, 96, 118, 127, 128, 200, 254, 255]


def fill(size, kind, rng):
    """The bytes of a block: one constant, a sequence that has every byte, or random."""
    if kind == "zeros":
        return np.zeros(size, dtype=np.uint8)
    if kind == "ones":
        return np.full(size, 255, dtype=np.uint8)
    if kind == "sequence":
        return (np.arange(size) * 37 % 256).astype(np.uint8)
    return rng.integers(0, 256, size, dtype=np.uint8)


def blocks(dtype, rng):
    size = GGML_QUANT_SIZES[dtype][1]
    for kind in ("zeros", "ones", "sequence", "random", "random", "random"):
        if dtype == T.MXFP4:
            for exponent in EXPONENTS:
                block = fill(size, kind, rng)
                block[0] = exponent
                yield block
        elif kind == "random" or size < 64:
            for i, scale in enumerate(EDGES):
                yield with_halves(dtype, fill(size, kind, rng), scale, EDGES[(i * 3 + 1) % len(EDGES)])
        else:
            yield with_halves(dtype, fill(size, kind, rng), 0x2e66, 0x2c01)


def with_halves(dtype, block, scale, minimum):
    for at, bits in zip(HALVES[dtype], (scale, minimum)):
        block[at:at + 2] = np.frombuffer(np.uint16(bits).tobytes(), dtype=np.uint8)
    return block


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for dtype in HALVES:
        data = np.concatenate(list(blocks(dtype, np.random.default_rng(7))))
        floats = dequantize(data, dtype).astype("<f4")
        (folder / f"{dtype.name}.blocks").write_bytes(data.tobytes())
        (folder / f"{dtype.name}.floats").write_bytes(floats.tobytes())
        print(dtype.name, data.size, floats.size, np.abs(floats[np.isfinite(floats)]).max())


main()
