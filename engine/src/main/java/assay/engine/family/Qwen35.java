package assay.engine.family;

import assay.engine.config.FeedForwardConfig;
import java.util.Collections;
import java.util.List;

/// The text models of Qwen3.5: gated delta networks and attention with gates.
///
/// Source: Transformers, `modeling_qwen3_5.py`; llama.cpp, `qwen35.cpp`.
final class Qwen35 implements Family {
  @Override
  public Names names() {
    return Names.of("qwen35", "qwen3_5_text");
  }

  @Override
  public Outline outline(Settings settings) {
    int layers = settings.layersRun();
    List<FeedForwardConfig> inner = Collections.nCopies(layers, Sizes.gated(settings));
    return GatedDeltaLayers.outline(this, settings, true, inner, Tables.GATED)
        .withoutSpareLayers(settings);
  }
}
