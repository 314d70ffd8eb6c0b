#!/usr/bin/env python3
"""Writes a model of five tensors in three files with the `gguf` package of llama.cpp.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install gguf==0.19.0 numpy
    /tmp/venv/bin/python tools/weights/make-gguf-split.py engine/src/test/resources/assay/engine/format/split
"""
import pathlib
import sys

import numpy as np
from gguf import GGUFWriter

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
writer = GGUFWriter(folder / "other.gguf", "qwen2", split_max_tensors=2)
writer.add_context_length(64)
for i in range(5):
    writer.add_tensor(f"tensor.{i}", np.full((2, 3), i, dtype=np.float32))
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
