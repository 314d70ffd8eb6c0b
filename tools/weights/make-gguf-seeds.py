#!/usr/bin/env python3
"""Writes the seeds of GgufFuzzTest with the `gguf` package of llama.cpp.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install gguf==0.19.0 numpy
    /tmp/venv/bin/python tools/weights/make-gguf-seeds.py \
        engine/src/test/resources/assay/engine/format/GgufFuzzTestInputs/readsOrRefuses
"""
import pathlib
import sys

import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter


def values(folder):
    """One value of every type that a key can have."""
    w = GGUFWriter(folder / "values.gguf", "qwen2")
    w.add_uint8("u8", 255), w.add_int8("i8", -1), w.add_uint16("u16", 65535), w.add_int16("i16", -1)
    w.add_uint32("u32", 2**32 - 1), w.add_int32("i32", -1), w.add_uint64("u64", 2**64 - 1)
    w.add_int64("i64", -1), w.add_float32("f32", 0.5), w.add_float64("f64", 0.1)
    w.add_bool("bool", True), w.add_string("text", "Grüße"), w.add_array("texts", ["a", "", "ß"])
    w.add_array("ints", [1, -2, 3]), w.add_array("floats", [1.5, -2.0]), w.add_array("bools", [True, False])
    return w


def tensors(folder):
    """Tensors of one to three dimensions, packed and not, and an alignment of its own."""
    w = GGUFWriter(folder / "tensors.gguf", "qwen2")
    w.add_custom_alignment(64)
    w.add_tensor("vector", np.arange(3, dtype=np.float32))
    w.add_tensor("matrix", np.ones((2, 4), dtype=np.float16))
    w.add_tensor("cube", np.ones((2, 2, 2), dtype=np.float32))
    w.add_tensor("q8", np.zeros((1, 34), dtype=np.uint8), raw_dtype=GGMLQuantizationType.Q8_0)
    w.add_tensor("q4k", np.zeros((1, 144), dtype=np.uint8), raw_dtype=GGMLQuantizationType.Q4_K)
    return w


def empty(folder):
    """No tensor, one key."""
    return GGUFWriter(folder / "empty.gguf", "qwen2")


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for make in (values, tensors, empty):
        w = make(folder)
        w.write_header_to_file()
        w.write_kv_data_to_file()
        w.write_tensors_to_file()
        w.close()


main()
