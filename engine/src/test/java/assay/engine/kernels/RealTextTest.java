package assay.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.engine.format.DType;
import assay.engine.format.GgufFile;
import assay.engine.format.TensorInfo;
import assay.engine.kernels.MachineKernelsTest.Code;
import assay.engine.machine.HugePages;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Machine code on the activations of a real text: what the first layer of SmolLM2-135M-Instruct
/// multiplies with its weights. Random numbers have hidden wrong tiles elsewhere: they have no
/// outliers, and no two tokens alike.
final class RealTextTest {
  private static final int TOKENS = 512;
  private static final int COLUMNS = 512; // of 576, for types in blocks of 256
  private static final int ROWS = 21;
  private static final int[] WIDTHS = {1, 4, 8, 23, 512};
  private static final Path FOLDER = Path.of("../../shared/data/real");

  /// Where `tools/models/get-smollm2.sh` puts it.
  private static final Path MODEL =
      Path.of(
              System.getenv()
                  .getOrDefault(
                      "ASSAY_MODELS", System.getProperty("user.home") + "/.cache/assay/models"))
          .resolve("SmolLM2-135M-Instruct.Q4_1.gguf");

  private final Kernels scalar = new ScalarKernels();
  private final HugePages memory = new HugePages();

  @BeforeEach
  void needsTheModel() {
    Assumptions.assumeTrue(
        Files.isDirectory(FOLDER), "skipped: no reference at " + FOLDER.toAbsolutePath());
    Assumptions.assumeTrue(
        Files.isRegularFile(MODEL), "skipped: no model at " + MODEL + "; tools/models gets it");
  }

  @AfterEach
  void free() {
    memory.close();
  }

  static Stream<DType> types() {
    return MachineKernelsTest.TYPES.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  void everyWidthOfTileGivesTheSameBitsNearThePlainLoops(DType dtype) throws IOException {
    Random random = new Random(20261129);
    Matrix weights = MachineKernelsTest.matrix(random, dtype, ROWS, COLUMNS);
    float[] x = activations();
    float[] expected = multiplied(scalar, weights, x);
    ErrorBound plain = ErrorBound.of(scalar, weights);
    for (Code code : MachineKernelsTest.codes().toList()) {
      Kernels kernels = code.kernels(true);
      Operand packed = kernels.pack(weights, memory);
      float[] together = multiplied(kernels, packed, x);
      ErrorBound bound = plain.with(kernels, weights);
      for (int i = 0; i < together.length; i++) {
        assertThat(together[i])
            .as("%s, token %d, row %d", code, i / ROWS, i % ROWS)
            .isCloseTo(expected[i], within(bound.of(i % ROWS, x, i / ROWS * COLUMNS)));
      }
      for (int width : WIDTHS) {
        for (int token = 0; token < TOKENS; token += width) {
          int end = Math.min(TOKENS, token + width);
          float[] own = Arrays.copyOfRange(x, token * COLUMNS, end * COLUMNS);
          assertThat(multiplied(kernels, packed, own))
              .as("%s, tokens %d to %d", code, token, end)
              .isEqualTo(Arrays.copyOfRange(together, token * ROWS, end * ROWS));
        }
      }
    }
  }

  private static float[] multiplied(Kernels kernels, Operand weights, float[] x) {
    int tokens = x.length / COLUMNS;
    float[] out = new float[tokens * ROWS];
    kernels.matmul(weights, 0, ROWS, Batch.of(x, COLUMNS), tokens, Batch.of(out, ROWS));
    kernels.forgetInputs();
    return out;
  }

  /// Normalised embeddings of a text, which the projections of the first layer's attention take.
  private float[] activations() throws IOException {
    try (GgufFile file = GgufFile.open(MODEL)) {
      Matrix embeddings = matrix(file, "token_embd.weight");
      int modelDim = embeddings.columns();
      float[] gain = new float[modelDim];
      scalar.expandRow(matrix(file, "blk.0.attn_norm.weight"), 0, gain, 0);
      float[] x = new float[TOKENS * COLUMNS];
      float[] row = new float[modelDim];
      List<Integer> text = text();
      for (int i = 0; i < TOKENS; i++) {
        scalar.expandRow(embeddings, text.get(i), row, 0);
        scalar.rmsNorm(row, 0, gain, 1e-5f, row);
        System.arraycopy(row, 0, x, i * COLUMNS, COLUMNS);
      }
      return x;
    }
  }

  private static Matrix matrix(GgufFile file, String name) {
    TensorInfo tensor = file.tensor(name).orElseThrow();
    List<Long> sizes = tensor.shape().dimensions();
    int columns = Math.toIntExact(sizes.getLast());
    int rows = sizes.size() == 1 ? 1 : Math.toIntExact(sizes.getFirst());
    return new Matrix(tensor.dtype(), rows, columns, file.data(tensor));
  }

  private static List<Integer> text() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Integer> tokens = new ArrayList<>();
    add(json.readTree(FOLDER.resolve("smollm2_logits_tokens.json").toFile()), tokens);
    for (JsonNode prompt : json.readTree(FOLDER.resolve("smollm2_greedy.json").toFile())) {
      add(prompt.get("promptTokens"), tokens);
      add(prompt.get("tokens"), tokens);
    }
    return tokens;
  }

  private static void add(JsonNode ids, List<Integer> tokens) {
    ids.forEach(id -> tokens.add(id.intValue()));
  }
}
