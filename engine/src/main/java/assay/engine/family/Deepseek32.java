package assay.engine.family;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// DeepSeek-V3.2, as far as it is V3: its indexer picks the positions that a token sees, which are
/// all while there are no more than it picks. Beyond them the engine does not run it, and the
/// indexer's tensors are left out.
///
/// Source: DeepSeek-AI, "DeepSeek-V3.2", 2025; Transformers, `modeling_deepseek_v32.py`; llama.cpp,
/// `deepseek32.cpp`.
final class Deepseek32 implements Family {
  private static final Key PICKED = Key.of("attention.indexer.top_k", "index_topk");
  private static final Key INDEX_HEADS = Key.of("attention.indexer.head_count", "index_n_heads");
  private static final Key INDEX_DIM = Key.of("attention.indexer.key_length", "index_head_dim");
  private static final Key KINDS = Key.inCheckpoint("mlp_layer_types");
  private static final Map<String, String> TENSORS =
      Tables.join(
          Deepseek.TENSORS,
          Map.of(
              "self_attn.indexer.k_norm", TensorNames.UNUSED,
              "self_attn.indexer.weights_proj", TensorNames.UNUSED,
              "self_attn.indexer.wk", TensorNames.UNUSED,
              "self_attn.indexer.wq_b", TensorNames.UNUSED));

  private static final List<String> IN_GGUF =
      List.of(
          "indexer.k_norm.weight",
          "indexer.k_norm.bias",
          "indexer.proj.weight",
          "indexer.attn_k.weight",
          "indexer.attn_q_b.weight");

  @Override
  public Names names() {
    return Names.of("deepseek32", "deepseek_v32");
  }

  @Override
  public Outline outline(Settings settings) {
    settings.ignore(INDEX_HEADS);
    settings.ignore(INDEX_DIM);
    settings.names(Key.LAYER_TYPES, List.of("indexed_attention"));
    requireDenseLayersFirst(settings);
    return Deepseek.outline(this, settings, DeepseekRouter.sigmoid(settings), TENSORS)
        .without(settings, IN_GGUF)
        .within(settings.positive(PICKED));
  }

  private static void requireDenseLayersFirst(Settings settings) {
    Optional<List<String>> kinds = settings.names(KINDS, List.of("dense", "sparse"));
    if (kinds.isEmpty()) {
      return;
    }
    int dense = settings.count(Deepseek.DENSE_LAYERS).orElse(0);
    List<String> expected =
        IntStream.range(0, settings.layersRun())
            .mapToObj(layer -> layer < dense ? "dense" : "sparse")
            .toList();
    if (!kinds.get().equals(expected)) {
      throw settings.notRun(KINDS, dense + " dense layers, then sparse ones");
    }
  }
}
