"""Has Transformers 5 open each checkpoint of the tests, compute its logits again, and save it: what it then writes
into `config.json` is what the engine has to read like the file that Transformers 4 wrote. See README.md beside this file.

Usage: python tools/golden/saved_by_5.py [NAME...], with transformers 5 in place of the pinned version
"""

import json
import pathlib
import sys
import tempfile

import numpy
import safetensors
import torch
import transformers

import deviations
import models
from make_checkpoints import TARGET, logits_of

CONFIGS = TARGET.parent / "transformers5"
LARGEST = 2e-5  # difference of logits between the two versions


def tensors(folder):
    found = {}
    for file in folder.glob("*.safetensors"):
        with safetensors.safe_open(file, "pt") as opened:
            found |= {name: opened.get_tensor(name) for name in opened.keys()}
    return found


def same_tensors(name, saved):
    stored = tensors(TARGET / name)
    if stored.keys() != saved.keys():
        raise ValueError(f"{name}: other tensors: {sorted(stored.keys() ^ saved.keys())}")
    for key, value in stored.items():
        if value.shape != saved[key].shape or not torch.equal(value.float(), saved[key].float()):
            raise ValueError(f"{name}: {key} is saved differently")


def reopen(name, spec):
    folder = TARGET / name
    reference = json.loads((folder / "reference.json").read_text())
    model = transformers.AutoModelForCausalLM.from_pretrained(
        folder, dtype=torch.float32, attn_implementation="eager"
    ).eval()
    deviations.correct(model)
    tokens = reference["prompt"] + reference["greedy"]
    logits = logits_of(model, spec, tokens, len(tokens)).numpy()
    difference = numpy.abs(logits - numpy.load(TARGET / reference["logits"])).max()
    if not difference < LARGEST:
        raise ValueError(f"{name}: logits differ by {difference}")
    with tempfile.TemporaryDirectory() as scratch:
        model.save_pretrained(scratch)
        same_tensors(name, tensors(pathlib.Path(scratch)))
        CONFIGS.mkdir(exist_ok=True)
        config = (pathlib.Path(scratch) / "config.json").read_text()
        (CONFIGS / f"{name}.json").write_text(config + "\n")
    print(f"{name}: {difference:.1e}")


def main():
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    for name in sys.argv[1:] or list(models.SPECS):
        spec = models.SPECS[name]
        if spec.version == 4 and spec.kind != "fp8":  # its weights would be expanded
            reopen(name, spec)


if __name__ == "__main__":
    main()
