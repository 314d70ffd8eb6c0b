"""Trains members of the family, one after the other; a stopped training goes on where it was.

    python3 train.py WORK_FOLDER [MEMBER ...]
"""

import json
import math
import pathlib
import sys
import time

import torch
from corpus import Stream, tokenizer
from members import MEMBERS
from muon import Muon
from transformers import AutoModelForCausalLM
from transformers.models.qwen2_moe.modeling_qwen2_moe import load_balancing_loss_func

SAVED_EVERY = 100
LAST_RATE = 0.05  # of the highest
ADAM_RATE = 0.15  # of Muon's: for vectors, the embedding and routers


def pace(member, step):
    """The part of its highest rate that a member learns with in a step."""
    if step < member.warmup:
        return (step + 1) / member.warmup
    done = (step - member.warmup) / max(1, member.steps - member.warmup)
    return LAST_RATE + (1 - LAST_RATE) * (1 + math.cos(math.pi * done)) / 2


def batch(stream, member, step):
    """Ids and weights, who sees whom, and positions."""
    rows = [stream.sequence(step * member.batch + i) for i in range(member.batch)]
    ids, weights, documents, positions = (torch.tensor(part) for part in zip(*(zip(*row) for row in rows)))
    documents = documents[:, :-1]
    earlier = torch.ones(member.length, member.length, dtype=torch.bool).tril()
    seen = (documents[:, :, None] == documents[:, None, :]) & earlier
    return ids, weights, seen[:, None], positions[:, :-1]


def loss_of(model, ids, weights, seen, positions):
    """The loss that is shown, and the one that is learned from: with experts, their balance too."""
    config = model.config
    routed = config.model_type == "qwen2_moe"
    more = {"output_router_logits": True} if routed else {}
    output = model.model(input_ids=ids[:, :-1], attention_mask=seen, position_ids=positions, **more)
    logits = model.lm_head(output.last_hidden_state).float()
    losses = torch.nn.functional.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten(), reduction="none")
    weight = weights[:, 1:].flatten()
    loss = (losses * weight).sum() / weight.sum()
    if not routed:
        return loss, loss
    uneven = load_balancing_loss_func(output.router_logits, config.num_experts, config.num_experts_per_tok)
    return loss, loss + config.router_aux_loss_coef * uneven


def optimizers(model, member):
    """Muon for the layers' matrices, AdamW for what is left."""
    named = list(model.named_parameters())
    matrices = [p for name, p in named if p.dim() == 2 and "embed" not in name and not name.endswith("gate.weight")]
    known = {id(p) for p in matrices}
    others = [p for _, p in named if id(p) not in known]
    return [
        Muon(matrices, lr=member.rate),
        torch.optim.AdamW(others, lr=member.rate * ADAM_RATE, betas=(0.9, 0.95), weight_decay=0.0),
    ]


def train(name, folder):
    member = MEMBERS[name]
    torch.manual_seed(20261130)
    model = AutoModelForCausalLM.from_config(member.config, attn_implementation="sdpa").train()
    both = optimizers(model, member)
    highest = [group["lr"] for optimizer in both for group in optimizer.param_groups]
    state, log = folder / f"{name}.state.pt", folder / f"{name}.log.jsonl"
    first = 0
    if state.exists():
        saved = torch.load(state)
        model.load_state_dict(saved["model"])
        for optimizer, values in zip(both, saved["optimizers"]):
            optimizer.load_state_dict(values)
        first = saved["step"]
        kept = [line for line in log.read_text().splitlines() if json.loads(line)["step"] <= first]
        log.write_text("".join(line + "\n" for line in kept))  # what came after is computed again
    elif member.start:
        model.load_state_dict(torch.load(folder / f"{member.start}.state.pt")["model"])
    seed = f"{name}-tuning" if member.start else "all"
    stream = Stream(tokenizer(folder), member.mix, member.length, member.apart, seed)
    begun = time.monotonic()
    for step in range(first, member.steps):
        groups = [group for optimizer in both for group in optimizer.param_groups]
        for group, rate in zip(groups, highest):
            group["lr"] = rate * pace(member, step)
        shown, loss = loss_of(model, *batch(stream, member, step))
        model.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer in both:
            optimizer.step()
        done = step + 1
        if done % 20 == 0:
            with log.open("a") as out:
                out.write(json.dumps({"step": done, "loss": round(shown.item(), 4)}) + "\n")
            spent = (time.monotonic() - begun) / (done - first)
            print(f"{name} {done}/{member.steps} loss {shown.item():.4f} {spent:.2f} s/step", flush=True)
        if done in member.files:
            model.save_pretrained(folder / member.files[done])
        if done % SAVED_EVERY == 0 or done == member.steps:
            fresh = state.with_suffix(".new")
            values = {"optimizers": [optimizer.state_dict() for optimizer in both], "step": done}
            torch.save({"model": model.state_dict()} | values, fresh)
            fresh.rename(state)


def main():
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(1)  # two members beside each other are faster than one on two cores
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:] or MEMBERS:
        train(name, folder)


if __name__ == "__main__":
    main()
