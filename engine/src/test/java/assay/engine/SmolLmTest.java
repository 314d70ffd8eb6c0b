package assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.decoding.DecodingOptions;
import assay.engine.kernels.Accuracy;
import assay.engine.kernels.KernelSelector;
import assay.engine.kernels.Kernels;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// SmolLM2-135M-Instruct, a model that was really trained, against Transformers with F32
/// activations; see `../shared/data/real/README.md`.
final class SmolLmTest {
  private static final Path FOLDER = Path.of("../../shared/data/real");

  /// Where `tools/models/get-smollm2.sh` puts it.
  private static final Path MODEL =
      Path.of(
              System.getenv()
                  .getOrDefault(
                      "ASSAY_MODELS", System.getProperty("user.home") + "/.cache/assay/models"))
          .resolve("SmolLM2-135M-Instruct.Q4_1.gguf");

  private static final int CONTEXT = 2048;

  @BeforeEach
  void needsTheModel() {
    Assumptions.assumeTrue(
        Files.isDirectory(FOLDER), "skipped: no reference at " + FOLDER.toAbsolutePath());
    Assumptions.assumeTrue(
        Files.isRegularFile(MODEL), "skipped: no model at " + MODEL + "; tools/models gets it");
  }

  /// All but the set whose activations have 8 bits: where two tokens are nearly as likely, it may
  /// take the other, which is why it is not the default.
  static Stream<String> faithfulKernels() {
    return KernelSelector.available().stream()
        .filter(k -> !(k.accuracy() instanceof Accuracy.Bounded bounded && bounded.bits() <= 8))
        .map(Kernels::name)
        .filter(name -> !name.equals("scalar")); // minutes
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faithfulKernels")
  void continuesEveryPromptAsTheExactReferenceDoes(String kernels) throws IOException {
    JsonNode references =
        new ObjectMapper().readTree(FOLDER.resolve("smollm2_greedy.json").toFile());
    try (LanguageModel model = open(kernels)) {
      int compared = 0;
      for (JsonNode reference : references.findParents("promptTokens")) {
        List<Integer> expected = Arrays.stream(ints(reference.get("tokens"))).boxed().toList();
        Generation generation =
            model.generate(
                ints(reference.get("promptTokens")),
                DecodingOptions.greedy(expected.size()),
                _ -> new byte[0]);
        assertThat(generation.tokens()).as("prompt %d", compared).isEqualTo(expected);
        compared++;
      }
      assertThat(compared).isEqualTo(6);
    }
  }

  static Stream<Arguments> bounds() {
    // Logits here have a standard deviation of 5.1.
    return Stream.of(
            Arguments.of("machine-x86-64/8-bit", 2f),
            Arguments.of("machine-x86-64/16-bit", 5e-3f),
            Arguments.of("machine-x86-64/24-bit", 1e-4f),
            Arguments.of("machine-x86-64-avx2/8-bit", 2f),
            Arguments.of("machine-x86-64-avx2/16-bit", 5e-3f),
            Arguments.of("machine-x86-64-avx2/24-bit", 1e-4f),
            Arguments.of("vector-512", 1e-4f))
        .filter(
            arguments ->
                KernelSelector.available().stream()
                    .anyMatch(kernels -> kernels.name().equals(arguments.get()[0])));
  }

  @ParameterizedTest(name = "{0} within {1}")
  @MethodSource("bounds")
  void givesLogitsNearTheReference(String kernels, float bound) throws IOException {
    int[] tokens =
        ints(new ObjectMapper().readTree(FOLDER.resolve("smollm2_logits_tokens.json").toFile()));
    float[][] expected = GoldenModel.readNpy(FOLDER.resolve("smollm2_logits_last8.npy"));
    float[] largest = new float[1];
    try (LanguageModel model = open(kernels)) {
      model.logits(
          tokens,
          tokens.length - 8,
          (index, row) -> {
            float[] reference = expected[index - (tokens.length - 8)];
            for (int i = 0; i < row.length; i++) {
              largest[0] = Math.max(largest[0], Math.abs(row[i] - reference[i]));
            }
          });
    }
    assertThat(largest[0]).isPositive().isLessThan(bound);
  }

  /// Random tokens have hidden wrong tiles elsewhere; this is text.
  @ParameterizedTest(name = "{0}")
  @MethodSource("faithfulKernels")
  void givesTheSameBitsInEveryWidthOfTile(String kernels) throws IOException {
    int[] tokens =
        ints(new ObjectMapper().readTree(FOLDER.resolve("smollm2_logits_tokens.json").toFile()));
    try (LanguageModel model = open(kernels)) {
      List<float[]> together = rows(model, tokens, tokens.length);
      for (int width : new int[] {1, 4, 8, 23}) {
        int[] piece = Arrays.copyOf(tokens, 3 * width + 1);
        List<float[]> cut = rows(model, piece, width);
        for (int i = 0; i < piece.length; i++) {
          assertThat(cut.get(i)).as("width %d, token %d", width, i).isEqualTo(together.get(i));
        }
      }
    }
  }

  /// Logits of a sequence that comes in steps; what a step has in common with the one before is
  /// kept.
  private static List<float[]> rows(LanguageModel model, int[] tokens, int step) {
    List<float[]> rows = new ArrayList<>();
    model.logits(new int[] {0}, 0, (_, _) -> {}); // forgets the sequence before
    for (int from = 0; from < tokens.length; from += step) {
      int[] front = Arrays.copyOf(tokens, Math.min(tokens.length, from + step));
      model.logits(front, from, (_, row) -> rows.add(row.clone()));
    }
    return rows;
  }

  @Test
  void theDefaultIsOneOfTheFaithful() {
    assertThat(faithfulKernels()).contains(KernelSelector.select(KernelSelector.AUTO).name());
  }

  private static LanguageModel open(String kernels) throws IOException {
    return ModelLoader.open(MODEL, new LoadOptions(kernels, 2, OptionalInt.of(CONTEXT)));
  }

  private static int[] ints(JsonNode array) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).intValue();
    }
    return values;
  }
}
