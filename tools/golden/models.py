"""The tiny models: one entry a checkpoint, each a Transformers configuration. See README.md."""

import dataclasses

import transformers as hf


@dataclasses.dataclass(frozen=True)
class Spec:
    """One checkpoint.

    kind        how it is stored: f32, f16, bf16, fp8 or mxfp4
    prompt      tokens in the prompt
    shards      the largest size of a file, or None for one file
    whole       whether the rotation depends on the length of the sequence: then every pass is given
                the whole sequence, with fillers behind it (see README.md, "Rotations that depend on
                the length")
    weights_of  name of the checkpoint whose weights this one shares, or None
    version     of Transformers that makes it: 4 or 5
    kind_of     the class that makes a model of the configuration
    """

    config: object
    kind: str = "f32"
    prompt: int = 24
    shards: str | None = None
    whole: bool = False
    weights_of: str | None = None
    version: int = 4
    kind_of: str = "AutoModelForCausalLM"


SMALL = dict(
    vocab_size=96,
    hidden_size=32,
    num_hidden_layers=2,
    num_attention_heads=4,
    intermediate_size=48,
    max_position_embeddings=128,
    bos_token_id=1,
    eos_token_id=2,
    pad_token_id=None,
    tie_word_embeddings=False,
)


def small(**other):
    return SMALL | other


def yarn(factor, original, **other):
    return dict(rope_type="yarn", factor=factor, original_max_position_embeddings=original) | other


def qwen2(**other):
    return hf.Qwen2Config(**small(num_key_value_heads=2, rope_theta=10000.0) | other)


def llama(**other):
    return hf.LlamaConfig(**small(num_key_value_heads=2, rope_theta=500000.0) | other)


def qwen3(**other):
    return hf.Qwen3Config(**small(num_key_value_heads=2, head_dim=12, rope_theta=1000000.0) | other)


def qwen2_moe(**other):
    experts = dict(
        num_experts=6,
        num_experts_per_tok=2,
        moe_intermediate_size=16,
        shared_expert_intermediate_size=24,
    )
    return hf.Qwen2MoeConfig(**small(num_key_value_heads=4) | experts | other)


def qwen3_moe(**other):
    experts = dict(num_experts=6, num_experts_per_tok=2, moe_intermediate_size=16)
    return hf.Qwen3MoeConfig(**small(num_key_value_heads=2, head_dim=12) | experts | other)


LATENT = dict(
    kv_lora_rank=16,
    qk_nope_head_dim=8,
    qk_rope_head_dim=4,
    v_head_dim=8,
    num_key_value_heads=4,
    moe_intermediate_size=16,
    first_k_dense_replace=1,
    n_shared_experts=2,
    num_experts_per_tok=2,
)


def deepseek_v2(**other):
    return hf.DeepseekV2Config(
        **small(n_routed_experts=6, routed_scaling_factor=1.0, norm_topk_prob=False)
        | LATENT
        | dict(q_lora_rank=None, topk_method="greedy", n_group=1, topk_group=1)
        | other
    )


def deepseek_v3(**other):
    groups = dict(n_routed_experts=8, n_group=4, topk_group=2, num_experts_per_tok=3)
    return hf.DeepseekV3Config(
        **small(q_lora_rank=20, routed_scaling_factor=2.5) | LATENT | groups | other
    )


def phi3(original, **other):
    half = 4  # of a head of 8
    longrope = dict(
        type="longrope",
        short_factor=[1.0 + 0.1 * i for i in range(half)],
        long_factor=[1.5 + 1.7 * i for i in range(half)],
    )
    return hf.Phi3Config(
        **small(num_key_value_heads=2, max_position_embeddings=4 * original)
        | dict(original_max_position_embeddings=original, rope_scaling=longrope, sliding_window=None)
        | other
    )


def phimoe(**other):
    half = 4
    longrope = dict(
        type="longrope",
        short_factor=[1.0 + 0.1 * i for i in range(half)],
        long_factor=[1.5 + 1.7 * i for i in range(half)],
        short_mscale=1.2,
        long_mscale=1.2,
        original_max_position_embeddings=32,
    )
    experts = dict(
        num_local_experts=4,
        num_experts_per_tok=2,
        intermediate_size=24,
        attention_bias=True,
        lm_head_bias=True,
    )
    return hf.PhimoeConfig(
        **small(num_key_value_heads=2, rope_scaling=longrope, sliding_window=None) | experts | other
    )


def mpt(heads, width, **attention):
    return hf.MptConfig(
        d_model=width,
        n_heads=heads,
        n_layers=2,
        expansion_ratio=4,
        max_seq_len=128,
        vocab_size=96,
        bos_token_id=1,
        eos_token_id=2,
        attn_config=dict(attn_type="multihead_attention", alibi=True, **attention),
    )


def bloom(heads, width):
    return hf.BloomConfig(
        vocab_size=96, hidden_size=width, n_layer=2, n_head=heads, bos_token_id=1, eos_token_id=2
    )


GEMMA = dict(num_key_value_heads=2, head_dim=12, tie_word_embeddings=True, pad_token_id=0)


def gemma2(**other):
    gemma = dict(sliding_window=8, query_pre_attn_scalar=10, num_hidden_layers=3)
    return hf.Gemma2Config(**small() | GEMMA | gemma | other)


def gemma3(**other):
    gemma = dict(
        sliding_window=8,
        query_pre_attn_scalar=10,
        num_hidden_layers=4,
        sliding_window_pattern=3,
        rope_scaling=dict(rope_type="linear", factor=8.0),
    )
    return hf.Gemma3TextConfig(**small() | GEMMA | gemma | other)


def gpt_oss(**other):
    experts = dict(num_local_experts=4, num_experts_per_tok=2, intermediate_size=24)
    rotation = yarn(8.0, 16, rope_theta=1000.0, beta_fast=32.0, beta_slow=1.0, truncate=False)
    return hf.GptOssConfig(
        **small(num_key_value_heads=2, head_dim=16, sliding_window=8)
        | experts
        | dict(max_position_embeddings=128, rope_parameters=rotation)
        | other
    )


def granite_moe(**other):
    return (
        small(num_key_value_heads=2, intermediate_size=24)
        | dict(num_local_experts=4, num_experts_per_tok=2)
        | dict(embedding_multiplier=3.0, logits_scaling=0.75)
        | dict(residual_multiplier=0.6, attention_multiplier=0.2)
        | other
    )


def llama4(**other):
    """Chunks of 16 positions, and steps of the attention's temperature each 8."""
    return (
        small(num_key_value_heads=2, head_dim=12, intermediate_size=24, intermediate_size_mlp=40)
        | dict(num_local_experts=4, num_experts_per_tok=1, interleave_moe_layer_step=2)
        | dict(attention_chunk_size=16, floor_scale=8, attn_scale=0.1)
        | dict(rope_parameters=dict(rope_type="default", rope_theta=10000.0))
        | other
    )


MAJOR = int(hf.__version__.split(".")[0])


SPECS = {
    "qwen2": Spec(qwen2()),
    "qwen2-sharded": Spec(qwen2(), shards="30KB", weights_of="qwen2"),
    "qwen2-tied-bf16": Spec(qwen2(tie_word_embeddings=True), kind="bf16"),
    "qwen2-f16": Spec(qwen2(num_key_value_heads=4), kind="f16"),
    "qwen2-window": Spec(
        qwen2(use_sliding_window=True, sliding_window=8, max_window_layers=1)
    ),
    "qwen2_moe": Spec(qwen2_moe()),
    "qwen3": Spec(qwen3()),
    "qwen3-yarn": Spec(
        qwen3(rope_scaling=yarn(4.0, 16), max_position_embeddings=64, rope_theta=10000.0), prompt=40
    ),
    "qwen3_moe": Spec(qwen3_moe(norm_topk_prob=True)),
    "llama": Spec(llama(attention_bias=False), prompt=16),
    "llama-llama3": Spec(
        llama(
            rope_scaling=dict(
                rope_type="llama3",
                factor=8.0,
                low_freq_factor=1.0,
                high_freq_factor=4.0,
                original_max_position_embeddings=32,
            ),
            head_dim=16,
        ),
        prompt=40,
    ),
    "llama-linear": Spec(llama(rope_scaling=dict(rope_type="linear", factor=4.0)), kind="bf16"),
    "llama-dynamic": Spec(
        llama(
            rope_scaling=dict(rope_type="dynamic", factor=2.0),
            max_position_embeddings=32,
            rope_theta=10000.0,
        ),
        kind="bf16",
        prompt=40,
        whole=True,
    ),
    "llama-yarn": Spec(
        llama(
            rope_scaling=yarn(4.0, 16, beta_fast=16.0, beta_slow=2.0, attention_factor=1.25),
            max_position_embeddings=64,
            rope_theta=10000.0,
        ),
        kind="f16",
        prompt=40,
    ),
    "mistral": Spec(
        hf.MistralConfig(**small(num_key_value_heads=2, head_dim=12, sliding_window=8)), prompt=24
    ),
    "mixtral": Spec(
        hf.MixtralConfig(
            **small(num_key_value_heads=2, num_local_experts=4, sliding_window=None)
            | dict(intermediate_size=24)
        )
    ),
    "deepseek_v2-lite-yarn": Spec(
        deepseek_v2(
            rope_scaling=yarn(4.0, 16, mscale=0.707, mscale_all_dim=0.707),
            max_position_embeddings=64,
            routed_scaling_factor=1.0,
        ),
        prompt=40,
    ),
    "deepseek_v2": Spec(
        deepseek_v2(
            q_lora_rank=20,
            n_routed_experts=8,
            topk_method="group_limited_greedy",
            n_group=4,
            topk_group=2,
            routed_scaling_factor=4.0,
            num_experts_per_tok=3,
        )
    ),
    "deepseek_v3": Spec(deepseek_v3()),
    "deepseek_v3-yarn": Spec(
        deepseek_v3(
            rope_scaling=yarn(8.0, 8, mscale=1.0, mscale_all_dim=1.0), max_position_embeddings=64
        ),
        prompt=40,
    ),
    "deepseek_v3-fp8": Spec(
        deepseek_v3(
            hidden_size=128,
            intermediate_size=160,
            q_lora_rank=128,
            kv_lora_rank=144,
            n_routed_experts=4,
            n_group=2,
            topk_group=1,
            num_experts_per_tok=2,
            n_shared_experts=1,
        ),
        kind="fp8",
    ),
    "phi3-short": Spec(phi3(40), prompt=24, whole=True),
    "phi3-long": Spec(phi3(24), prompt=32, whole=True),
    "phi3-window": Spec(
        phi3(24, rope_scaling=None, sliding_window=12, partial_rotary_factor=1.0), kind="bf16"
    ),
    "phimoe": Spec(phimoe(), prompt=16, whole=True),
    "bloom": Spec(bloom(4, 32)),
    "bloom-6-heads": Spec(bloom(6, 48), kind="bf16"),
    "mpt": Spec(mpt(4, 32, clip_qkv=1.5)),
    "mpt-6-heads": Spec(mpt(6, 48, alibi_bias_max=4, softmax_scale=0.4), kind="f16"),
    "gemma": Spec(hf.GemmaConfig(**small() | GEMMA), kind="bf16"),
    "gemma2": Spec(gemma2()),
    "gemma3_text": Spec(gemma3(), kind="bf16"),
}

LINEAR = dict(
    num_key_value_heads=2,
    head_dim=16,
    num_hidden_layers=3,
    layer_types=["linear_attention", "full_attention", "linear_attention"],
    linear_conv_kernel_dim=4,
    linear_key_head_dim=8,
    linear_num_key_heads=2,
    linear_value_head_dim=8,
    linear_num_value_heads=4,
)


def hybrid(**other):
    """Two layers of gated DeltaNet and one of gated full attention, a quarter of each head turned."""
    return small(max_position_embeddings=256) | LINEAR | dict(
        rope_parameters=dict(rope_type="default", rope_theta=10000.0, partial_rotary_factor=0.25)
    ) | other


SPARSE = dict(
    num_experts=4,
    num_experts_per_tok=2,
    moe_intermediate_size=16,
    shared_expert_intermediate_size=24,
)


if MAJOR >= 5:
    SPECS |= {
        "qwen2_moe-window": Spec(
            qwen2_moe(
                use_sliding_window=True,
                sliding_window=8,
                layer_types=["sliding_attention", "full_attention"],
            ),
            kind="bf16",
            version=5,
        ),
        "qwen3_moe-window": Spec(
            qwen3_moe(use_sliding_window=True, sliding_window=8), kind="bf16", version=5
        ),
        "phi3-partial": Spec(
            hf.Phi3Config(
                **small(num_key_value_heads=2, hidden_size=64, sliding_window=None)
                | dict(rope_parameters=dict(
                    rope_type="default", rope_theta=10000.0, partial_rotary_factor=0.75
                ))
            ),
            kind="bf16",
            version=5,
        ),
        "llama-gelu": Spec(llama(hidden_act="gelu"), kind="bf16", version=5),
        "qwen3_next": Spec(
            hf.Qwen3NextConfig(**hybrid() | SPARSE), kind="bf16", prompt=70, version=5
        ),
        "qwen3_5": Spec(hf.Qwen3_5TextConfig(**hybrid()), kind="bf16", prompt=70, version=5),
        "qwen3_5_moe": Spec(
            hf.Qwen3_5MoeTextConfig(**hybrid() | SPARSE), kind="bf16", prompt=70, version=5
        ),
        "seed_oss": Spec(
            hf.SeedOssConfig(**small(num_key_value_heads=2, head_dim=12)), kind="bf16", version=5
        ),
        "smollm3": Spec(
            hf.SmolLM3Config(**small(num_key_value_heads=2, num_hidden_layers=3)
                             | dict(no_rope_layers=[1, 0, 1])),
            kind="bf16",
            version=5,
        ),
        "smollm3-4-layers": Spec(
            hf.SmolLM3Config(**small(num_key_value_heads=2, num_hidden_layers=4, hidden_size=16)),
            kind="bf16",
            version=5,
        ),
        "olmo2": Spec(hf.Olmo2Config(**small(num_key_value_heads=2)), kind="bf16", version=5),
        "olmo3": Spec(
            hf.Olmo3Config(
                **small(num_key_value_heads=2, num_hidden_layers=4, hidden_size=16, sliding_window=8)
                | dict(
                    max_position_embeddings=64,
                    rope_parameters=dict(
                        full_attention=yarn(4.0, 16, rope_theta=10000.0),
                        sliding_attention=dict(rope_type="default", rope_theta=10000.0),
                    ),
                )
            ),
            kind="bf16",
            prompt=40,
            version=5,
        ),
        "granite": Spec(
            hf.GraniteConfig(
                **small(num_key_value_heads=2),
                embedding_multiplier=3.0,
                logits_scaling=0.75,
                residual_multiplier=0.6,
                attention_multiplier=0.2,
            ),
            kind="bf16",
            version=5,
        ),
        "glm4": Spec(
            hf.Glm4Config(**small(num_key_value_heads=2, head_dim=12)), kind="bf16", version=5
        ),
        "glm4_moe": Spec(
            hf.Glm4MoeConfig(
                **small(num_key_value_heads=2, head_dim=16, attention_bias=True, use_qk_norm=True)
                | dict(
                    n_routed_experts=4,
                    num_experts_per_tok=2,
                    moe_intermediate_size=16,
                    routed_scaling_factor=2.5,
                    n_shared_experts=1,
                    first_k_dense_replace=1,
                    num_mtp_layers=0,
                )
            ),
            kind="bf16",
            version=5,
        ),
        "ministral3": Spec(
            hf.Ministral3Config(
                **small(num_key_value_heads=2, head_dim=12)
                | dict(
                    max_position_embeddings=64,
                    rope_parameters=yarn(
                        4.0,
                        16,
                        rope_theta=10000.0,
                        beta_fast=32.0,
                        beta_slow=1.0,
                        mscale=1.0,
                        mscale_all_dim=1.0,
                        llama_4_scaling_beta=0.1,
                    ),
                )
            ),
            kind="bf16",
            prompt=40,
            version=5,
        ),
        "qwen3_5-wrapped": Spec(
            hf.Qwen3_5Config(
                text_config=hybrid(vocab_size=128, num_hidden_layers=2, hidden_size=16)
                | dict(layer_types=["linear_attention", "full_attention"]),
                vision_config=dict(
                    depth=1,
                    hidden_size=8,
                    intermediate_size=8,
                    num_heads=1,
                    out_hidden_size=16,
                    patch_size=2,
                    num_position_embeddings=4,
                ),
                image_token_id=100,
                video_token_id=101,
                vision_start_token_id=102,
                vision_end_token_id=103,
            ),
            kind="bf16",
            version=5,
            kind_of="AutoModelForImageTextToText",
        ),
        "mistral3-wrapped": Spec(
            hf.Mistral3Config(
                text_config=dict(model_type="mistral")
                | small(num_key_value_heads=2, head_dim=12, vocab_size=112, sliding_window=None)
                | dict(hidden_size=16, num_hidden_layers=1),
                vision_config=dict(
                    model_type="pixtral",
                    hidden_size=8,
                    intermediate_size=8,
                    num_hidden_layers=1,
                    num_attention_heads=1,
                    patch_size=4,
                    image_size=16,
                ),
                image_token_index=100,
            ),
            kind="bf16",
            version=5,
            kind_of="AutoModelForImageTextToText",
        ),
        "granitemoe": Spec(hf.GraniteMoeConfig(**granite_moe()), kind="bf16", version=5),
        "granitemoeshared": Spec(
            hf.GraniteMoeSharedConfig(**granite_moe(shared_intermediate_size=20)), kind="bf16", version=5
        ),
        "minimax_m2": Spec(
            hf.MiniMaxM2Config(
                **small(num_key_value_heads=2, head_dim=16, intermediate_size=24)
                | dict(
                    num_local_experts=6,
                    num_experts_per_tok=2,
                    rotary_dim=8,
                    rope_parameters=dict(
                        rope_type="default", rope_theta=10000.0, partial_rotary_factor=0.5
                    ),
                )
            ),
            kind="bf16",
            version=5,
        ),
        "llama4_text": Spec(
            hf.Llama4TextConfig(**llama4(num_hidden_layers=4)), kind="bf16", prompt=40, version=5
        ),
        "llama4_text-published": Spec(  # with the sizes that GGUF files do not say
            hf.Llama4TextConfig(
                **llama4(num_hidden_layers=4, attention_chunk_size=8192, floor_scale=8192)
                | dict(hidden_size=16)
            ),
            kind="bf16",
            version=5,
        ),
        "deepseek_v32": Spec(
            hf.DeepseekV32Config(
                **small(q_lora_rank=20, routed_scaling_factor=2.5)
                | LATENT
                | dict(n_routed_experts=8, n_group=4, topk_group=2, num_experts_per_tok=3)
                | dict(index_n_heads=2, index_head_dim=8, index_topk=64)
            ),
            kind="bf16",
            version=5,
        ),
        "gpt_oss": Spec(gpt_oss(), kind="bf16", prompt=40, version=5),
        "gpt_oss-mxfp4": Spec(
            gpt_oss(hidden_size=64, intermediate_size=32), kind="mxfp4", prompt=40, version=5
        ),
    }
