"""Writes a card for each model: what it is, how it was trained, and its loss; after `export.py`.

    python3 cards.py WORK_FOLDER GGUF_FOLDER TARGET_FOLDER
"""

import hashlib
import json
import pathlib
import sys

import torch
import transformers
from corpus import MIXES, VOCABULARY
from members import MEMBERS
from train import ADAM_RATE
from transformers import AutoModelForCausalLM

CARD = """# {name}

{what}. Trained by this project, from nothing but what `tools/zoo` generates; it knows a made-up world of 32 creatures,
small arithmetic and tiny programs, and nothing else. Licence: Apache-2.0, data and weights.

| | |
|---|---|
| architecture | `{config.model_type}`: {config.num_hidden_layers} layers of {config.hidden_size}, {config.num_attention_heads} heads, \
{config.num_key_value_heads} of keys and values, {vocabulary} tokens (byte-level BPE, tied) |
| feed-forward | {feed} |
| positions | {positions} |
| parameters | {total:,}, of which {active:,} take part in a token |
| begins with | {start} |
| text | {mix} |
| trained | {steps:,} steps of {batch} sequences of {length} tokens ({tokens:,} tokens), Muon for matrices and AdamW for the rest, highest rates {rate:g} and {adam:g} |
| made with | PyTorch {torch}, Transformers {transformers}, F32, one thread |
{files}

## Loss

Of one batch each, weighed as in training (a prompt's tokens count a twentieth of an answer's). The whole log is
[{log}](../logs/{log}).

{loss}
"""


def feed_forward(config):
    if getattr(config, "num_experts", 0):
        return (
            f"{config.num_experts} experts of {config.moe_intermediate_size}, {config.num_experts_per_tok} for a token,"
            f" and one of {config.shared_expert_intermediate_size} for every token"
        )
    return f"dense, {config.intermediate_size}"


def active(config, total):
    if not getattr(config, "num_experts", 0):
        return total
    idle = config.num_experts - config.num_experts_per_tok
    return total - idle * 3 * config.hidden_size * config.moe_intermediate_size * config.num_hidden_layers


def positions(config):
    scaling = getattr(config, "rope_scaling", None)
    stretched = f", stretched {scaling['factor']:g} times by YaRN from 512" if scaling else ""
    return f"{config.max_position_embeddings:,}{stretched}"


def losses(log, last):
    """The mean of each tenth of the training."""
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    lines = [line for line in lines if line["step"] <= last]
    size = max(1, len(lines) // 10)
    parts = [lines[i : i + size] for i in range(0, len(lines), size)]
    rows = [f"| {part[-1]['step']:,} | {sum(line['loss'] for line in part) / len(part):.3f} |" for part in parts]
    return "\n".join(["| up to step | mean loss |", "|---|---|", *rows])


def card(work, ggufs, key, member, steps, name):
    config = member.config
    total = sum(p.numel() for p in AutoModelForCausalLM.from_config(config).parameters())
    files = sorted(ggufs.glob(f"{name}-*.gguf"))
    digests = [f"| `{path.name}` | SHA-256 `{hashlib.sha256(path.read_bytes()).hexdigest()}` |" for path in files]
    shares = ", ".join(f"{share:.0%} {kind}" for kind, share in MIXES[member.mix].items())
    return CARD.format(
        name=name,
        what=member.what,
        config=config,
        vocabulary=f"{VOCABULARY:,}",
        feed=feed_forward(config),
        positions=positions(config),
        total=total,
        active=active(config, total),
        start=f"the last weights of `{member.start}`" if member.start else "random weights",
        mix=shares,
        steps=steps,
        batch=member.batch,
        length=member.length,
        tokens=steps * member.batch * member.length,
        rate=member.rate,
        adam=member.rate * ADAM_RATE,
        torch=torch.__version__,
        transformers=transformers.__version__,
        files="\n".join(digests),
        log=f"{key}.jsonl",
        loss=losses(work / f"{key}.log.jsonl", steps),
    )


def main():
    work, ggufs, target = map(pathlib.Path, sys.argv[1:4])
    for folder in ("cards", "logs"):
        (target / folder).mkdir(parents=True, exist_ok=True)
    for key, member in MEMBERS.items():
        log = work / f"{key}.log.jsonl"
        if log.exists():
            (target / "logs" / f"{key}.jsonl").write_text(log.read_text())
        for steps, name in member.files.items():
            if (work / name).exists():
                (target / "cards" / f"{name}.md").write_text(card(work, ggufs, key, member, steps, name))


if __name__ == "__main__":
    main()
