package assay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.config.CacheType;
import assay.engine.decoding.DecodingOptions;
import assay.engine.kernels.KernelSelector;
import assay.engine.kernels.Kernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Checkpoints that llama.cpp's own converter made GGUF files of, and models of weight types that
/// its `gguf` package expands, against the logits that Transformers computed on the checkpoints or
/// the expanded weights; see `tools/golden/README.md`.
final class ConvertedModelsTest {
  private static final float EXACT = 1e-4f;

  static Stream<Arguments> cases() {
    return ReferenceCheckpoint.converted().stream()
        .flatMap(
            name ->
                KernelSelector.exact().stream()
                    .map(Kernels::name)
                    .map(kernels -> Arguments.of(name, kernels)));
  }

  /// Types of weights are multiplied in the same order whatever they are.
  static Stream<Arguments> differentModels() {
    return cases().filter(each -> !each.get()[0].toString().startsWith("packed-"));
  }

  private static Path file(String name) throws IOException {
    return ReferenceCheckpoint.read(name).folder().resolve("model.gguf");
  }

  /// Every family that has no file of llama.cpp's logits.
  @ParameterizedTest
  @CsvSource({
    "qwen, qwen",
    "qwen3next, qwen3_next",
    "qwen35, qwen3_5",
    "qwen35moe, qwen3_5_moe",
    "gemma, gemma",
    "glm4, glm4",
    "glm4moe, glm4_moe",
    "smollm3, smollm3-4-layers",
    "olmo2, olmo3",
    "granite, granite",
    "mistral3, ministral3",
    "seed_oss, seed_oss",
    "gpt-oss, gpt_oss",
    "granitemoe, granitemoeshared",
    "minimax-m2, minimax_m2",
    "llama4, llama4_text-published",
    "deepseek32, deepseek_v32"
  })
  void isOfTheArchitectureThatTheConverterNames(String architecture, String name)
      throws IOException {
    assertThat(ModelInspection.of(file(name)).config().architecture()).isEqualTo(architecture);
  }

  /// Beyond as many positions as its indexer picks, a model would see fewer than all.
  @Test
  void refusesToRunAnIndexedModelBeyondItsDenseLength() throws IOException {
    ReferenceCheckpoint reference = ReferenceCheckpoint.read("deepseek_v32");
    for (Path path : List.of(reference.folder(), file("deepseek_v32"))) {
      LoadOptions options = new LoadOptions("scalar", 1, OptionalInt.of(65));
      assertThatThrownBy(() -> ModelLoader.open(path, options))
          .hasMessage(
              "the context is longer than the model was made for\n  expected at most 64, found 65");
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cases")
  void meetsTheReference(String name, String kernels) throws IOException {
    ReferenceCheckpoint reference = ReferenceCheckpoint.read(name);
    float largest = 0;
    try (LanguageModel model = open(reference, kernels, 2)) {
      List<float[]> rows = rows(model, reference.tokens(), 0);
      for (int row = 0; row < rows.size(); row++) {
        for (int i = 0; i < rows.get(row).length; i++) {
          largest = Math.max(largest, Math.abs(rows.get(row)[i] - reference.logits()[row][i]));
        }
      }
      assertThat(rows).hasSameSizeAs(reference.logits());
      Generation generation =
          model.generate(
              reference.prompt(),
              DecodingOptions.greedy(reference.greedy().length),
              _ -> new byte[0]);
      assertThat(generation.tokens())
          .containsExactlyElementsOf(IntStream.of(reference.greedy()).boxed().toList());
    }
    assertThat(largest).isLessThan(EXACT);
  }

  /// The front is computed, then the rest by another number of threads; where the model has no
  /// recurrent state the front stays in the cache.
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("differentModels")
  void givesTheSameBitsHoweverASequenceIsCut(String name, String kernels) throws IOException {
    ReferenceCheckpoint reference = ReferenceCheckpoint.read(name);
    int[] tokens = reference.tokens();
    List<float[]> expected;
    try (LanguageModel model = open(reference, kernels, 1)) {
      expected = rows(model, tokens, 0);
    }
    try (LanguageModel model = open(reference, kernels, 2)) {
      for (int split = 1; split < tokens.length; split++) {
        rows(model, Arrays.copyOf(tokens, split), split - 1);
        List<float[]> rest = rows(model, tokens, split);
        for (int i = 0; i < rest.size(); i++) {
          assertThat(Arrays.equals(rest.get(i), expected.get(split + i)))
              .as("row %d behind a cut at %d", split + i, split)
              .isTrue();
        }
      }
    }
  }

  private static LanguageModel open(ReferenceCheckpoint reference, String kernels, int threads)
      throws IOException {
    int context = reference.tokens().length;
    return ModelLoader.open(
        reference.folder().resolve("model.gguf"),
        new LoadOptions(
            kernels, threads, OptionalInt.of(context), Optional.empty(), CacheType.F32));
  }

  private static List<float[]> rows(LanguageModel model, int[] tokens, int firstRow) {
    List<float[]> rows = new ArrayList<>();
    model.logits(tokens, firstRow, (_, logits) -> rows.add(logits.clone()));
    return rows;
  }
}
