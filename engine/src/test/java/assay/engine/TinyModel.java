package assay.engine;

import assay.engine.format.DType;
import assay.engine.format.GgufValue;
import assay.engine.format.GgufWriter;
import assay.engine.format.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// A complete Qwen2 model with random weights and two layers, of which a test can leave out or
/// replace pieces to see what the engine says.
public final class TinyModel {
  /// Tokens that the model knows.
  public static final int VOCAB = 40;

  /// Width of its residual stream.
  public static final int MODEL_DIM = 64;

  private static final int LAYERS = 2;
  private static final int KV_DIM = 32;
  private static final int FFN_DIM = 96;

  private final Set<String> omitted = new HashSet<>();
  private final Random random = new Random(7);

  /// Leaves out a key or tensor.
  public TinyModel without(String name) {
    omitted.add(name);
    return this;
  }

  /// Returns a writer with everything that was not left out; matrices are of the given type.
  public GgufWriter writer(DType dtype) {
    GgufWriter writer = new GgufWriter();
    put(writer, "general.architecture", GgufValue.text("qwen2"));
    put(writer, "qwen2.context_length", GgufValue.uint32(64));
    put(writer, "qwen2.embedding_length", GgufValue.uint32(MODEL_DIM));
    put(writer, "qwen2.block_count", GgufValue.uint32(LAYERS));
    put(writer, "qwen2.feed_forward_length", GgufValue.uint32(FFN_DIM));
    put(writer, "qwen2.attention.head_count", GgufValue.uint32(4));
    put(writer, "qwen2.attention.head_count_kv", GgufValue.uint32(2));
    put(writer, "qwen2.attention.layer_norm_rms_epsilon", GgufValue.float32(1e-6f));
    put(writer, "qwen2.rope.freq_base", GgufValue.float32(10_000));
    List<String> tokens = IntStream.range(0, VOCAB).mapToObj(i -> "t" + i).toList();
    put(writer, "tokenizer.ggml.tokens", GgufValue.texts(tokens));
    addTensors(writer, dtype);
    return writer;
  }

  private void addTensors(GgufWriter writer, DType dtype) {
    matrix(writer, dtype, "token_embd.weight", VOCAB, MODEL_DIM);
    for (int layer = 0; layer < LAYERS; layer++) {
      String prefix = "blk." + layer + ".";
      vector(writer, prefix + "attn_norm.weight", MODEL_DIM);
      matrix(writer, dtype, prefix + "attn_q.weight", MODEL_DIM, MODEL_DIM);
      vector(writer, prefix + "attn_q.bias", MODEL_DIM);
      matrix(writer, dtype, prefix + "attn_k.weight", KV_DIM, MODEL_DIM);
      vector(writer, prefix + "attn_k.bias", KV_DIM);
      matrix(writer, dtype, prefix + "attn_v.weight", KV_DIM, MODEL_DIM);
      vector(writer, prefix + "attn_v.bias", KV_DIM);
      matrix(writer, dtype, prefix + "attn_output.weight", MODEL_DIM, MODEL_DIM);
      vector(writer, prefix + "ffn_norm.weight", MODEL_DIM);
      matrix(writer, dtype, prefix + "ffn_gate.weight", FFN_DIM, MODEL_DIM);
      matrix(writer, dtype, prefix + "ffn_up.weight", FFN_DIM, MODEL_DIM);
      matrix(writer, dtype, prefix + "ffn_down.weight", MODEL_DIM, FFN_DIM);
    }
    vector(writer, "output_norm.weight", MODEL_DIM);
    matrix(writer, dtype, "output.weight", VOCAB, MODEL_DIM);
  }

  private void put(GgufWriter writer, String key, GgufValue value) {
    if (!omitted.contains(key)) {
      writer.put(key, value);
    }
  }

  private void matrix(GgufWriter writer, DType dtype, String name, int rows, int columns) {
    if (!omitted.contains(name)) {
      float[] values = numbers(rows * columns, 1 / Math.sqrt(columns), 0);
      writer.tensor(name, dtype, Shape.of(rows, columns), () -> values);
    }
  }

  private void vector(GgufWriter writer, String name, int length) {
    if (!omitted.contains(name)) {
      float[] values = numbers(length, 0.1, name.endsWith("norm.weight") ? 1 : 0);
      writer.tensor(name, DType.F32, Shape.of(length), () -> values);
    }
  }

  private float[] numbers(int count, double deviation, double mean) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return numbers;
  }
}
