package assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.decoding.DecodingOptions;
import assay.engine.format.JsonElement;
import assay.engine.model.ExpertUsage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which experts the tokens of a sequence pass, against Transformers
/// (`tools/golden/expert_counts.py`).
final class ExpertUsageTest {
  private static final Path COUNTS = Path.of("src/test/resources/assay/engine/expert-counts.json");

  @ParameterizedTest
  @ValueSource(strings = {"mixtral", "qwen2_moe", "qwen3_moe", "deepseek_v2", "deepseek_v3"})
  void countsLikeTransformers(String name) throws IOException {
    ReferenceCheckpoint reference = ReferenceCheckpoint.read(name);
    JsonElement expected = JsonElement.read(COUNTS).require(name);
    int[] prompt = reference.prompt();
    try (LanguageModel model =
        ModelLoader.open(reference.folder(), new LoadOptions("auto", 2, OptionalInt.empty()))) {
      // A prefix that is computed before, or not at all, changes nothing.
      model.logits(Arrays.copyOf(prompt, prompt.length / 2), 0, (_, _) -> {});
      for (int round = 0; round < 2; round++) {
        Generation text = model.generate(prompt, DecodingOptions.greedy(16), _ -> new byte[0]);
        assertCounts(text.experts().ofPrompt(), expected.require("prompt"));
        assertCounts(text.experts().ofRest(), expected.require("generated"));
      }
    }
  }

  private static void assertCounts(ExpertUsage usage, JsonElement layers) {
    for (int layer = 0; layer < layers.items().size(); layer++) {
      assertThat(usage.ofLayer(layer))
          .containsExactly(
              layers.items().get(layer).items().stream().mapToLong(JsonElement::integer).toArray());
    }
  }

  /// Each token of a layer with experts is counted as often as it passes one.
  @ParameterizedTest
  @ValueSource(strings = {"mixtral", "qwen2moe", "qwen3moe", "deepseek2", "deepseek2-lite-yarn"})
  void countsEachTokenForEachOfItsExperts(String name) throws IOException {
    GoldenModel golden = GoldenModel.direct(name);
    int[] tokens = golden.tokens();
    try (LanguageModel model =
        ModelLoader.open(golden.file(), new LoadOptions("auto", 2, OptionalInt.empty()))) {
      model.logits(tokens, tokens.length - 1, (_, _) -> {});
      for (int layer = 0; layer < model.config().layerCount(); layer++) {
        long each =
            model.config().blocks().get(layer).feedForward() instanceof Experts experts
                ? experts.router().usedCount()
                : 0;
        assertThat(Arrays.stream(model.expertUsage().ofLayer(layer)).sum())
            .isEqualTo(each * tokens.length);
      }
    }
  }
}
