package assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.kernels.Accuracy;
import assay.engine.kernels.KernelSelector;
import assay.engine.kernels.Kernels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What activations of 8, 16 and 24 bits do to the logits of small models, which have a deviation
/// of 1: the largest difference to the exact kernels.
final class DigitLogitsTest {
  private static final List<String> MODELS =
      List.of(
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
          "kq-MXFP4_MOE");

  @BeforeEach
  void needsTheProcessor() {
    Assumptions.assumeTrue(
        KernelSelector.machineObstacle().isEmpty(),
        "skipped: " + KernelSelector.machineObstacle().orElse(""));
  }

  static Stream<Arguments> cases() {
    return MODELS.stream()
        .flatMap(
            model ->
                rounding().map(kernels -> Arguments.of(model, kernels.name(), bound(kernels))));
  }

  private static Stream<Kernels> rounding() {
    return KernelSelector.available().stream()
        .filter(kernels -> kernels.accuracy() instanceof Accuracy.Bounded);
  }

  private static float bound(Kernels kernels) {
    return switch (((Accuracy.Bounded) kernels.accuracy()).bits()) {
      case 8 -> 0.3f;
      case 16 -> 1e-3f;
      default -> 2e-5f;
    };
  }

  @ParameterizedTest(name = "{0}, {1} within {2}")
  @MethodSource("cases")
  void logitsStayNearTheExactOnes(String model, String kernels, float bound) throws IOException {
    GoldenModel golden = GoldenModel.direct(model);
    List<float[]> exact = logits(golden, KernelSelector.exact().getFirst().name());
    List<float[]> rounded = logits(golden, kernels);
    float largest = 0;
    for (int row = 0; row < exact.size(); row++) {
      for (int i = 0; i < exact.get(row).length; i++) {
        largest = Math.max(largest, Math.abs(exact.get(row)[i] - rounded.get(row)[i]));
      }
    }
    assertThat(largest).isPositive().isLessThan(bound);
  }

  private static List<float[]> logits(GoldenModel golden, String kernels) throws IOException {
    LoadOptions options = new LoadOptions(kernels, 2, OptionalInt.empty());
    List<float[]> rows = new ArrayList<>();
    try (LanguageModel model = ModelLoader.open(golden.file(), options)) {
      model.logits(golden.tokens(), 0, (_, row) -> rows.add(row.clone()));
    }
    return rows;
  }
}
