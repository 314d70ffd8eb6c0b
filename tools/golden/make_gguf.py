"""Converts tiny checkpoints to GGUF by llama.cpp's own converter, without a vocabulary. See README.md beside this file.

Usage: python tools/golden/make_gguf.py LLAMA_CPP_SOURCE NAME...
"""

import pathlib
import sys

SOURCE = pathlib.Path(sys.argv[1])
sys.path[:0] = [str(SOURCE / "gguf-py"), str(SOURCE)]

import gguf  # noqa: E402
from conversion import ModelBase, get_model_class  # noqa: E402

from make_checkpoints import TARGET  # noqa: E402


def convert(name):
    folder = TARGET / name
    hparams = ModelBase.load_hparams(folder, False)
    kind = get_model_class(hparams["architectures"][0])
    kind.no_mtp = True
    for each in [kind, *(inner for inner in vars(kind).values() if isinstance(inner, type))]:
        each.set_vocab = lambda self: self.gguf_writer.add_vocab_size(self.hparams["vocab_size"])
    types = {"float32": gguf.LlamaFileType.ALL_F32, "float16": gguf.LlamaFileType.MOSTLY_F16}
    ftype = types.get(hparams.get("dtype", hparams.get("torch_dtype")), gguf.LlamaFileType.MOSTLY_BF16)
    kind(folder, ftype, folder / "model.gguf", model_name=name).write()


for each in sys.argv[2:]:
    convert(each)
