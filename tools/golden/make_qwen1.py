"""Writes the tiny qwen2-f16 checkpoint as one of the first Qwen, which Transformers does not have. See README.md.

Up to the positions that it was trained with, the first Qwen computes what Qwen2 does with as many key as query heads:
the same weights under other names, three matrices in one, have the same logits.
"""

import json

import safetensors.torch
import torch

from make_checkpoints import TARGET
from saved_by_5 import tensors

SOURCE = "qwen2-f16"
NAMES = {
    "input_layernorm.weight": "ln_1.weight",
    "post_attention_layernorm.weight": "ln_2.weight",
    "self_attn.o_proj.weight": "attn.c_proj.weight",
    "mlp.up_proj.weight": "mlp.w1.weight",
    "mlp.gate_proj.weight": "mlp.w2.weight",
    "mlp.down_proj.weight": "mlp.c_proj.weight",
}
OUTSIDE = {
    "model.embed_tokens.weight": "transformer.wte.weight",
    "model.norm.weight": "transformer.ln_f.weight",
    "lm_head.weight": "lm_head.weight",
}


def main():
    old = tensors(TARGET / SOURCE)
    config = json.loads((TARGET / SOURCE / "config.json").read_text())
    new = {name: old[source] for source, name in OUTSIDE.items()}
    for layer in range(config["num_hidden_layers"]):
        before, behind = f"model.layers.{layer}.", f"transformer.h.{layer}."
        new |= {behind + name: old[before + source] for source, name in NAMES.items()}
        for kind in ["weight", "bias"]:
            parts = [old[f"{before}self_attn.{part}_proj.{kind}"] for part in "qkv"]
            new[f"{behind}attn.c_attn.{kind}"] = torch.cat(parts)
    folder = TARGET / "qwen"
    folder.mkdir(exist_ok=True)
    safetensors.torch.save_file(new, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)
    stated = dict(  # the members of Qwen-7B's own file
        architectures=["QWenLMHeadModel"],
        auto_map={"AutoConfig": "configuration_qwen.QWenConfig"},
        attn_dropout_prob=0.0,
        bf16=False,
        emb_dropout_prob=0.0,
        fp16=True,
        fp32=False,
        hidden_size=config["hidden_size"],
        initializer_range=0.02,
        intermediate_size=2 * config["intermediate_size"],
        kv_channels=config["hidden_size"] // config["num_attention_heads"],
        layer_norm_epsilon=config["rms_norm_eps"],
        max_position_embeddings=4 * config["max_position_embeddings"],
        model_type="qwen",
        no_bias=True,
        num_attention_heads=config["num_attention_heads"],
        num_hidden_layers=config["num_hidden_layers"],
        onnx_safe=None,
        rotary_emb_base=config["rope_theta"],
        rotary_pct=1.0,
        scale_attn_weights=True,
        seq_length=config["max_position_embeddings"],
        softmax_in_fp32=False,
        tie_word_embeddings=False,
        tokenizer_class="QWenTokenizer",
        torch_dtype="float16",
        transformers_version="4.32.0",
        use_cache=True,
        use_dynamic_ntk=True,
        use_flash_attn="auto",
        use_logn_attn=True,
        vocab_size=config["vocab_size"],
    )
    (folder / "config.json").write_text(json.dumps(stated, indent=2) + "\n")
    reference = json.loads((TARGET / SOURCE / "reference.json").read_text())
    (folder / "reference.json").write_text(json.dumps(reference) + "\n")


if __name__ == "__main__":
    main()
