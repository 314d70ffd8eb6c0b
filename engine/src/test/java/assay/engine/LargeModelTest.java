package assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.config.CacheType;
import assay.engine.config.WeightPlacement;
import assay.engine.format.DType;
import assay.engine.format.GgufValue;
import assay.engine.format.GgufWriter;
import assay.engine.format.Shape;
import assay.engine.kernels.KernelSelector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models much larger than the heap, and larger than the memory, in a Java of their own: weights
/// are mapped, never copied. The files are sparse; they have the length of real ones and take no
/// room.
final class LargeModelTest {
  private static final long GIB = 1L << 30;
  private static final int MODEL_DIM = 2048;
  private static final int FFN_DIM = 8192;
  private static final int KV_DIM = 256;
  private static final int VOCAB = 64;

  @TempDir Path folder;

  @Test
  void runsAModelOfThreeGigabytesInAHeapOf128Megabytes() throws Exception {
    Path model = write(90);
    assertThat(Files.size(model)).isGreaterThan(28 * GIB / 10);
    assertThat(inHeapOf128Megabytes("run", model)).contains("computed 2 rows of 64");
  }

  @Test
  void inspectsAModelOfFortyGigabytesInAHeapOf128Megabytes() throws Exception {
    Path model = write(1290);
    assertThat(Files.size(model)).isGreaterThan(40 * GIB);
    assertThat(inHeapOf128Megabytes("inspect", model)).contains("layers 1290");
  }

  /// What the Java of the tests does.
  public static void main(String[] arguments) throws IOException {
    Path model = Path.of(arguments[1]);
    if (arguments[0].equals("inspect")) {
      System.out.println("layers " + ModelInspection.of(model).config().layerCount());
    } else {
      int[] rows = new int[1];
      LoadOptions inPlace =
          new LoadOptions(
                  KernelSelector.AUTO, 2, OptionalInt.empty(), Optional.empty(), CacheType.F32)
              .placing(WeightPlacement.MAPPED);
      try (LanguageModel opened = ModelLoader.open(model, inPlace)) {
        opened.logits(new int[] {1, 2}, 0, (_, row) -> rows[0] += row.length == VOCAB ? 1 : 0);
      }
      System.out.println("computed " + rows[0] + " rows of " + VOCAB);
    }
  }

  private static String inHeapOf128Megabytes(String task, Path model) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:MaxDirectMemorySize=16m",
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                LargeModelTest.class.getName(),
                task,
                model.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private Path write(int layers) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    Assumptions.assumeTrue(
        free > 45 * GIB, "skipped: a sparse file of 40 GiB may not fit " + free + " bytes");
    GgufWriter writer = new GgufWriter();
    writer.put("general.architecture", GgufValue.text("llama"));
    writer.put("llama.context_length", GgufValue.uint32(64));
    writer.put("llama.embedding_length", GgufValue.uint32(MODEL_DIM));
    writer.put("llama.block_count", GgufValue.uint32(layers));
    writer.put("llama.feed_forward_length", GgufValue.uint32(FFN_DIM));
    writer.put("llama.attention.head_count", GgufValue.uint32(16));
    writer.put("llama.attention.head_count_kv", GgufValue.uint32(2));
    writer.put("llama.attention.layer_norm_rms_epsilon", GgufValue.float32(1e-6f));
    List<String> tokens = IntStream.range(0, VOCAB).mapToObj(i -> "t" + i).toList();
    writer.put("tokenizer.ggml.tokens", GgufValue.texts(tokens));
    writer.zeros("token_embd.weight", DType.Q4_K, Shape.of(VOCAB, MODEL_DIM));
    for (int layer = 0; layer < layers; layer++) {
      addLayer(writer, "blk." + layer + ".");
    }
    writer.zeros("output_norm.weight", DType.F32, Shape.of(MODEL_DIM));
    Path path = folder.resolve("large.gguf");
    writer.write(path);
    return path;
  }

  private static void addLayer(GgufWriter writer, String prefix) {
    for (String norm : List.of("attn_norm", "ffn_norm")) {
      writer.zeros(prefix + norm + ".weight", DType.F32, Shape.of(MODEL_DIM));
    }
    for (String narrow : List.of("attn_k", "attn_v")) {
      writer.zeros(prefix + narrow + ".weight", DType.Q4_K, Shape.of(KV_DIM, MODEL_DIM));
    }
    for (String square : List.of("attn_q", "attn_output")) {
      writer.zeros(prefix + square + ".weight", DType.Q4_K, Shape.of(MODEL_DIM, MODEL_DIM));
    }
    for (String wide : List.of("ffn_gate", "ffn_up")) {
      writer.zeros(prefix + wide + ".weight", DType.Q4_K, Shape.of(FFN_DIM, MODEL_DIM));
    }
    writer.zeros(prefix + "ffn_down.weight", DType.Q4_K, Shape.of(MODEL_DIM, FFN_DIM));
  }
}
