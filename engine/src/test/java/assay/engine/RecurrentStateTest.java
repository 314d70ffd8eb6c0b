package assay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.cache.CacheFullException;
import assay.engine.config.CacheType;
import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.TokenDecoder;
import assay.engine.kernels.KernelSelector;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What is kept of sequences with recurrent states, and what is computed again. That results are
/// the same bits is for [RandomScheduleTest].
final class RecurrentStateTest {
  private static final TokenDecoder NOTHING = _ -> new byte[0];

  /// Layers of linear attention: tails of 3 tokens in 64 channels, and 4 heads of 8 by 8 numbers.
  private static final long STATE_BYTES = 2 * 4 * (3 * 64 + 4 * 8 * 8);

  @Test
  void countsTheBytesOfAState() throws IOException {
    try (LanguageModel model = open(OptionalLong.empty())) {
      assertThat(model.config().stateBytes()).isEqualTo(STATE_BYTES);
      assertThat(model.kvBytesPerToken()).isEqualTo(2 * 2 * 16 * 4); // one layer of two heads
    }
  }

  @Test
  void goesOnFromTheEndOfTheLastWholePage() throws IOException {
    try (LanguageModel model = open(OptionalLong.empty())) {
      assertThat(reused(model, prompt(200, 1))).isZero();
      assertThat(reused(model, prompt(200, 1))).isEqualTo(192);
      int[] other = prompt(200, 1);
      other[140] = (other[140] + 1) % 90;
      assertThat(reused(model, other)).isEqualTo(128);
    }
  }

  /// With room for two pages and states, the state in use leaves room for one that is kept.
  @Test
  void givesUpKeptStatesForThoseInUse() throws IOException {
    long page = 64 * 2 * 2 * 16 * 4;
    try (LanguageModel model = open(OptionalLong.of(4 * (page + STATE_BYTES)))) {
      assertThat(reused(model, prompt(200, 1))).isZero();
      assertThat(reused(model, prompt(200, 1))).isEqualTo(192);
      assertThat(reused(model, prompt(200, 2))).isZero();
      assertThat(reused(model, prompt(200, 1))).isZero();
    }
  }

  @Test
  void refusesACacheWithoutRoomForAState() throws IOException {
    try (LanguageModel model = open(OptionalLong.of(1))) {
      assertThatThrownBy(() -> reused(model, prompt(5, 1))).isInstanceOf(CacheFullException.class);
    }
  }

  private static int[] prompt(int length, int seed) {
    int[] tokens = new int[length];
    Arrays.setAll(tokens, i -> (i * (7 + seed) + seed) % 90);
    return tokens;
  }

  private static int reused(LanguageModel model, int[] prompt) {
    DecodingOptions options = DecodingOptions.greedy(1);
    HeardRun run =
        new HeardRun()
            .submitTo(model.engine(), new Request.Continue(prompt, options, NOTHING, 1))
            .await();
    List<Generation> generations = run.generations();
    return generations.getFirst().cost().reusedTokens();
  }

  private static LanguageModel open(OptionalLong cacheBytes) throws IOException {
    LoadOptions options =
        new LoadOptions(
            KernelSelector.AUTO, 2, OptionalInt.empty(), Optional.empty(), CacheType.F32);
    return ModelLoader.open(
        ReferenceCheckpoint.read("qwen3_5").folder(), options.holding(2, cacheBytes));
  }
}
