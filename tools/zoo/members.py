"""The family: what each member is, and how it is trained."""

from dataclasses import dataclass

from transformers import Qwen2Config, Qwen2MoeConfig, Qwen3Config

SHAPE = dict(
    vocab_size=1024,
    hidden_size=128,
    num_hidden_layers=4,
    num_attention_heads=4,
    num_key_value_heads=2,
    max_position_embeddings=512,
    rope_theta=10_000.0,
    rms_norm_eps=1e-6,
    tie_word_embeddings=True,
    initializer_range=0.05,
    bos_token_id=None,
    eos_token_id=2,
    pad_token_id=0,
)
DENSE = 384


@dataclass(frozen=True)
class Member:
    """How a member is trained.

    what: it is, for its card; start: the member whose last weights it begins with; files: names of the files
    written after so many steps; rate: Muon's highest; apart: the share of sequences whose documents do not see
    each other
    """

    what: str
    config: object
    steps: int
    files: dict
    mix: str = "all"
    start: str = ""
    rate: float = 0.02
    length: int = 512
    batch: int = 8
    warmup: int = 50
    apart: float = 0.8


def dense():
    return Qwen2Config(**SHAPE, intermediate_size=DENSE)


def moe(experts, width, shared):
    return Qwen2MoeConfig(
        **SHAPE,
        intermediate_size=DENSE,
        num_experts=experts,
        num_experts_per_tok=2,
        moe_intermediate_size=width,
        shared_expert_intermediate_size=shared,
        norm_topk_prob=False,
        router_aux_loss_coef=0.01,
        decoder_sparse_step=1,
    )


def stretched():
    config = Qwen3Config(**SHAPE | {"max_position_embeddings": 2048}, intermediate_size=DENSE, head_dim=32)
    config.rope_scaling = {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 512}
    return config


def short():
    return Qwen3Config(**SHAPE, intermediate_size=DENSE, head_dim=32)


STEPS = 1000
MEMBERS = {
    "dense": Member(
        "A dense model, and the same one early and halfway",
        dense(),
        STEPS,
        {150: "dense-early", 400: "dense-middle", STEPS: "dense-final"},
    ),
    "moe-active": Member(
        "A Mixture-of-Experts with as many active parameters as the dense model",
        moe(8, 128, 128),
        STEPS,
        {STEPS: "moe-same-active"},
    ),
    "moe-total": Member(
        "A Mixture-of-Experts with as many parameters in total as the dense model",
        moe(5, 64, 64),
        STEPS,
        {STEPS: "moe-same-total"},
    ),
    "math": Member(
        "The final dense model, trained on with mostly mathematics",
        dense(),
        250,
        {250: "dense-math"},
        mix="math",
        start="dense",
        rate=0.007,
        warmup=20,
    ),
    "code": Member(
        "The final dense model, trained on with mostly programs",
        dense(),
        250,
        {250: "dense-code"},
        mix="code",
        start="dense",
        rate=0.007,
        warmup=20,
    ),
    "short": Member(
        "A dense model that knows 512 positions",
        short(),
        STEPS,
        {STEPS: "qwen3-512"},
    ),
    "yarn": Member(
        "The model of 512 positions, stretched to 2,048 and trained on for a moment",
        stretched(),
        60,
        {60: "qwen3-yarn-2048"},
        start="short",
        rate=0.004,
        warmup=5,
        length=2048,
        batch=2,
        apart=0.2,
    ),
}
