package assay.engine.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TokenSamplerTest {
  private static final int DRAWS = 20_000;
  private static final float[] LOGITS = logs(0.05, 0.4, 0.1, 0.25, 0.2);

  @Test
  void takesTheFirstOfTheLargestLogitsAtTemperatureZero() {
    TokenSampler sampler = TokenSampler.of(DecodingOptions.greedy(1), new int[0]);
    assertThat(sampler.next(new float[] {-1, 3, 2, 3})).isEqualTo(1);
    assertThat(sampler.next(new float[] {Float.NEGATIVE_INFINITY, -5})).isEqualTo(1);
  }

  @Test
  void drawsByProbability() {
    assertShares(sampler(1, OptionalInt.empty(), 1, 5), 0.05, 0.4, 0.1, 0.25, 0.2);
  }

  @Test
  void temperatureSharpensTheDistribution() {
    double norm = 0.05 * 0.05 + 0.4 * 0.4 + 0.1 * 0.1 + 0.25 * 0.25 + 0.2 * 0.2;
    assertShares(
        sampler(0.5, OptionalInt.empty(), 1, 5),
        0.0025 / norm,
        0.16 / norm,
        0.01 / norm,
        0.0625 / norm,
        0.04 / norm);
  }

  @Test
  void topKKeepsTheLikeliest() {
    assertShares(sampler(1, OptionalInt.of(2), 1, 5), 0, 0.4 / 0.65, 0, 0.25 / 0.65, 0);
    assertShares(sampler(1, OptionalInt.of(1), 1, 5), 0, 1, 0, 0, 0);
    assertShares(sampler(1, OptionalInt.of(99), 1, 5), 0.05, 0.4, 0.1, 0.25, 0.2);
  }

  @Test
  void topPKeepsTheFewestThatReachTheShare() {
    assertShares(
        sampler(1, OptionalInt.empty(), 0.66, 5), 0, 0.4 / 0.85, 0, 0.25 / 0.85, 0.2 / 0.85);
    assertShares(sampler(1, OptionalInt.empty(), 0.3, 5), 0, 1, 0, 0, 0);
  }

  @Test
  void topPCountsSharesOfWhatTopKLeaves() {
    assertShares(sampler(1, OptionalInt.of(2), 0.6, 5), 0, 1, 0, 0, 0);
    assertShares(sampler(1, OptionalInt.of(2), 0.62, 5), 0, 0.4 / 0.65, 0, 0.25 / 0.65, 0);
  }

  @Test
  void minPKeepsTokensThatAreNotTooUnlikely() {
    assertShares(
        sampler(new Sampling(1, OptionalInt.empty(), 1, 0.45, 1, 5)),
        0,
        0.4 / 0.85,
        0,
        0.25 / 0.85,
        0.2 / 0.85);
  }

  @Test
  void typicalPMayLeaveOutTheLikeliest() {
    // The entropy is 1.415 nats; surprises are 3.00, 0.92, 2.30, 1.39 and 1.61.
    assertShares(
        sampler(new Sampling(1, OptionalInt.empty(), 1, 0, 0.4, 5)),
        0,
        0,
        0,
        0.25 / 0.45,
        0.2 / 0.45);
  }

  @Test
  void penaltiesForgetTokensOutsideTheWindow() {
    Penalties penalties = new Penalties(2, 0, 0, OptionalInt.of(2));
    DecodingOptions options = DecodingOptions.greedy(1).adjusting(penalties, Map.of());
    TokenSampler sampler = TokenSampler.of(options, new int[] {0});
    float[] logits = {8, 7, 6, -1};
    // Halved are {0}, {0, 1}, {1, 2}, then {2, 0}.
    assertThat(draws(sampler, logits, 4)).containsExactly(1, 2, 0, 1);
  }

  @Test
  void onlyRepetitionCountsThePrompt() {
    Penalties penalties = new Penalties(1, 0, 3, OptionalInt.empty());
    DecodingOptions options = DecodingOptions.greedy(1).adjusting(penalties, Map.of());
    TokenSampler sampler = TokenSampler.of(options, new int[] {0, 0});
    assertThat(draws(sampler, new float[] {8, 7, 6, -1}, 3)).containsExactly(0, 1, 2);
  }

  @Test
  void aBiasBansAndForcesTokens() {
    DecodingOptions options =
        DecodingOptions.greedy(1)
            .sampling(Sampling.at(1, 9))
            .adjusting(Penalties.NONE, Map.of(1, -1000f, 2, 1000f));
    assertThat(draws(TokenSampler.of(options, new int[0]), LOGITS, 200)).containsOnly(2);
  }

  /// Noise of the size of the difference between kernels turns no draw of many.
  @Test
  void aDrawSurvivesNoiseInTheLastBits() {
    Random random = new Random(8);
    int turned = 0;
    TokenSampler exact = sampler(Sampling.at(1, 4));
    TokenSampler noisy = sampler(Sampling.at(1, 4));
    for (int draw = 0; draw < 20_000; draw++) {
      float[] logits = new float[500];
      float[] near = new float[500];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = 2 * (float) random.nextGaussian();
        near[i] = logits[i] + 1e-5f * (random.nextFloat() - 0.5f);
      }
      turned += exact.next(logits) == noisy.next(near) ? 0 : 1;
    }
    // Expected are at most 20,000 times 1e-5.
    assertThat(turned).isLessThanOrEqualTo(2);
  }

  @Test
  void randomNumbersAreThoseOfSplitMix64() {
    // The first outputs for seed 1234567, as published with the Rosetta Code task "Pseudo-random
    // numbers/Splitmix64".
    RandomNumbers numbers = new RandomNumbers(1234567);
    assertThat(numbers.at(0).seed()).isEqualTo(6457827717110365317L);
    assertThat(numbers.at(1).seed()).isEqualTo(3203168211198807973L);
    assertThat(numbers.at(2).seed()).isEqualTo(Long.parseUnsignedLong("9817491932198370423"));
    assertThat(numbers.at(3).seed()).isEqualTo(4593380528125082431L);
    assertThat(numbers.at(4).seed()).isEqualTo(Long.parseUnsignedLong("16408922859458223821"));
  }

  @Test
  void refusesLogitsOfWhichNoneIsFinite() {
    float[] none = {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
    assertThatThrownBy(() -> sampler(Sampling.at(1, 0)).next(none))
        .isInstanceOf(NonFiniteLogitsException.class)
        .hasMessage("the largest of 2 logits is -Infinity");
  }

  @Test
  void theGreedyChoiceRefusesThemToo() {
    TokenSampler greedy = TokenSampler.of(DecodingOptions.greedy(1), new int[0]);
    assertThatThrownBy(() -> greedy.next(new float[] {1, Float.POSITIVE_INFINITY}))
        .isInstanceOf(NonFiniteLogitsException.class)
        .hasMessage("the largest of 2 logits is Infinity");
    assertThatThrownBy(() -> greedy.next(new float[] {1, Float.NaN}))
        .isInstanceOf(NonFiniteLogitsException.class)
        .hasMessage("the logit of token 1 is not a number");
  }

  @Test
  void sameSeedDrawsTheSame() {
    int[] first = draws(sampler(1, OptionalInt.empty(), 0.95, 7), 100);
    assertThat(draws(sampler(1, OptionalInt.empty(), 0.95, 7), 100)).isEqualTo(first);
    assertThat(draws(sampler(1, OptionalInt.empty(), 0.95, 8), 100)).isNotEqualTo(first);
  }

  @Test
  void rankingAgreesWithSorting() {
    Random random = new Random(3);
    float[] logits = new float[1000];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = random.nextInt(200) - 100; // with many equal ones
    }
    TokenHeap heap = new TokenHeap(logits);
    int[] taken = IntStream.range(0, 1000).map(_ -> heap.take()).toArray();
    Integer[] sorted = IntStream.range(0, 1000).boxed().toArray(Integer[]::new);
    Arrays.sort(sorted, (a, b) -> Float.compare(logits[b], logits[a])); // stable
    assertThat(Arrays.stream(taken).boxed()).containsExactly(sorted);
  }

  @Test
  void refusesLogitsThatAreNoNumbers() {
    float[] broken = {1, Float.NaN, 2};
    assertThatThrownBy(() -> TokenSampler.of(DecodingOptions.greedy(1), new int[0]).next(broken))
        .hasMessage("the logit of token 1 is not a number");
    assertThatThrownBy(() -> sampler(1, OptionalInt.empty(), 1, 0).next(broken))
        .hasMessage("the logit of token 1 is not a number");
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertThatThrownBy(() -> DecodingOptions.greedy(0))
        .hasMessage("maxTokens is out of range\n  expected at least 1, found 0");
    assertThatThrownBy(() -> sampler(-1, OptionalInt.empty(), 1, 0))
        .hasMessage("temperature is out of range\n  expected a number from 0, found -1.0");
    assertThatThrownBy(() -> sampler(Double.NaN, OptionalInt.empty(), 1, 0))
        .hasMessageContaining("found NaN");
    assertThatThrownBy(() -> sampler(1, OptionalInt.of(0), 1, 0))
        .hasMessage("topK is out of range\n  expected at least 1, found 0");
    assertThatThrownBy(() -> sampler(1, OptionalInt.empty(), 0, 0))
        .hasMessage("topP is out of range\n  expected above 0 and at most 1, found 0.0");
    assertThatThrownBy(() -> new Sampling(1, OptionalInt.empty(), 1, 1.5, 1, 0))
        .hasMessage("minP is out of range\n  expected from 0 to 1, found 1.5");
    assertThatThrownBy(() -> new Sampling(1, OptionalInt.empty(), 1, 0, 0, 0))
        .hasMessage("typicalP is out of range\n  expected above 0 and at most 1, found 0.0");
    assertThatThrownBy(() -> new Penalties(0, 0, 0, OptionalInt.empty()))
        .hasMessage("repetition is out of range\n  expected a number above 0, found 0.0");
    assertThatThrownBy(
            () -> DecodingOptions.greedy(1).adjusting(Penalties.NONE, Map.of(4, Float.NaN)))
        .hasMessage("logitBias of token 4 is out of range\n  expected a number, found NaN");
    assertThatThrownBy(() -> DecodingOptions.greedy(1).stoppingAt(List.of("a", ""), Set.of()))
        .hasMessageContaining("stopStrings is out of range");
  }

  private static TokenSampler sampler(
      double temperature, OptionalInt topK, double topP, long seed) {
    return sampler(new Sampling(temperature, topK, topP, 0, 1, seed));
  }

  private static TokenSampler sampler(Sampling sampling) {
    return TokenSampler.of(DecodingOptions.greedy(1).sampling(sampling), new int[0]);
  }

  private static int[] draws(TokenSampler sampler, int count) {
    return draws(sampler, LOGITS, count);
  }

  private static int[] draws(TokenSampler sampler, float[] logits, int count) {
    return IntStream.range(0, count).map(_ -> sampler.next(logits)).toArray();
  }

  private static void assertShares(TokenSampler sampler, double... expected) {
    double[] shares = new double[expected.length];
    for (int token : draws(sampler, DRAWS)) {
      shares[token] += 1.0 / DRAWS;
    }
    for (int token = 0; token < expected.length; token++) {
      // Five standard errors; a token that must not come must not come at all.
      double error = 5 * Math.sqrt(expected[token] * (1 - expected[token]) / DRAWS);
      assertThat(shares[token])
          .as("token %d", token)
          .isCloseTo(expected[token], within(error + 1e-9));
    }
  }

  private static float[] logs(double... probabilities) {
    float[] logits = new float[probabilities.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) Math.log(probabilities[i]) + 3;
    }
    return logits;
  }
}
