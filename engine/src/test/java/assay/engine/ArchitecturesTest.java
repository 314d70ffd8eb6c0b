package assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.config.CacheType;
import assay.engine.config.ScalingRequest;
import assay.engine.decoding.DecodingOptions;
import assay.engine.kernels.KernelSelector;
import assay.engine.kernels.Kernels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every architecture as a whole: continuations against llama.cpp, and the same bits however a
/// sequence is cut, whatever the cache stores.
final class ArchitecturesTest {
  private static final List<String> MODELS = GoldenModel.ARCHITECTURES;

  static Stream<Arguments> models() {
    return KernelSelector.exact().stream()
        .map(Kernels::name)
        .flatMap(kernels -> MODELS.stream().map(name -> Arguments.of(name, kernels)));
  }

  static Stream<Arguments> caches() {
    return models()
        .flatMap(
            model ->
                Arrays.stream(CacheType.values())
                    .map(type -> Arguments.of(model.get()[0], model.get()[1], type)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("models")
  void continuesLikeTheReference(String name, String kernels) throws IOException {
    GoldenModel golden = GoldenModel.direct(name);
    try (LanguageModel model = open(golden, kernels, 2, CacheType.F32)) {
      Generation generation =
          model.generate(golden.prompt(), DecodingOptions.greedy(16), _ -> new byte[0]);
      assertThat(generation.tokens())
          .containsExactlyElementsOf(Arrays.stream(golden.greedy()).boxed().toList());
    }
  }

  /// The sequence is cut at every position, at every seventh for the smaller types of entries: the
  /// front stays in the cache, the rest is computed anew as one batch and, at some cuts, token by
  /// token, by another number of threads.
  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("caches")
  void givesTheSameBitsHoweverASequenceIsCut(String name, String kernels, CacheType type)
      throws IOException {
    GoldenModel golden = GoldenModel.direct(name);
    int[] tokens = Arrays.copyOf(golden.tokens(), 48); // three windows of 16
    List<float[]> expected;
    try (LanguageModel model = open(golden, kernels, 1, type)) {
      expected = rows(model, tokens, 0);
    }
    try (LanguageModel model = open(golden, kernels, 2, type)) {
      for (int split = 1; split < tokens.length; split += type == CacheType.F32 ? 1 : 7) {
        rows(model, Arrays.copyOf(tokens, split), 0);
        if (split % 15 == 0) {
          for (int end = split + 1; end < tokens.length; end++) {
            assertSame(rows(model, Arrays.copyOf(tokens, end), end - 1), expected, end - 1);
          }
        }
        assertSame(rows(model, tokens, split), expected, split);
      }
    }
  }

  private static void assertSame(List<float[]> actual, List<float[]> expected, int first) {
    for (int i = 0; i < actual.size(); i++) {
      assertThat(Arrays.equals(actual.get(i), expected.get(first + i)))
          .as("row %d computed from %d on", first + i, first)
          .isTrue();
    }
  }

  /// Bytes for each position: layers times what one stores, as computed by hand from the files'
  /// dimensions. Q8_0 takes a scale of two bytes for each begun 32 elements of a head.
  @ParameterizedTest
  @CsvSource({
    "qwen2, 512, 256, 144", // 2 layers, 2 x 2 heads of 16
    "qwen3, 768, 384, 208", // 2 layers, 2 x 2 heads of 24
    "bloom, 1024, 512, 288", // 2 layers, 2 x 4 heads of 16
    "gemma3, 1792, 896, 504", // 7 layers, 2 x 2 heads of 16
    "deepseek2, 576, 288, 156", // 3 layers, 32 + 16
    "deepseek2-lite-yarn, 2592, 1296, 702" // 27 layers, 16 + 8
  })
  void countsTheBytesOfAPosition(String name, long f32, long f16, long q8) throws IOException {
    GoldenModel golden = GoldenModel.direct(name);
    Map<CacheType, Long> expected =
        Map.of(CacheType.F32, f32, CacheType.F16, f16, CacheType.Q8_0, q8);
    for (CacheType type : CacheType.values()) {
      try (LanguageModel model = open(golden, "scalar", 1, type)) {
        assertThat(model.kvBytesPerToken()).isEqualTo(expected.get(type));
      }
    }
  }

  @Test
  void countsOnlyPickedExpertsAsActive() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2moe");
    try (LanguageModel model = open(golden, "scalar", 1, CacheType.F32)) {
      long expert = 3 * 64 * 32;
      assertThat(model.totalParameters() - model.activeParameters()).isEqualTo(2 * 6 * expert);
      assertThat(ModelInspection.of(golden.file()).activeParameters())
          .isEqualTo(model.activeParameters());
    }
  }

  @Test
  void countsHowOftenExpertsArePicked() throws IOException {
    GoldenModel golden = GoldenModel.direct("deepseek2");
    try (LanguageModel model = open(golden, "auto", 2, CacheType.F32)) {
      rows(model, golden.prompt(), 0);
      assertThat(model.expertUsage().ofLayer(0)).isEmpty();
      for (int layer = 1; layer < 3; layer++) {
        long[] picks = model.expertUsage().ofLayer(layer);
        assertThat(picks).hasSize(8);
        assertThat(Arrays.stream(picks).sum()).isEqualTo(3L * golden.prompt().length);
        assertThat(Arrays.stream(picks).max().orElse(0))
            .isLessThanOrEqualTo(golden.prompt().length);
      }
    }
  }

  /// The file `llama` is `llama-yarn` without the keys that scale its positions.
  @ParameterizedTest(name = "{0}")
  @MethodSource("kernelNames")
  void scalesPositionsOnRequest(String kernels) throws IOException {
    GoldenModel scaled = GoldenModel.direct("llama-yarn");
    GoldenModel plain = GoldenModel.direct("llama");
    List<float[]> expected;
    try (LanguageModel model = open(scaled, kernels, 1, CacheType.F32)) {
      expected = rows(model, scaled.prompt(), 0);
    }
    ScalingRequest request = new ScalingRequest(ScalingRequest.Kind.YARN, 4, OptionalInt.of(64));
    LoadOptions options =
        new LoadOptions(kernels, 1, OptionalInt.of(2048), Optional.of(request), CacheType.F32);
    try (LanguageModel model = ModelLoader.open(plain.file(), options)) {
      assertThat(model.contextLength()).isEqualTo(2048);
      assertSame(rows(model, scaled.prompt(), 0), expected, 0);
    }
  }

  static Stream<String> kernelNames() {
    return KernelSelector.exact().stream().map(Kernels::name);
  }

  private static LanguageModel open(GoldenModel golden, String kernels, int threads, CacheType type)
      throws IOException {
    return ModelLoader.open(
        golden.file(),
        new LoadOptions(kernels, threads, OptionalInt.empty(), Optional.empty(), type));
  }

  private static List<float[]> rows(LanguageModel model, int[] tokens, int firstRow) {
    List<float[]> rows = new ArrayList<>();
    model.logits(tokens, firstRow, (_, logits) -> rows.add(logits.clone()));
    return rows;
  }
}
