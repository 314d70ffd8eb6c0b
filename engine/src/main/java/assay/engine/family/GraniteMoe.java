package assay.engine.family;

import assay.engine.config.FeedForwardConfig.Activation;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.Scoring;
import assay.engine.config.FeedForwardConfig.SharedExpert;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Granite 3 and 4 with experts, and perhaps a shared one. Checkpoints hold gate and up projection
/// in one tensor.
///
/// Source: IBM, "Granite 3.0 Language Models", 2024; Transformers, `modeling_granitemoe.py` and
/// `modeling_granitemoeshared.py`; llama.cpp, `granite-moe.cpp`.
final class GraniteMoe implements Family {
  private static final Key SHARED =
      Key.of("expert_shared_feed_forward_length", "shared_intermediate_size");
  private static final Map<String, String> TENSORS =
      Tables.join(
          Tables.ATTENTION,
          Tables.NORMS,
          Map.of(
              "block_sparse_moe.router.layer", "ffn_gate_inp",
              "block_sparse_moe.input_linear", "ffn_gate_up_exps",
              "block_sparse_moe.output_linear", "ffn_down_exps",
              "shared_mlp.input_linear", "ffn_up_shexp",
              "shared_mlp.output_linear", "ffn_down_shexp"));

  @Override
  public Names names() {
    return Names.of("granitemoe", "granitemoe", "granitemoeshared");
  }

  @Override
  public Outline outline(Settings settings) {
    OptionalInt shared = settings.count(SHARED);
    // The softmax is over the picked alone.
    Experts experts =
        new Experts(
            Routers.plain(settings, Scoring.SOFTMAX, true),
            settings.positive(Key.FFN_DIM),
            settings.activation(Activation.SILU),
            shared.orElse(0) == 0
                ? Optional.empty()
                : Optional.of(new SharedExpert(shared.getAsInt(), false)));
    return Granite.outline(this, settings, experts, TENSORS);
  }
}
