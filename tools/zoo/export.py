"""Writes a trained member as GGUF files, the suites' data, and what the framework itself answers.

    python3 export.py WORK_FOLDER TARGET_FOLDER
"""

import json
import pathlib
import sys

import gguf
import mathematics
import numpy
import programs
import questions
import torch
from corpus import tokenizer
from gguf import GGMLQuantizationType as Kind
from members import MEMBERS
from transformers import AutoModelForCausalLM

CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
F16_TOO = {"dense-final"}
LAYER = {
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "self_attn.q_norm": "attn_q_norm",
    "self_attn.k_norm": "attn_k_norm",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
    "mlp.gate": "ffn_gate_inp",
    "mlp.shared_expert.gate_proj": "ffn_gate_shexp",
    "mlp.shared_expert.up_proj": "ffn_up_shexp",
    "mlp.shared_expert.down_proj": "ffn_down_shexp",
    "mlp.shared_expert_gate": "ffn_gate_inp_shexp",
}
ROUTED = {"gate_proj": "ffn_gate_exps", "up_proj": "ffn_up_exps", "down_proj": "ffn_down_exps"}


def tensors(model):
    """GGUF's names and values; the experts of a layer are one tensor."""
    experts = {}
    for name, value in model.state_dict().items():
        value = value.float().numpy()
        parts = name.split(".")
        if name == "model.embed_tokens.weight":
            yield "token_embd.weight", value
        elif name == "model.norm.weight":
            yield "output_norm.weight", value
        elif "experts" in parts:
            layer, number, projection = int(parts[2]), int(parts[5]), parts[6]
            experts.setdefault((layer, ROUTED[projection]), {})[number] = value
        elif parts[0] == "model":
            known = LAYER[".".join(parts[3:-1])]
            yield f"blk.{parts[2]}.{known}.{parts[-1]}", value.reshape(-1) if known == "ffn_gate_inp_shexp" else value
    for (layer, known), values in experts.items():
        yield f"blk.{layer}.{known}.weight", numpy.stack([values[i] for i in range(len(values))])


def facts(writer, config, name):
    writer.add_name(f"assay-zoo-{name}")
    writer.add_license("apache-2.0")
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_rope_freq_base(config.rope_theta)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    if config.model_type == "qwen3":
        writer.add_key_length(config.head_dim)
        writer.add_value_length(config.head_dim)
    if config.model_type == "qwen2_moe":
        writer.add_expert_count(config.num_experts)
        writer.add_expert_used_count(config.num_experts_per_tok)
        writer.add_expert_feed_forward_length(config.moe_intermediate_size)
        writer.add_expert_shared_feed_forward_length(config.shared_expert_intermediate_size)
    scaling = getattr(config, "rope_scaling", None)
    if scaling:
        writer.add_rope_scaling_type(gguf.RopeScalingType.YARN)
        writer.add_rope_scaling_factor(scaling["factor"])
        writer.add_rope_scaling_orig_ctx_len(scaling["original_max_position_embeddings"])


def vocabulary(writer, folder, size):
    """The tokenizer's vocabulary, filled up to the rows of the model's matrix as llama.cpp's converter does."""
    described = json.loads((folder / "tokenizer.json").read_text())
    model = described["model"]
    tokens = sorted(model["vocab"], key=model["vocab"].get)
    special = {token["content"] for token in described["added_tokens"]}
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    unused = [f"[PAD{i}]" for i in range(len(tokens), size)]
    writer.add_token_list(tokens + unused)
    writer.add_token_types([3 if token in special else 1 for token in tokens] + [5] * len(unused))
    writer.add_token_merges([merge if isinstance(merge, str) else " ".join(merge) for merge in model["merges"]])
    writer.add_eos_token_id(model["vocab"]["<|im_end|>"])
    writer.add_pad_token_id(model["vocab"]["<|endoftext|>"])
    writer.add_add_bos_token(False)
    writer.add_chat_template(CHATML)


def write(folder, target, name, kind):
    model = AutoModelForCausalLM.from_pretrained(folder / name, dtype=torch.float32)
    architecture = model.config.model_type.replace("_", "")
    path = target / f"{name}-{kind.name.lower()}.gguf"
    writer = gguf.GGUFWriter(path, architecture)
    facts(writer, model.config, name)
    vocabulary(writer, folder, model.config.vocab_size)
    for tensor, value in tensors(model):
        packed = value.ndim > 1 and not tensor.endswith("ffn_gate_inp.weight")
        raw = gguf.quants.quantize(value, kind) if packed else value.astype(numpy.float32)
        writer.add_tensor(tensor, raw, raw_dtype=kind if packed else Kind.F32)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def rows(path, items):
    path.write_text("".join(json.dumps(item) + "\n" for item in items))


def suites(target):
    rows(target / "multiple-choice.jsonl", questions.suite(120, 7))
    rows(target / "math.jsonl", mathematics.suite(100, 7))
    rows(target / "programming.jsonl", programs.suite(40, 7))


def main():
    folder, target = map(pathlib.Path, sys.argv[1:3])
    target.mkdir(parents=True, exist_ok=True)
    tokenizer(folder)
    suites(target)
    for member in MEMBERS.values():
        for name in member.files.values():
            if (folder / name).exists():
                for kind in [Kind.Q8_0] + [Kind.F16] * (name in F16_TOO):
                    print(write(folder, target, name, kind))


if __name__ == "__main__":
    main()
