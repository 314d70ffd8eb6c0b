package assay.engine;

import assay.engine.format.DType;
import assay.engine.format.GgufValue;
import assay.engine.format.GgufWriter;
import assay.engine.format.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A model in the first format of llama2.c, as a GGUF file of the llama architecture.
///
/// The weights file is seven little-endian int32 (width, inner width, layers, heads, key-value
/// heads, vocabulary, positions; a negative vocabulary says that the output has weights of its own)
/// and the matrices in F32, each for all layers. The tokenizer file is the longest length in int32
/// and, for each token, score in F32, length in int32, and bytes. Rotation is of neighbouring pairs
/// in both formats.
///
/// Source: karpathy/llama2.c at 350e04f, `run.c` (`memory_map_weights`, `build_tokenizer`) and
/// `tokenizer.py` (`export`).
final class Llama2cFile {
  private static final float EPSILON = 1e-5f; // of run.c's rmsnorm
  private static final float ROPE_BASE = 10_000; // of run.c's forward
  private static final int BYTE_TOKENS = 3; // the first of 256, as in every Llama vocabulary

  private final ByteBuffer weights;
  private final int modelDim;
  private final int ffnDim;
  private final int layerCount;
  private final int headCount;
  private final int kvHeadCount;
  private final int vocabSize;
  private final int contextLength;

  private Llama2cFile(ByteBuffer weights) {
    this.weights = weights;
    modelDim = weights.getInt();
    ffnDim = weights.getInt();
    layerCount = weights.getInt();
    headCount = weights.getInt();
    kvHeadCount = weights.getInt();
    vocabSize = weights.getInt();
    contextLength = weights.getInt();
    if (vocabSize < 0) {
      throw new IllegalArgumentException("an output with weights of its own is not read here");
    }
  }

  /// Writes the GGUF file.
  static void convert(Path weights, Path tokenizer, Path target) throws IOException {
    Llama2cFile file = new Llama2cFile(littleEndian(weights));
    GgufWriter writer = new GgufWriter();
    file.putDimensions(writer);
    file.putTokenizer(writer, littleEndian(tokenizer));
    file.putTensors(writer);
    writer.write(target);
  }

  private static ByteBuffer littleEndian(Path path) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void putDimensions(GgufWriter writer) {
    writer.put("general.architecture", GgufValue.text("llama"));
    writer.put("llama.context_length", GgufValue.uint32(contextLength));
    writer.put("llama.embedding_length", GgufValue.uint32(modelDim));
    writer.put("llama.block_count", GgufValue.uint32(layerCount));
    writer.put("llama.feed_forward_length", GgufValue.uint32(ffnDim));
    writer.put("llama.attention.head_count", GgufValue.uint32(headCount));
    writer.put("llama.attention.head_count_kv", GgufValue.uint32(kvHeadCount));
    writer.put("llama.attention.layer_norm_rms_epsilon", GgufValue.float32(EPSILON));
    writer.put("llama.rope.dimension_count", GgufValue.uint32(modelDim / headCount));
    writer.put("llama.rope.freq_base", GgufValue.float32(ROPE_BASE));
  }

  private void putTokenizer(GgufWriter writer, ByteBuffer bytes) {
    List<String> tokens = new ArrayList<>();
    float[] scores = new float[vocabSize];
    int[] kinds = new int[vocabSize];
    bytes.getInt();
    for (int id = 0; id < vocabSize; id++) {
      scores[id] = bytes.getFloat();
      byte[] piece = new byte[bytes.getInt()];
      bytes.get(piece);
      tokens.add(name(id, new String(piece, StandardCharsets.UTF_8)));
      kinds[id] = kind(id);
    }
    writer.put("tokenizer.ggml.model", GgufValue.text("llama"));
    writer.put("tokenizer.ggml.tokens", GgufValue.texts(tokens));
    writer.put("tokenizer.ggml.scores", GgufValue.float32s(scores));
    writer.put("tokenizer.ggml.token_type", GgufValue.int32s(kinds));
    writer.put("tokenizer.ggml.unknown_token_id", GgufValue.uint32(0));
    writer.put("tokenizer.ggml.bos_token_id", GgufValue.uint32(1));
    writer.put("tokenizer.ggml.eos_token_id", GgufValue.uint32(2));
  }

  /// The export has spaces in place of SentencePiece's mark, and line feeds around BOS and EOS.
  private static String name(int id, String piece) {
    return id < BYTE_TOKENS ? piece.strip() : piece.replace(' ', '\u2581');
  }

  /// Returns GGUF's token type: unknown 2, control 3, byte 6, normal 1.
  private static int kind(int id) {
    if (id < BYTE_TOKENS) {
      return id == 0 ? 2 : 3;
    }
    return id < BYTE_TOKENS + 256 ? 6 : 1;
  }

  private void putTensors(GgufWriter writer) {
    int kvDim = modelDim / headCount * kvHeadCount;
    tensor(writer, "token_embd.weight", Shape.of(vocabSize, modelDim));
    perLayer(writer, "attn_norm.weight", Shape.of(modelDim));
    perLayer(writer, "attn_q.weight", Shape.of(modelDim, modelDim));
    perLayer(writer, "attn_k.weight", Shape.of(kvDim, modelDim));
    perLayer(writer, "attn_v.weight", Shape.of(kvDim, modelDim));
    perLayer(writer, "attn_output.weight", Shape.of(modelDim, modelDim));
    perLayer(writer, "ffn_norm.weight", Shape.of(modelDim));
    perLayer(writer, "ffn_gate.weight", Shape.of(ffnDim, modelDim));
    perLayer(writer, "ffn_down.weight", Shape.of(modelDim, ffnDim));
    perLayer(writer, "ffn_up.weight", Shape.of(ffnDim, modelDim));
    tensor(writer, "output_norm.weight", Shape.of(modelDim));
  }

  private void perLayer(GgufWriter writer, String name, Shape shape) {
    for (int layer = 0; layer < layerCount; layer++) {
      tensor(writer, "blk." + layer + "." + name, shape);
    }
  }

  /// Takes the next numbers of the file.
  private void tensor(GgufWriter writer, String name, Shape shape) {
    float[] numbers = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = weights.getFloat();
    }
    writer.tensor(name, DType.F32, shape, () -> numbers);
  }
}
