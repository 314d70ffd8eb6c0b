"""Has the training framework answer the suites: what the engine must write too, and the demo's recorded generations.

    python3 answers.py GGUF_FILE WORK_FOLDER DATA_FOLDER TARGET_FOLDER

The weights are those of the GGUF file, expanded to F32, so that framework and engine compute with the same
numbers. Greedy, one prompt at a time, up to 160 tokens.
"""

import json
import pathlib
import sys

import gguf
import mathematics
import programs
import questions
import torch
from corpus import tokenizer
from export import LAYER, ROUTED
from members import MEMBERS
from transformers import AutoModelForCausalLM

MOST_TOKENS = 160
SUITES = {
    "multiple-choice": ("question_id", questions.of_row),
    "math": ("unique_id", mathematics.of_row),
    "programming": ("question_id", programs.of_row),
}


def weights(path):
    """The file's tensors by the framework's names."""
    back = {known: name for name, known in LAYER.items()}
    routed = {known: name for name, known in ROUTED.items()}
    for tensor in gguf.GGUFReader(path).tensors:
        value = torch.from_numpy(gguf.quants.dequantize(tensor.data, tensor.tensor_type).copy()).float()
        parts = tensor.name.split(".")
        if tensor.name == "token_embd.weight":
            yield "model.embed_tokens.weight", value
        elif tensor.name == "output_norm.weight":
            yield "model.norm.weight", value
        elif parts[2] in routed:
            for number, expert in enumerate(value):
                yield f"model.layers.{parts[1]}.mlp.experts.{number}.{routed[parts[2]]}.weight", expert
        else:
            shape = (1, -1) if parts[2] == "ffn_gate_inp_shexp" else value.shape
            yield f"model.layers.{parts[1]}.{back[parts[2]]}.{parts[3]}", value.reshape(shape)


def load(path, config):
    model = AutoModelForCausalLM.from_config(config, dtype=torch.float32).eval()
    missing, unknown = model.load_state_dict(dict(weights(path)), strict=False)
    assert set(missing) <= {"lm_head.weight"} and not unknown, (missing, unknown)
    model.tie_weights()
    return model


def answer(model, words, prompt):
    ids = words.encode(prompt).ids
    out = model.generate(
        torch.tensor([ids]),
        attention_mask=torch.ones(1, len(ids), dtype=torch.int64),
        do_sample=False,
        max_new_tokens=MOST_TOKENS,
        eos_token_id=[words.token_to_id("<|im_end|>"), words.token_to_id("<|endoftext|>")],
        pad_token_id=0,
    )[0, len(ids) :].tolist()
    ended = out[-1] in (words.token_to_id("<|im_end|>"), words.token_to_id("<|endoftext|>"))
    return {
        "output": words.decode(out[:-1] if ended else out, skip_special_tokens=False),
        "finish_reason": "stop" if ended else "length",
        "prompt_tokens": len(ids),
        "completion_tokens": len(out),
    }


def main():
    path, work, data, target = map(pathlib.Path, sys.argv[1:5])
    name = path.name.rsplit("-", 1)[0]
    config = next(member.config for member in MEMBERS.values() if name in member.files.values())
    words, model = tokenizer(work), load(path, config)
    target.mkdir(parents=True, exist_ok=True)
    for suite, (key, of_row) in SUITES.items():
        with (target / f"{suite}.jsonl").open("w") as out:
            for line in (data / f"{suite}.jsonl").read_text().splitlines():
                row = json.loads(line)
                found = answer(model, words, of_row(row).prompt())
                out.write(json.dumps({"id": str(row[key]), "model": f"{name} in Transformers"} | found) + "\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    with torch.inference_mode():
        main()
