package assay.engine.family;

import assay.engine.config.FeedForwardConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Qwen3-Next: gated delta networks, attention with gates, experts and a shared one.
///
/// Source: Transformers, `modeling_qwen3_next.py`; llama.cpp, `qwen3next.cpp`.
final class Qwen3Next implements Family {
  static final Map<String, String> TENSORS =
      Tables.join(Tables.GATED, Tables.EXPERTS, Tables.SHARED_EXPERT);

  @Override
  public Names names() {
    return Names.of("qwen3next", "qwen3_next");
  }

  static List<FeedForwardConfig> experts(Settings settings) {
    return Routers.qwen(
        settings, settings.layersRun(), true, Optional.of(Qwen2Moe.shared(settings)));
  }

  @Override
  public Outline outline(Settings settings) {
    return GatedDeltaLayers.outline(this, settings, false, experts(settings), TENSORS)
        .withoutSpareLayers(settings);
  }
}
