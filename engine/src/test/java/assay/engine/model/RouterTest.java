package assay.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.engine.config.FeedForwardConfig.Groups;
import assay.engine.config.FeedForwardConfig.RouterConfig;
import assay.engine.config.FeedForwardConfig.Scoring;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RouterTest {
  private static final float[] NO_BIAS = {};

  private final Random random = new Random(5);

  @Test
  void picksTheLargestOfManyRandomLogits() {
    RouterConfig config = softmax(64, 8, true);
    for (int round = 0; round < 200; round++) {
      float[] logits = logits(64);
      Picks picks = route(config, NO_BIAS, logits);
      float[] sorted = logits.clone();
      Arrays.sort(sorted);
      for (int expert : picks.experts) {
        assertThat(logits[expert]).isGreaterThanOrEqualTo(sorted[64 - 8]);
      }
      assertThat(picks.experts).isSorted().doesNotHaveDuplicates();
      assertThat(sum(picks.weights)).isCloseTo(1, within(1e-5f));
    }
  }

  @Test
  void weighsBySoftmaxOverAllExperts() {
    float[] logits = {0, (float) Math.log(2), (float) Math.log(5), 0};
    Picks picks = route(softmax(4, 2, false), NO_BIAS, logits);
    assertThat(picks.experts).containsExactly(1, 2);
    assertThat(picks.weights[0]).isCloseTo(2f / 9, within(1e-6f));
    assertThat(picks.weights[1]).isCloseTo(5f / 9, within(1e-6f));
  }

  @Test
  void prefersTheLowerIndexOfEqualScores() {
    assertThat(route(softmax(5, 2, true), NO_BIAS, new float[5]).experts).containsExactly(0, 1);
  }

  @Test
  void picksWithTheBiasAndWeighsWithoutIt() {
    RouterConfig config =
        new RouterConfig(3, 1, Scoring.SIGMOID, false, 2.5f, true, Optional.empty());
    Picks picks = route(config, new float[] {0, 0, 1}, new float[] {2, 1, 0});
    assertThat(picks.experts).containsExactly(2);
    assertThat(picks.weights[0]).isCloseTo(1.25f, within(1e-6f));
  }

  /// Group 0 has the best expert, group 1 the two best together.
  @Test
  void ranksGroupsByTheirBestOrByTheirTwoBest() {
    float[] logits = {4, -9, 3, 3, -9, -9};
    assertThat(route(grouped(1), NO_BIAS, logits).experts).containsExactly(0, 1);
    assertThat(route(grouped(2), NO_BIAS, logits).experts).containsExactly(2, 3);
  }

  @Test
  void mixesTwoExpertsOneAfterTheOther() {
    RouterConfig config =
        new RouterConfig(4, 2, Scoring.SPARSE_MIXER, false, 1, false, Optional.empty());
    // 10 and 9.9 are within 2 %, 9 and 1 are not.
    Picks picks = route(config, NO_BIAS, new float[] {9, 10, 1, 9.9f});
    assertThat(picks.experts).containsExactly(1, 3);
    float first = (float) (1 / (1 + Math.exp(-0.1)));
    assertThat(picks.weights[0]).isCloseTo(first, within(1e-5f));
    assertThat(picks.weights[1]).isCloseTo(1, within(1e-6f));
  }

  private static final class Picks {
    private final int[] experts;
    private final float[] weights;

    Picks(int[] experts, float[] weights) {
      this.experts = experts;
      this.weights = weights;
    }
  }

  private static RouterConfig softmax(int count, int used, boolean normalised) {
    return new RouterConfig(count, used, Scoring.SOFTMAX, normalised, 1, false, Optional.empty());
  }

  private static RouterConfig grouped(int ranking) {
    Groups groups = new Groups(3, 1, ranking);
    return new RouterConfig(6, 2, Scoring.SIGMOID, true, 1, false, Optional.of(groups));
  }

  /// Routes it as the second of two tokens.
  private static Picks route(RouterConfig config, float[] bias, float[] logits) {
    float[] batch = new float[2 * logits.length];
    System.arraycopy(logits, 0, batch, logits.length, logits.length);
    int used = config.usedCount();
    int[] experts = new int[2 * used];
    float[] weights = new float[2 * used];
    new Router(config, bias).route(batch, 1, experts, weights);
    return new Picks(
        Arrays.copyOfRange(experts, used, 2 * used), Arrays.copyOfRange(weights, used, 2 * used));
  }

  private float[] logits(int count) {
    float[] logits = new float[count];
    for (int i = 0; i < count; i++) {
      logits[i] = (float) random.nextGaussian();
    }
    return logits;
  }

  private static float sum(float[] numbers) {
    float sum = 0;
    for (float number : numbers) {
      sum += number;
    }
    return sum;
  }
}
