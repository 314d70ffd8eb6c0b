"""Writes tiny GGUF models whose matrices have ggml's newer weight types, with logits on the numbers that llama.cpp's own
`gguf` package makes of them. See README.md beside this file.

Usage: python tools/golden/packed.py LLAMA_CPP_SOURCE [NAME...]
"""

import json
import pathlib
import shutil
import sys

SOURCE = pathlib.Path(sys.argv[1])
sys.path[:0] = [str(SOURCE / "gguf-py")]

import gguf  # noqa: E402
import numpy  # noqa: E402
import torch  # noqa: E402
import transformers  # noqa: E402

import models  # noqa: E402
from make_checkpoints import CONTINUATION, SMALLEST_GAP, TARGET, build, continue_greedily, logits_of  # noqa: E402
from gguf.constants import GGMLQuantizationType as Type  # noqa: E402

# Families of types; the matrices of a model take turns.
FAMILIES = {
    "packed-iq1": [Type.IQ1_S, Type.IQ1_M],
    "packed-iq2": [Type.IQ2_XXS, Type.IQ2_XS, Type.IQ2_S],
    "packed-iq3": [Type.IQ3_XXS, Type.IQ3_S],
    "packed-iq4": [Type.IQ4_XS],
    "packed-ternary": [Type.TQ1_0, Type.TQ2_0],
    "packed-nvfp4": [Type.NVFP4],
}
# Where a block's scale in binary16 is.
SCALES = {Type.TQ1_0: 52, Type.TQ2_0: 64}
WIDTH = 256

NAMES = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
}


def name_of(tensor):
    outside = {"model.embed_tokens.weight": "token_embd.weight", "model.norm.weight": "output_norm.weight"}
    if not tensor.startswith("model.layers."):
        return outside.get(tensor, "output.weight")
    _, _, layer, rest = tensor.split(".", 3)
    part, kind = rest.rsplit(".", 1)
    return f"blk.{layer}.{NAMES[part]}.{kind}"


def blocks(kind, rows, columns, random):
    """Random blocks whose numbers are as large as weights are."""
    elements, size = gguf.GGML_QUANT_SIZES[kind]
    data = random.integers(0, 256, (rows * columns // elements, size), dtype=numpy.uint8)
    if kind == Type.NVFP4:
        data[:, :4] = random.integers(0x08, 0x10, data[:, :4].shape)
        return data.reshape(rows, -1)
    if kind == Type.IQ1_M:  # the scale's four parts of four bits lie above those of groups
        bits = int(numpy.float16(0.01).view(numpy.uint16))
        for i in range(4):
            high = data[:, 49 + 2 * i] & 0x0F
            data[:, 49 + 2 * i] = high | ((bits >> (4 * i)) & 15) << 4
        return data.reshape(rows, -1)
    at = SCALES.get(kind, 0)
    scale = numpy.float16(1)
    data[:, at : at + 2] = numpy.frombuffer(scale.tobytes(), numpy.uint8)
    deviation = gguf.quants.dequantize(data[:64].reshape(1, -1), kind).std()
    scales = (random.uniform(0.5, 1.5, len(data)) / deviation / columns**0.5).astype(numpy.float16)
    data[:, at : at + 2] = scales.view(numpy.uint8).reshape(-1, 2)
    return data.reshape(rows, -1)


def pack(model, kinds, random):
    """Gives the model's matrices the numbers of packed ones; returns these."""
    packed = {}
    with torch.no_grad():
        for name, value in model.named_parameters():
            if "_proj.weight" in name:
                kind = kinds[len(packed) % len(kinds)]
                data = blocks(kind, *value.shape, random)
                packed[name] = (kind, data)
                numbers = gguf.quants.dequantize(data, kind).reshape(value.shape)
                value.copy_(torch.from_numpy(numpy.ascontiguousarray(numpy.float32(numbers))))
    return packed


def write(model, packed, path):
    config = model.config
    writer = gguf.GGUFWriter(path, "qwen2")
    writer.add_block_count(config.num_hidden_layers)
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_rope_freq_base(10000.0)
    writer.add_vocab_size(config.vocab_size)
    for name, value in model.named_parameters():
        if name in packed:
            kind, data = packed[name]
            writer.add_tensor(name_of(name), data, raw_dtype=kind)
        else:
            writer.add_tensor(name_of(name), value.detach().numpy())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def make(name, kinds):
    spec = models.Spec(
        models.qwen2(
            hidden_size=WIDTH,
            intermediate_size=WIDTH,
            num_attention_heads=2,
            num_key_value_heads=1,
            num_hidden_layers=1,
            tie_word_embeddings=True,
        )
    )
    for seed in range(7, 107):
        model = build(spec, seed)
        packed = pack(model, kinds, numpy.random.default_rng(seed))
        prompt = numpy.random.default_rng(seed).integers(3, 96, spec.prompt).tolist()
        tokens, gap = continue_greedily(model, spec, prompt)
        if gap >= SMALLEST_GAP and len(set(tokens[spec.prompt :])) > 1:
            break
    else:
        raise ValueError(f"{name}: no seed gives clear choices")
    folder = TARGET / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    numpy.save(folder / "logits.npy", logits_of(model, spec, tokens, len(tokens)).numpy())
    write(model, packed, folder / "model.gguf")
    reference = dict(
        prompt=prompt,
        greedy=tokens[-CONTINUATION:],
        logits=name + "/logits.npy",
        seed=seed,
        smallest_gap=round(gap, 5),
        transformers=transformers.__version__,
        torch=torch.__version__,
    )
    (folder / "reference.json").write_text(json.dumps(reference) + "\n")
    sizes = {kind.name: float(gguf.quants.dequantize(data, kind).std()) for kind, data in packed.values()}
    print(f"{name}: seed {seed}, gap {gap:.4f}, deviations {sizes}, {(folder / 'model.gguf').stat().st_size} bytes")


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    for each in sys.argv[2:] or list(FAMILIES):
        make(each, FAMILIES[each])
