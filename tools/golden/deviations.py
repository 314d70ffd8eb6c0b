"""Puts right what Transformers 4.57.1 computes differently from the models' own code. See README.md."""

import math


def correct(model):
    """Changes a loaded model in place, so that it computes what its authors' code computes."""
    kind = model.config.model_type
    if kind == "deepseek_v2":
        scale_attention(model)
    if kind == "mpt":
        apply_bias_max(model)


def scale_attention(model):
    """DeepSeek-V2's `modeling_deepseek.py` multiplies the softmax scale by the square of YaRN's
    mscale; Transformers' DeepseekV2Attention does not (its DeepseekV3Attention does)."""
    scaling = model.config.rope_scaling
    if scaling is None or not scaling.get("mscale_all_dim"):
        return
    mscale = 0.1 * scaling["mscale_all_dim"] * math.log(scaling["factor"]) + 1
    for layer in model.model.layers:
        attention = layer.self_attn
        attention.scaling = attention.qk_head_dim**-0.5 * mscale * mscale


def apply_bias_max(model):
    """MPT's `alibi_bias_max` is read from the configuration, and not passed on."""
    transformer = model.transformer
    build = transformer.build_mpt_alibi_tensor
    most = model.config.attn_config.alibi_bias_max
    transformer.build_mpt_alibi_tensor = lambda heads, length, _=None, device=None: build(
        heads, length, most, device
    )
