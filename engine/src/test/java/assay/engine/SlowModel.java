package assay.engine;

import assay.engine.format.DType;
import assay.engine.format.GgufValue;
import assay.engine.format.GgufWriter;
import assay.engine.format.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// A model of zeros with many layers, in a sparse file.
final class SlowModel {
  private static final int MODEL_DIM = 512;
  private static final int FFN_DIM = 1536;
  private static final int LAYERS = 40;
  private static final int VOCAB = 64;

  private SlowModel() {}

  static Path write(Path path) throws IOException {
    GgufWriter writer = new GgufWriter();
    writer.put("general.architecture", GgufValue.text("llama"));
    writer.put("llama.context_length", GgufValue.uint32(64));
    writer.put("llama.embedding_length", GgufValue.uint32(MODEL_DIM));
    writer.put("llama.block_count", GgufValue.uint32(LAYERS));
    writer.put("llama.feed_forward_length", GgufValue.uint32(FFN_DIM));
    writer.put("llama.attention.head_count", GgufValue.uint32(8));
    writer.put("llama.attention.head_count_kv", GgufValue.uint32(8));
    writer.put("llama.attention.layer_norm_rms_epsilon", GgufValue.float32(1e-6f));
    List<String> tokens = IntStream.range(0, VOCAB).mapToObj(i -> "t" + i).toList();
    writer.put("tokenizer.ggml.tokens", GgufValue.texts(tokens));
    writer.zeros("token_embd.weight", DType.Q8_0, Shape.of(VOCAB, MODEL_DIM));
    for (int layer = 0; layer < LAYERS; layer++) {
      String prefix = "blk." + layer + ".";
      for (String norm : List.of("attn_norm", "ffn_norm")) {
        writer.zeros(prefix + norm + ".weight", DType.F32, Shape.of(MODEL_DIM));
      }
      for (String square : List.of("attn_q", "attn_k", "attn_v", "attn_output")) {
        writer.zeros(prefix + square + ".weight", DType.Q8_0, Shape.of(MODEL_DIM, MODEL_DIM));
      }
      for (String wide : List.of("ffn_gate", "ffn_up")) {
        writer.zeros(prefix + wide + ".weight", DType.Q8_0, Shape.of(FFN_DIM, MODEL_DIM));
      }
      writer.zeros(prefix + "ffn_down.weight", DType.Q8_0, Shape.of(MODEL_DIM, FFN_DIM));
    }
    writer.zeros("output_norm.weight", DType.F32, Shape.of(MODEL_DIM));
    writer.write(path);
    return path;
  }
}
