package assay.harness.demo;

import assay.engine.format.DType;
import assay.engine.format.GgufValue;
import assay.engine.format.GgufWriter;
import assay.engine.format.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Makes the demo's model: the Qwen2 architecture in miniature, with random weights.
///
/// It knows nothing, and says so in its name; it is there so that `assay demo` sends every sample
/// through tokenizer, chat template, forward pass and sampler of the real engine. The rows of the
/// end tokens are enlarged, so that its answers end after some dozens of tokens, as a model's do.
public final class DemoModelMaker {
  private static final int MERGES = 1500;
  private static final int MODEL_DIM = 64;
  private static final int LAYERS = 2;
  private static final int HEADS = 4;
  private static final int KV_HEADS = 2;
  private static final int HEAD_DIM = 16;
  private static final int FFN_DIM = 128;
  private static final int CONTEXT = 8192;
  private static final double END_SCALE = 1.4;
  private static final int TYPE_NORMAL = 1;
  private static final int TYPE_CONTROL = 3;
  private static final List<String> CONTROLS =
      List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>");

  private static final String CHAT_TEMPLATE =
      """
      {%- if messages[0]['role'] != 'system' -%}
      {{- '<|im_start|>system\\nYou are a helpful assistant.<|im_end|>\\n' -}}
      {%- endif -%}
      {%- for message in messages -%}
      {{- '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' -}}
      {%- endfor -%}
      {%- if add_generation_prompt -%}
      {{- '<|im_start|>assistant\\n' -}}
      {%- endif -%}
      """;

  private final Random random = new Random(20261123);
  private final GgufWriter writer = new GgufWriter();

  private DemoModelMaker() {}

  /// Writes the model, whose tokenizer is learned from the text.
  static void write(String text, Path path) throws IOException {
    new DemoModelMaker().make(text, path);
  }

  private void make(String text, Path path) throws IOException {
    List<String> merges = BytePairTrainer.merges(text, MERGES);
    List<String> tokens = new ArrayList<>();
    for (int value = 0; value < 256; value++) {
      tokens.add(BytePairTrainer.symbol(value));
    }
    merges.forEach(pair -> tokens.add(pair.replace(" ", "")));
    int firstControl = tokens.size();
    tokens.addAll(CONTROLS);
    header();
    tokenizer(tokens, merges, firstControl);
    weights(tokens.size(), firstControl);
    writer.write(path);
  }

  private void header() {
    writer
        .put("general.architecture", GgufValue.text("qwen2"))
        .put("general.name", GgufValue.text("assay-demo-random"))
        .put("general.license", GgufValue.text("same as Assay"))
        .put("qwen2.context_length", GgufValue.uint32(CONTEXT))
        .put("qwen2.embedding_length", GgufValue.uint32(MODEL_DIM))
        .put("qwen2.block_count", GgufValue.uint32(LAYERS))
        .put("qwen2.feed_forward_length", GgufValue.uint32(FFN_DIM))
        .put("qwen2.attention.head_count", GgufValue.uint32(HEADS))
        .put("qwen2.attention.head_count_kv", GgufValue.uint32(KV_HEADS))
        .put("qwen2.attention.layer_norm_rms_epsilon", GgufValue.float32(1e-6f))
        .put("qwen2.rope.freq_base", GgufValue.float32(1e6f));
  }

  private void tokenizer(List<String> tokens, List<String> merges, int firstControl) {
    int[] types = new int[tokens.size()];
    Arrays.fill(types, 0, firstControl, TYPE_NORMAL);
    Arrays.fill(types, firstControl, types.length, TYPE_CONTROL);
    writer
        .put("tokenizer.ggml.model", GgufValue.text("gpt2"))
        .put("tokenizer.ggml.pre", GgufValue.text("qwen2"))
        .put("tokenizer.ggml.tokens", GgufValue.texts(tokens))
        .put("tokenizer.ggml.token_type", GgufValue.int32s(types))
        .put("tokenizer.ggml.merges", GgufValue.texts(merges))
        .put("tokenizer.ggml.eos_token_id", GgufValue.uint32(firstControl + 2L))
        .put("tokenizer.ggml.padding_token_id", GgufValue.uint32(firstControl))
        .put("tokenizer.ggml.add_bos_token", GgufValue.bool(false))
        .put("tokenizer.chat_template", GgufValue.text(CHAT_TEMPLATE));
  }

  private void weights(int vocabulary, int firstControl) {
    matrix("token_embd", vocabulary, MODEL_DIM);
    for (int layer = 0; layer < LAYERS; layer++) {
      String prefix = "blk." + layer + ".";
      vector(prefix + "attn_norm.weight", MODEL_DIM, 1);
      biased(prefix + "attn_q", HEADS * HEAD_DIM);
      biased(prefix + "attn_k", KV_HEADS * HEAD_DIM);
      biased(prefix + "attn_v", KV_HEADS * HEAD_DIM);
      matrix(prefix + "attn_output", MODEL_DIM, HEADS * HEAD_DIM);
      vector(prefix + "ffn_norm.weight", MODEL_DIM, 1);
      matrix(prefix + "ffn_gate", FFN_DIM, MODEL_DIM);
      matrix(prefix + "ffn_up", FFN_DIM, MODEL_DIM);
      matrix(prefix + "ffn_down", MODEL_DIM, FFN_DIM);
    }
    vector("output_norm.weight", MODEL_DIM, 1);
    float[] output = normal(vocabulary * MODEL_DIM, 1 / Math.sqrt(MODEL_DIM), 0);
    for (int token : new int[] {firstControl, firstControl + 2}) {
      for (int i = token * MODEL_DIM; i < (token + 1) * MODEL_DIM; i++) {
        output[i] *= (float) END_SCALE;
      }
    }
    writer.tensor("output.weight", DType.Q8_0, Shape.of(vocabulary, MODEL_DIM), () -> output);
  }

  private void biased(String name, int rows) {
    matrix(name, rows, MODEL_DIM);
    vector(name + ".bias", rows, 0);
  }

  private void matrix(String name, int rows, int columns) {
    float[] values = normal(rows * columns, 1 / Math.sqrt(columns), 0);
    writer.tensor(name + ".weight", DType.Q8_0, Shape.of(rows, columns), () -> values);
  }

  private void vector(String name, int length, double mean) {
    float[] values = normal(length, 0.1, mean);
    writer.tensor(name, DType.F32, Shape.of(length), () -> values);
  }

  private float[] normal(int count, double deviation, double mean) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return values;
  }
}
