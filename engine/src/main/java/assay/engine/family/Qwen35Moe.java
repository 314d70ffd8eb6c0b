package assay.engine.family;

/// The text models of Qwen3.5 with experts and a shared one.
///
/// Source: Transformers, `modeling_qwen3_5_moe.py`; llama.cpp, `qwen35moe.cpp`.
final class Qwen35Moe implements Family {
  @Override
  public Names names() {
    return Names.of("qwen35moe", "qwen3_5_moe_text");
  }

  @Override
  public Outline outline(Settings settings) {
    return GatedDeltaLayers.outline(
            this, settings, true, Qwen3Next.experts(settings), Qwen3Next.TENSORS)
        .withoutSpareLayers(settings);
  }
}
