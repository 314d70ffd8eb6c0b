package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.ModelInspection;
import assay.results.published.Architecture;
import assay.results.published.Architecture.Attention;
import assay.results.published.Architecture.Dense;
import assay.results.published.Architecture.DenseLayers;
import assay.results.published.Architecture.Experts;
import assay.results.published.Architecture.FeedForward;
import assay.results.published.Architecture.Grouped;
import assay.results.published.Architecture.Latent;
import assay.results.published.Architecture.Shared;
import assay.results.published.Architecture.Vocabulary;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Sizes computed from a shape against those of files of that shape. The shapes are those that the
/// files were made with (`../shared/tools/make_model.py`); all weights are F32.
final class ModelSizesTest {
  private static final OptionalInt NONE = OptionalInt.empty();
  private static final DenseLayers NO_DENSE = new DenseLayers(0, 0);
  private static final Shared NOT_SHARED = new Shared(0, false);

  static Stream<Arguments> models() {
    return Stream.of(
        model("llama", 2, 64, grouped(16, false, false), new Dense(128)),
        model("qwen2", 2, 64, grouped(16, true, false), new Dense(128)),
        model("qwen3", 2, 64, grouped(24, false, true), new Dense(128)),
        model("mixtral", 2, 64, grouped(16, false, false), experts(4, 2, 128, NOT_SHARED)),
        model("qwen2moe", 2, 64, grouped(16, true, false), experts(8, 2, 32, new Shared(64, true))),
        model("qwen3moe", 2, 64, grouped(24, false, true), experts(8, 2, 32, NOT_SHARED)),
        model(
            "deepseek2",
            3,
            64,
            new Latent(4, OptionalInt.of(32), 32, 16, 16, 16),
            new Experts(new DenseLayers(1, 128), 8, 3, 32, new Shared(32, false), true)),
        model(
            "deepseek2-lite-yarn",
            27,
            32,
            new Latent(2, NONE, 16, 8, 8, 8),
            new Experts(new DenseLayers(1, 64), 4, 2, 16, new Shared(32, false), false)),
        Arguments.of(
            "gemma2",
            new Architecture(
                4, 64, new Vocabulary(320, true), grouped(16, false, false), new Dense(128), 4)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void computesWhatTheFileHolds(String name, Architecture shape) throws IOException {
    ModelInspection file = ModelInspection.of(SharedData.file("golden/" + name + ".gguf"));
    assertThat(shape.parameters()).isEqualTo(file.totalParameters());
    assertThat(shape.activeParameters()).isEqualTo(file.activeParameters());
    assertThat(4 * shape.readParameters()).isEqualTo(file.weightBytesPerToken());
    assertThat(shape.cache(4).bytesPerToken()).isEqualTo(file.kvBytesPerToken());
  }

  private static Arguments model(
      String name, int layers, int modelDim, Attention attention, FeedForward feedForward) {
    Vocabulary vocabulary = new Vocabulary(320, false);
    return Arguments.of(
        name, new Architecture(layers, modelDim, vocabulary, attention, feedForward, 2));
  }

  private static Grouped grouped(int headDim, boolean bias, boolean headNorms) {
    return new Grouped(4, 2, headDim, bias, headNorms, NONE, 0);
  }

  private static Experts experts(int count, int used, int expertDim, Shared shared) {
    return new Experts(NO_DENSE, count, used, expertDim, shared, false);
  }
}
