"""Writes how many tokens each expert of the tiny checkpoints gets in Transformers. See README.md beside this file.

Usage: python tools/golden/expert_counts.py
Counts are of one pass over prompt and continuation without its last token, which no engine computes, apart for the two.
"""

import json

import torch
import transformers

import deviations
from make_checkpoints import TARGET

NAMES = ["mixtral", "qwen2_moe", "qwen3_moe", "deepseek_v2", "deepseek_v3"]


def picks_of(module, used, outputs):
    """The experts of each token, from what a router of Transformers gives back."""
    if isinstance(outputs, tuple):
        return next(part for part in outputs if part.dtype == torch.int64)
    if outputs.dtype == torch.int64:
        return outputs
    return torch.softmax(outputs, dim=-1).topk(used, dim=-1).indices


def counts(name):
    folder = TARGET / name
    reference = json.loads((folder / "reference.json").read_text())
    model = transformers.AutoModelForCausalLM.from_pretrained(
        folder, torch_dtype=torch.float32, attn_implementation="eager"
    ).eval()
    deviations.correct(model)
    used = model.config.num_experts_per_tok
    experts = next(
        getattr(model.config, key)
        for key in ("num_local_experts", "num_experts", "n_routed_experts")
        if hasattr(model.config, key)
    )
    found = {}
    for index, layer in enumerate(model.model.layers):
        gate = getattr(getattr(layer, "mlp", None) or layer.block_sparse_moe, "gate", None)
        if gate is not None:
            gate.register_forward_hook(
                lambda module, _, outputs, index=index: found.update({index: picks_of(module, used, outputs)})
            )
    prompt = reference["prompt"]
    tokens = prompt + reference["greedy"][:-1]
    with torch.no_grad():
        model(input_ids=torch.tensor([tokens]), use_cache=False)
    result = {}
    for part, start, end in (("prompt", 0, len(prompt)), ("generated", len(prompt), len(tokens))):
        result[part] = [
            torch.bincount(found[layer].reshape(len(tokens), used)[start:end].flatten(), minlength=experts).tolist()
            if layer in found
            else []
            for layer in range(len(model.model.layers))
        ]
    return result


def main():
    torch.set_num_threads(1)
    text = json.dumps({name: counts(name) for name in NAMES})
    (TARGET.parent / "expert-counts.json").write_text(text.replace("}, ", "},\n") + "\n")


if __name__ == "__main__":
    main()
