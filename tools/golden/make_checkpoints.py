"""Writes tiny random checkpoints with their logits for the engine's tests. See README.md beside this file."""

import json
import pathlib
import shutil
import sys
import tempfile

import numpy
import safetensors.torch
import torch
import transformers

import deviations
import models

HERE = pathlib.Path(__file__).parent
TARGET = HERE.parent.parent / "engine/src/test/resources/assay/engine/huggingface"
CONTINUATION = 16
SMALLEST_GAP = 1e-3  # between first and second choice, so that rounding cannot turn them round
BLOCK = 128  # side of a block of FP8 weights that share a scale
LARGEST_FP8 = 448.0
PACKED = {
    "fp8": {
        "activation_scheme": "dynamic",
        "fmt": "e4m3",
        "quant_method": "fp8",
        "weight_block_size": [BLOCK, BLOCK],
    },
    "mxfp4": {
        "modules_to_not_convert": ["model.layers.*.self_attn", "model.layers.*.mlp.router"],
        "quant_method": "mxfp4",
    },
}


def build(spec, seed):
    """A model whose every parameter matters: norms near 1 and biases near 0, but never just so."""
    torch.manual_seed(seed)
    spec.config._attn_implementation = "eager"
    model = getattr(transformers, spec.kind_of).from_config(
        spec.config, dtype=torch.float32, attn_implementation="eager"
    ).eval()
    tensors = dict(model.named_parameters()) | {
        name: value for name, value in model.named_buffers() if name.endswith("correction_bias")
    }
    with torch.no_grad():
        for name, value in tensors.items():
            noise = torch.randn_like(value)
            if value.dim() > 1:
                value.copy_(noise / value.shape[-1] ** 0.5)
            elif name.endswith("weight") and not added_to_one(spec.config.model_type, name):
                value.copy_(1 + 0.1 * noise)
            else:
                value.copy_(0.1 * noise)
    model.tie_weights()
    return model


def added_to_one(model_type, name):
    """Whether a norm's gain is stored without its 1."""
    whole = model_type.startswith(("gemma", "qwen3_next", "qwen3_5"))
    return whole and not name.endswith("linear_attn.norm.weight")


def rounded(model, kind):
    """Gives the model the weights that its file will hold; returns what the file holds."""
    stored = {}
    with torch.no_grad():
        for name, value in model.state_dict().items():
            if kind == "fp8" and is_packed(name):
                packed, scales = pack_fp8(value)
                stored[name] = packed
                stored[name + "_scale_inv"] = scales
                value.copy_(unpack_fp8(packed, scales))
            elif kind == "mxfp4" and name.endswith("_proj") and ".experts." in name:
                blocks, scales = pack_mxfp4(value)
                stored[name + "_blocks"] = blocks
                stored[name + "_scales"] = scales
                value.copy_(unpack_mxfp4(blocks, scales))
            elif kind == "f32" or name.endswith("correction_bias"):
                stored[name] = value.clone()
            else:
                dtype = torch.float16 if kind == "f16" else torch.bfloat16
                stored[name] = value.to(dtype)
                value.copy_(stored[name].float())
    return stored


def is_packed(name):
    """DeepSeek V3 keeps embeddings, output, norms and the router unpacked."""
    return "_proj" in name and name.endswith(".weight")


def blocks(value):
    for row in range(0, value.shape[0], BLOCK):
        for column in range(0, value.shape[1], BLOCK):
            yield slice(row, row + BLOCK), slice(column, column + BLOCK)


def pack_fp8(value):
    rows, columns = value.shape
    scales = torch.zeros(-(-rows // BLOCK), -(-columns // BLOCK))
    packed = torch.zeros_like(value, dtype=torch.float8_e4m3fn)
    for r, c in blocks(value):
        scale = value[r, c].abs().max() / LARGEST_FP8
        scales[r.start // BLOCK, c.start // BLOCK] = scale
        packed[r, c] = (value[r, c] / scale).to(torch.float8_e4m3fn)
    return packed, scales


def unpack_fp8(packed, scales):
    value = packed.float()
    for r, c in blocks(value):
        value[r, c] *= scales[r.start // BLOCK, c.start // BLOCK]
    return value


def pack_mxfp4(value):
    """Matrices of experts, stored transposed, as rows of 32 numbers of four bits with a power of two."""
    from transformers.integrations.mxfp4 import FP4_VALUES

    rows = value.transpose(-1, -2).reshape(*value.shape[:1], value.shape[2], -1, 32)
    power = torch.floor(torch.log2(rows.abs().amax(-1))) - 2  # the largest number is 6
    grid = torch.tensor(FP4_VALUES)
    numbers = (rows / torch.exp2(power)[..., None])[..., None].sub(grid).abs().argmin(-1).to(torch.uint8)
    return numbers[..., 0::2] | numbers[..., 1::2] << 4, (power + 127).to(torch.uint8)


def unpack_mxfp4(blocks, scales):
    from transformers.integrations.mxfp4 import convert_moe_packed_tensors

    return convert_moe_packed_tensors(blocks, scales, dtype=torch.float32)


def logits_of(model, spec, tokens, total):
    """Logits after each token: one pass over the whole sequence, without a cache."""
    length = total if spec.whole else len(tokens)
    padded = tokens + [0] * (length - len(tokens))  # causality hides what stands behind
    with torch.no_grad():
        out = model(input_ids=torch.tensor([padded]), use_cache=False).logits[0]
    return out[: len(tokens)].float()


def continue_greedily(model, spec, prompt):
    tokens = list(prompt)
    total = len(prompt) + CONTINUATION
    gap = float("inf")
    for _ in range(CONTINUATION):
        best = logits_of(model, spec, tokens, total)[-1].topk(2)
        gap = min(gap, (best.values[0] - best.values[1]).item())
        tokens.append(best.indices[0].item())
    return tokens, gap


def make(name, spec):
    for seed in range(7, 107):
        model = build(spec, seed)
        stored = rounded(model, spec.kind)
        deviations.correct(model)
        prompt = numpy.random.default_rng(seed).integers(3, 96, spec.prompt).tolist()
        tokens, gap = continue_greedily(model, spec, prompt)
        if gap >= SMALLEST_GAP and len(set(tokens[spec.prompt :])) > 1:
            break
    else:
        raise ValueError(f"{name}: no seed gives clear choices")
    logits = logits_of(model, spec, tokens, len(tokens))
    folder = TARGET / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    save(model, spec, stored, folder)
    if spec.weights_of is None:
        numpy.save(folder / "logits.npy", logits.numpy())
    reference = dict(
        prompt=prompt,
        greedy=tokens[spec.prompt :],
        logits=(spec.weights_of or name) + "/logits.npy",
        seed=seed,
        smallest_gap=round(gap, 5),
        transformers=transformers.__version__,
        torch=torch.__version__,
    )
    (folder / "reference.json").write_text(json.dumps(reference) + "\n")
    size = sum(file.stat().st_size for file in folder.iterdir())
    print(f"{name}: seed {seed}, gap {gap:.4f}, deviation {logits.std():.2f}, {size} bytes")


def save(model, spec, stored, folder):
    """What save_pretrained writes; packed weights, which it cannot write, are put in its file."""
    dtype = {"f16": torch.float16, "bf16": torch.bfloat16, "fp8": torch.bfloat16, "mxfp4": torch.bfloat16}.get(spec.kind)
    model.to(dtype or torch.float32)
    with tempfile.TemporaryDirectory() as scratch:
        model.save_pretrained(scratch, max_shard_size=spec.shards or "1GB")
        for file in pathlib.Path(scratch).iterdir():
            shutil.copy(file, folder / file.name)
    if spec.kind in PACKED:
        packed = folder / "model.safetensors"
        safetensors.torch.save_file(
            {key: value.contiguous() for key, value in stored.items()},
            packed,
            metadata={"format": "pt"},
        )
        config = json.loads((folder / "config.json").read_text())
        config["quantization_config"] = PACKED[spec.kind]
        (folder / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")
    model.to(torch.float32)


def main():
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    for name in sys.argv[1:] or list(models.SPECS):
        if models.SPECS[name].version == models.MAJOR:
            make(name, models.SPECS[name])


if __name__ == "__main__":
    main()
