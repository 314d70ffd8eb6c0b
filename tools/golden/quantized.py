"""Writes tiny random checkpoints whose weights are packed by the quantization libraries' own code, with logits on the
weights that the same code makes of them again. See README.md beside this file.

Usage: python tools/golden/quantized.py LIBRARIES [NAME...]
LIBRARIES holds the unpacked sources of auto_gptq 0.7.1 and autoawq 0.2.9; compressed-tensors is installed.
"""

import copy
import hashlib
import importlib
import json
import pathlib
import shutil
import sys
import tempfile
import types

import numpy
import safetensors.torch
import torch
import transformers as hf

import make_checkpoints
import models
from make_checkpoints import TARGET, build, continue_greedily, logits_of

GROUP = 32


def bare(library, package):
    """Lets a module of a package be imported without all that the package imports."""
    module = types.ModuleType(package)
    module.__path__ = [str(library / package.replace(".", "/"))]
    sys.modules[package] = module


class Gptq:
    """GPTQ's layout, packed and expanded by AutoGPTQ; version 2 differs in its zero points."""

    def __init__(self, bits, symmetric, scattered, version=1, group=GROUP):
        self.bits, self.symmetric, self.group, self.version = bits, symmetric, group, version
        self.scattered = scattered
        self.config = dict(
            quant_method="gptq",
            bits=bits,
            group_size=group,
            desc_act=scattered,
            sym=symmetric,
            damp_percent=0.01,
            true_sequential=True,
            lm_head=False,
            checkpoint_format="gptq" if version == 1 else "gptq_v2",
        )

    def pack(self, weight, generator):
        module = importlib.import_module("auto_gptq.nn_modules.qlinear.qlinear_cuda")
        rows, columns = weight.shape
        groups = columns // self.group
        index = torch.arange(columns) // self.group
        if self.scattered:
            index = index[torch.randperm(columns, generator=generator)]
        scales, zeros = torch.zeros(rows, groups), torch.zeros(rows, groups)
        for group in range(groups):
            scales[:, group], zeros[:, group] = grid(weight[:, index == group], self.bits, self.symmetric)
        scales = scales.half().float()
        linear = torch.nn.Linear(columns, rows, bias=False)
        linear.weight.data = clipped(weight, scales[:, index], zeros[:, index], self.bits)
        packed = module.QuantLinear(self.bits, self.group, columns, rows, False, weight_dtype=torch.float32)
        packed.pack(linear, scales, zeros, index.int())
        # The fallback without CUDA, in F32; each column by itself, so that nothing is rounded.
        value = packed.forward(torch.eye(columns)).T.contiguous()
        parts = dict(
            qweight=packed.qweight, qzeros=packed.qzeros, scales=packed.scales.half(), g_idx=packed.g_idx
        )
        if self.version == 2:  # GPTQModel, convert_gptq_v1_to_v2_format_module
            ones = sum(1 << (self.bits * i) for i in range(32 // self.bits))
            parts["qzeros"] = (packed.qzeros.long() + ones).int()
        return parts, value


class Awq:
    """AWQ's layout "gemm", packed and expanded by AutoAWQ."""

    config = dict(quant_method="awq", bits=4, group_size=GROUP, version="gemm", zero_point=True)

    def pack(self, weight, generator):
        gemm = importlib.import_module("awq.modules.linear.gemm")
        packing = importlib.import_module("awq.utils.packing_utils")
        rows, columns = weight.shape
        pieces = weight.reshape(rows, -1, GROUP)
        scales, zeros = (torch.stack(each, 1) for each in zip(
            *(grid(pieces[:, i], 4, False) for i in range(pieces.shape[1]))))
        scales = scales.half().float()
        linear = torch.nn.Linear(columns, rows, bias=False)
        index = torch.arange(columns) // GROUP
        linear.weight.data = clipped(weight, scales[:, index], zeros[:, index], 4)
        packed = gemm.WQLinear_GEMM.from_linear(
            linear, 4, GROUP, scales=scales.T.contiguous(), zeros=zeros.T.contiguous())
        value = packing.dequantize_gemm(
            packed.qweight, packed.qzeros, packed.scales.float(), 4, GROUP).T.contiguous()
        return dict(qweight=packed.qweight, qzeros=packed.qzeros, scales=packed.scales), value


class Compressed:
    """compressed-tensors, which compresses and decompresses."""

    def __init__(self, name, scheme, scale_type=torch.bfloat16):
        self.name, self.scheme, self.scale_type = name, scheme, scale_type
        weights = dict(dynamic=False, actorder=None, group_size=None, block_structure=None) | scheme
        self.config = dict(
            quant_method="compressed-tensors",
            format=name,
            config_groups=dict(group_0=dict(
                targets=["Linear"], weights=weights, input_activations=None, output_activations=None)),
            ignore=["lm_head"],
            kv_cache_scheme=None,
            quantization_status="compressed",
            global_compression_ratio=None,
        )

    def pack(self, weight, generator):
        quantization = importlib.import_module("compressed_tensors.quantization")
        base = importlib.import_module("compressed_tensors.compressors.base")
        importlib.import_module("compressed_tensors.compressors")
        scheme = quantization.QuantizationScheme(
            targets=["Linear"], weights=quantization.QuantizationArgs(**self.scheme))
        kind = base.BaseCompressor.get_value_from_registry(self.name)
        scale, zero = self.scales(weight)
        state = dict(weight=weight, weight_scale=scale)
        if zero is not None:
            state["weight_zero_point"] = zero
        parts = kind.compress(state, scheme)
        wide = {key: value.float() if key == "weight_scale" else value for key, value in parts.items()}
        return parts, kind.decompress(wide, scheme)["weight"].float()

    def scales(self, weight):
        rows = weight.shape[0]
        size = self.scheme.get("group_size") or weight.shape[1]
        pieces = weight.reshape(rows, -1, size)
        if self.scheme["strategy"] == "tensor":
            pieces = weight.reshape(1, 1, -1)
        bits, symmetric = self.scheme["num_bits"], self.scheme["symmetric"]
        if self.scheme["type"] == "float":
            largest = pieces.abs().amax(-1) / torch.finfo(torch.float8_e4m3fn).max
            scale = largest.reshape(-1) if self.scheme["strategy"] == "tensor" else largest
            return scale.to(self.scale_type), None
        scale, zero = grid(pieces, bits, symmetric)
        middle = 1 << (bits - 1)
        return scale.to(self.scale_type), None if symmetric else (zero - middle).to(torch.int8)


def grid(values, bits, symmetric):
    """Scale and zero point that put all values of the last dimension on whole numbers."""
    largest = (1 << bits) - 1
    if symmetric:
        middle = 1 << (bits - 1)
        scale = values.abs().amax(-1) / (middle - 1)
        return scale, torch.full_like(scale, float(middle))
    low, high = values.amin(-1).clamp(max=0), values.amax(-1).clamp(min=0)
    scale = (high - low) / largest
    return scale, torch.round(-low / scale).clamp(1, largest)


def clipped(weight, scales, zeros, bits):
    """The weights that whole numbers without sign stand for, so that none passes its bits."""
    numbers = torch.round(weight / scales + zeros).clamp(0, (1 << bits) - 1)
    return (numbers - zeros) * scales


WIDE = dict(hidden_size=64, intermediate_size=128, head_dim=16, num_hidden_layers=1)

# What the packing leaves to numbers is in F16 or BF16, as the libraries have it.
SPECS = {
    "llama-gptq": (models.llama(**WIDE), torch.float16, Gptq(4, True, False)),
    "qwen2-gptq-order": (
        models.qwen2(hidden_size=64, intermediate_size=128, num_hidden_layers=1),
        torch.float16, Gptq(4, False, True, version=2)),
    "llama-gptq-8": (models.llama(**WIDE), torch.float16, Gptq(8, True, False, group=64)),
    "llama-gptq-2": (models.llama(**WIDE), torch.float16, Gptq(2, False, False)),
    "qwen2-awq": (
        models.qwen2(hidden_size=64, intermediate_size=128, num_hidden_layers=1), torch.float16, Awq()),
    "llama-fp8-rows": (models.llama(**WIDE), torch.bfloat16, Compressed(
        "float-quantized", dict(num_bits=8, type="float", strategy="channel", symmetric=True))),
    "llama-fp8-whole": (models.llama(**WIDE), torch.bfloat16, Compressed(
        "float-quantized", dict(num_bits=8, type="float", strategy="tensor", symmetric=True), torch.float32)),
    "llama-int8-rows": (models.llama(**WIDE), torch.bfloat16, Compressed(
        "int-quantized", dict(num_bits=8, type="int", strategy="channel", symmetric=True))),
    "qwen3-int4": (
        models.qwen3(**WIDE), torch.bfloat16, Compressed("pack-quantized", dict(
            num_bits=4, type="int", strategy="group", group_size=GROUP, symmetric=True))),
    "qwen3-int4-zeros": (
        models.qwen3(**WIDE), torch.bfloat16, Compressed("pack-quantized", dict(
            num_bits=4, type="int", strategy="group", group_size=GROUP, symmetric=False))),
}


def packed(model, dtype, scheme, generator):
    """Gives the model the weights that its file will hold; returns what the file holds."""
    stored = {}
    with torch.no_grad():
        for name, value in model.state_dict().items():
            if "_proj.weight" in name:
                parts, expanded = scheme.pack(value.clone(), generator)
                for part, tensor in parts.items():
                    stored[name.removesuffix("weight") + part] = tensor.contiguous()
                value.copy_(expanded)
            else:
                stored[name] = value.to(dtype)
                value.copy_(stored[name].float())
    return stored


def digest(model, name):
    """Of a matrix of the first layer, expanded to F32."""
    layer = model.float().model.layers[0]
    matrix = {"attn_q": layer.self_attn.q_proj, "ffn_down": layer.mlp.down_proj}[name].weight
    return hashlib.sha256(matrix.detach().numpy().tobytes()).hexdigest()


def make(name, config, dtype, scheme):
    spec = models.Spec(config)
    for seed in range(7, 107):
        model = build(spec, seed)
        stored = packed(model, dtype, scheme, torch.Generator().manual_seed(seed))
        prompt = numpy.random.default_rng(seed).integers(3, 96, spec.prompt).tolist()
        tokens, gap = continue_greedily(model, spec, prompt)
        if gap >= make_checkpoints.SMALLEST_GAP and len(set(tokens[spec.prompt :])) > 1:
            break
    else:
        raise ValueError(f"{name}: no seed gives clear choices")
    folder = TARGET / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    numpy.save(folder / "logits.npy", logits_of(model, spec, tokens, len(tokens)).numpy())
    with tempfile.TemporaryDirectory() as scratch:
        copy.deepcopy(model).to(dtype).save_pretrained(scratch)
        described = json.loads((pathlib.Path(scratch) / "config.json").read_text())
        shutil.copy(pathlib.Path(scratch) / "generation_config.json", folder)
    described["quantization_config"] = scheme.config
    (folder / "config.json").write_text(json.dumps(described, indent=2, sort_keys=True) + "\n")
    safetensors.torch.save_file(stored, folder / "model.safetensors", metadata={"format": "pt"})
    reference = dict(
        prompt=prompt,
        greedy=tokens[spec.prompt :],
        logits=name + "/logits.npy",
        seed=seed,
        smallest_gap=round(gap, 5),
        transformers=hf.__version__,
        torch=torch.__version__,
        expanded={name: digest(model, name) for name in ["attn_q", "ffn_down"]},
    )
    (folder / "reference.json").write_text(json.dumps(reference) + "\n")
    size = sum(file.stat().st_size for file in folder.iterdir())
    print(f"{name}: seed {seed}, gap {gap:.4f}, {size} bytes")


def main():
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    library = pathlib.Path(sys.argv[1])
    for package in ["auto_gptq", "auto_gptq.nn_modules", "auto_gptq.nn_modules.qlinear"]:
        bare(library, package)
    for package in ["awq", "awq.modules", "awq.modules.linear", "awq.utils"]:
        bare(library, package)
    for name in sys.argv[2:] or list(SPECS):
        make(name, *SPECS[name])


if __name__ == "__main__":
    main()
