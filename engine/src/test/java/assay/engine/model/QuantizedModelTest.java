package assay.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.GoldenModel;
import assay.engine.LanguageModel;
import assay.engine.LoadOptions;
import assay.engine.ModelLoader;
import assay.engine.decoding.DecodingOptions;
import assay.engine.kernels.KernelSelector;
import assay.engine.kernels.Kernels;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Models with matrices of every quantized type against llama.cpp: on the same weights expanded to
/// F32, which the engine computes too, and loosely on the packed ones.
final class QuantizedModelTest {
  private static final float EXACT = 1e-4f; // of ../shared/data/golden/README.md
  private static final float NEAR = 0.2f;

  static Stream<Arguments> models() {
    return KernelSelector.exact().stream()
        .map(Kernels::name)
        .flatMap(
            kernels ->
                Stream.of(
                        "qwen2-bf16",
                        "qwen2-f16",
                        "qwen2-q8_0",
                        "qwen2-q4_0",
                        "kq-Q4_1",
                        "kq-Q5_0",
                        "kq-Q5_1",
                        "kq-Q2_K",
                        "kq-Q3_K",
                        "kq-Q4_K",
                        "kq-Q5_K",
                        "kq-Q6_K",
                        "kq-IQ4_NL",
                        "kq-MXFP4_MOE")
                    .map(name -> Arguments.of(name, kernels)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("models")
  void meetsTheReferenceOnExpandedWeights(String name, String kernels) throws IOException {
    GoldenModel golden = GoldenModel.expanded(name);
    try (LanguageModel model = open(golden, kernels)) {
      assertThat(largestError(model, golden)).isLessThan(EXACT);
    }
  }

  /// Token by token, where the other test computes all positions at once.
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("models")
  void continuesLikeTheReferenceOnExpandedWeights(String name, String kernels) throws IOException {
    GoldenModel golden = GoldenModel.expanded(name);
    try (LanguageModel model = open(golden, kernels)) {
      int[] chosen =
          model
              .generate(golden.prompt(), DecodingOptions.greedy(16), _ -> new byte[0])
              .tokens()
              .stream()
              .mapToInt(Integer::intValue)
              .toArray();
      assertThat(chosen).isEqualTo(golden.greedy());
    }
  }

  /// llama.cpp rounds the activations too when the weights are packed: to Q8_0 or Q8_K, and to the
  /// type itself for F16 and BF16.
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "qwen2-q4_0",
        "kq-Q4_1",
        "kq-Q5_0",
        "kq-Q5_1",
        "kq-Q2_K",
        "kq-Q3_K",
        "kq-Q4_K",
        "kq-Q5_K",
        "kq-Q6_K",
        "kq-IQ4_NL",
        "kq-MXFP4_MOE"
      })
  void staysNearTheReferenceThatRoundsActivations(String name) throws IOException {
    GoldenModel golden = GoldenModel.direct(name);
    try (LanguageModel model = open(golden, KernelSelector.AUTO)) {
      assertThat(largestError(model, golden)).isLessThan(NEAR);
    }
  }

  private static LanguageModel open(GoldenModel golden, String kernels) throws IOException {
    return ModelLoader.open(golden.file(), new LoadOptions(kernels, 2, OptionalInt.empty()));
  }

  private static float largestError(LanguageModel model, GoldenModel golden) {
    float[] largest = new float[1];
    model.logits(
        golden.tokens(),
        0,
        (index, row) -> {
          float[] expected = golden.logits()[index];
          for (int i = 0; i < expected.length; i++) {
            largest[0] = Math.max(largest[0], Math.abs(row[i] - expected[i]));
          }
        });
    return largest[0];
  }
}
