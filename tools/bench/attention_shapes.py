"""Writes four small models of random weights that differ in their attention alone: full, windowed, latent and linear.

Usage: python tools/bench/attention_shapes.py FOLDER, with numpy

Each is a checkpoint folder without a tokenizer, for `assay bench --depth 1024,32768,131072`: two layers of width 128, two
heads of 64, feed-forward blocks of 512, a vocabulary of 1,024 tokens, and a context of 131,584 positions. Where kinds are mixed, every
second layer sees all positions. What such a model writes means nothing; what it keeps of a sequence and how long it takes do not
depend on the values of its weights.
"""

import json
import pathlib
import sys

import numpy

WIDTH, LAYERS, HEADS, KV_HEADS, HEAD, INNER, VOCABULARY = 128, 2, 2, 1, 64, 256, 1024
USUAL = dict(
    hidden_size=WIDTH,
    num_hidden_layers=LAYERS,
    num_attention_heads=HEADS,
    num_key_value_heads=KV_HEADS,
    head_dim=HEAD,
    intermediate_size=INNER,
    vocab_size=VOCABULARY,
    max_position_embeddings=131_072 + 512,
    rms_norm_eps=1e-6,
    hidden_act="silu",
    tie_word_embeddings=True,
)
EVERY_SECOND = lambda kind: [kind, "full_attention"] * (LAYERS // 2)
ROPE = dict(rope_type="default", rope_theta=1e6)


def attention(norms=True):
    shapes = {
        "self_attn.q_proj": (HEADS * HEAD, WIDTH),
        "self_attn.k_proj": (KV_HEADS * HEAD, WIDTH),
        "self_attn.v_proj": (KV_HEADS * HEAD, WIDTH),
        "self_attn.o_proj": (WIDTH, HEADS * HEAD),
    }
    if norms:
        shapes |= {"self_attn.q_norm": (HEAD,), "self_attn.k_norm": (HEAD,)}
    return shapes


INSIDE = {
    "input_layernorm": (WIDTH,),
    "post_attention_layernorm": (WIDTH,),
    "mlp.gate_proj": (INNER, WIDTH),
    "mlp.up_proj": (INNER, WIDTH),
    "mlp.down_proj": (WIDTH, INNER),
}
LATENT = dict(q_lora_rank=None, kv_lora_rank=48, qk_nope_head_dim=HEAD, qk_rope_head_dim=16, v_head_dim=HEAD)
LINEAR = dict(
    linear_conv_kernel_dim=4,
    linear_key_head_dim=HEAD,
    linear_value_head_dim=HEAD,
    linear_num_key_heads=HEADS,
    linear_num_value_heads=HEADS,
)


def latent():
    return {
        "self_attn.q_proj": (HEADS * (HEAD + 16), WIDTH),
        "self_attn.kv_a_proj_with_mqa": (48 + 16, WIDTH),
        "self_attn.kv_a_layernorm": (48,),
        "self_attn.kv_b_proj": (HEADS * 2 * HEAD, 48),
        "self_attn.o_proj": (WIDTH, HEADS * HEAD),
    }


def linear():
    keys = HEADS * HEAD
    return {
        "linear_attn.in_proj_qkv": (3 * keys, WIDTH),
        "linear_attn.in_proj_z": (keys, WIDTH),
        "linear_attn.in_proj_a": (HEADS, WIDTH),
        "linear_attn.in_proj_b": (HEADS, WIDTH),
        "linear_attn.conv1d": (3 * keys, 1, 4),
        "linear_attn.A_log": (HEADS,),
        "linear_attn.dt_bias": (HEADS,),
        "linear_attn.norm": (HEAD,),
        "linear_attn.out_proj": (WIDTH, keys),
    }


def gated():
    """Of Qwen3.5: queries with a gate beside each."""
    return attention() | {"self_attn.q_proj": (2 * HEADS * HEAD, WIDTH)}


MODELS = {
    "full": (dict(model_type="qwen3", rope_parameters=ROPE), lambda layer: attention()),
    "windowed": (
        dict(
            model_type="gemma3_text",
            layer_types=EVERY_SECOND("sliding_attention"),
            sliding_window=1024,
            query_pre_attn_scalar=HEAD,
            hidden_activation="gelu_pytorch_tanh",
            rope_parameters=dict(full_attention=ROPE, sliding_attention=ROPE | dict(rope_theta=1e4)),
        ),
        lambda layer: attention() | {"pre_feedforward_layernorm": (WIDTH,), "post_feedforward_layernorm": (WIDTH,)},
    ),
    "latent": (
        dict(
            model_type="deepseek_v2",
            n_routed_experts=8,
            num_experts_per_tok=2,
            moe_intermediate_size=INNER,
            n_shared_experts=None,
            first_k_dense_replace=LAYERS,
            routed_scaling_factor=1.0,
            topk_method="greedy",
            norm_topk_prob=False,
            rope_theta=1e4,
            num_key_value_heads=HEADS,
            head_dim=16,
        )
        | LATENT,
        lambda layer: latent(),
    ),
    "linear": (
        dict(
            model_type="qwen3_5_text",
            layer_types=EVERY_SECOND("linear_attention"),
            rope_parameters=ROPE | dict(partial_rotary_factor=0.25),
        )
        | LINEAR,
        lambda layer: gated() if layer % 2 else linear(),
    ),
}


def bfloat(values):
    return (values.astype(numpy.float32).view(numpy.uint32) >> 16).astype(numpy.uint16)


def save(path, tensors):
    """A safetensors file of BF16."""
    header, at = {}, 0
    for name, values in tensors.items():
        header[name] = dict(dtype="BF16", shape=list(values.shape), data_offsets=[at, at + 2 * values.size])
        at += 2 * values.size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for values in tensors.values():
            file.write(bfloat(values).tobytes())


def main():
    for name, (config, inside) in MODELS.items():
        random = numpy.random.default_rng(7)
        shapes = {"model.embed_tokens.weight": (VOCABULARY, WIDTH), "model.norm.weight": (WIDTH,)}
        for layer in range(LAYERS):
            for part, shape in (INSIDE | inside(layer)).items():
                plain = part.endswith(("A_log", "dt_bias"))
                shapes[f"model.layers.{layer}.{part}" + ("" if plain else ".weight")] = shape
        tensors = {
            key: random.normal(size=shape) / shape[-1] ** 0.5 if len(shape) > 1 else numpy.ones(shape)
            for key, shape in shapes.items()
        }
        folder = pathlib.Path(sys.argv[1]) / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.json").write_text(json.dumps(USUAL | config, indent=2) + "\n")
        save(folder / "model.safetensors", tensors)


if __name__ == "__main__":
    main()
