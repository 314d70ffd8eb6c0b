package assay.engine.model;

import assay.engine.config.FeedForwardConfig.Groups;
import assay.engine.config.FeedForwardConfig.RouterConfig;
import assay.engine.config.FeedForwardConfig.Scoring;
import java.util.Arrays;

/// Picks a token's experts from its router logits, and weighs them. Of equal scores the expert with
/// the lower index wins; picks are listed by index, which is also the order that they are summed
/// in.
///
/// Source: DeepSeek-AI, "DeepSeek-V3", 2024, section 2.1.2, of which the others are special cases;
/// `PhimoeSparseMoeBlock` of Hugging Face Transformers for the sparse mixer.
final class Router {
  /// Experts within this share of the best logit's size take part in the mixer's softmax.
  private static final float MIXER_MARGIN = 0.02f;

  private static final float SMALLEST_SUM = 1e-20f; // as in modeling_deepseek_v3.py

  private final RouterConfig config;
  private final float[] bias; // [expertCount], added for picking; empty for none
  private final float[] scores; // [expertCount]
  private final float[] ranks; // [expertCount], scores with bias; used up while picking
  private final float[] groupRanks; // [groups.count]
  private final float[] members; // [expertCount / groups.count], ranks of a group

  /// @param bias `[expertCount]`, or empty for none
  Router(RouterConfig config, float[] bias) {
    this.config = config;
    this.bias = bias;
    scores = new float[config.expertCount()];
    ranks = new float[config.expertCount()];
    int groupCount = config.groups().map(Groups::count).orElse(0);
    groupRanks = new float[groupCount];
    members = new float[groupCount == 0 ? 0 : config.expertCount() / groupCount];
  }

  /// Routes one token.
  ///
  /// @param logits from `token * expertCount` on
  /// @param experts picked, from `token * usedCount` on
  /// @param weights of the picked, from `token * usedCount` on
  void route(float[] logits, int token, int[] experts, float[] weights) {
    System.arraycopy(logits, token * scores.length, scores, 0, scores.length);
    int first = token * config.usedCount();
    if (!areNumbers()) {
      spoil(first, experts, weights);
    } else if (config.scoring() == Scoring.SPARSE_MIXER) {
      mix(first, experts, weights);
    } else {
      score();
      pick(first, experts);
      weigh(first, experts, weights);
    }
  }

  private boolean areNumbers() {
    for (float score : scores) {
      if (Float.isNaN(score)) {
        return false;
      }
    }
    return true;
  }

  /// Makes the token's logits no numbers, as its router's are: comparisons would pass over them.
  private void spoil(int first, int[] experts, float[] weights) {
    for (int i = 0; i < config.usedCount(); i++) {
      experts[first + i] = i;
      weights[first + i] = Float.NaN;
    }
  }

  private void score() {
    switch (config.scoring()) {
      case SOFTMAX -> softmax(scores);
      case SIGMOID -> {
        for (int i = 0; i < scores.length; i++) {
          scores[i] = (float) (1 / (1 + Math.exp(-scores[i])));
        }
      }
      case SPARSE_MIXER -> throw new IllegalStateException("the mixer weighs logits itself");
    }
  }

  private void pick(int first, int[] experts) {
    System.arraycopy(scores, 0, ranks, 0, scores.length);
    for (int i = 0; i < bias.length; i++) {
      ranks[i] += bias[i];
    }
    if (config.groups().isPresent()) {
      excludeGroups(config.groups().get());
    }
    for (int i = first; i < first + config.usedCount(); i++) {
      int best = best(0, ranks.length);
      experts[i] = best;
      ranks[best] = Float.NEGATIVE_INFINITY;
    }
    Arrays.sort(experts, first, first + config.usedCount());
  }

  /// Excludes all experts but those of the best groups.
  private void excludeGroups(Groups groups) {
    int size = ranks.length / groups.count();
    Arrays.fill(groupRanks, 0);
    for (int group = 0; group < groups.count(); group++) {
      System.arraycopy(ranks, group * size, members, 0, size);
      Arrays.sort(members);
      for (int i = 1; i <= Math.min(groups.ranking(), size); i++) {
        groupRanks[group] += members[size - i];
      }
    }
    for (int excluded = groups.usedCount(); excluded < groups.count(); excluded++) {
      int worst = 0;
      for (int group = 1; group < groups.count(); group++) {
        worst = groupRanks[group] <= groupRanks[worst] ? group : worst;
      }
      groupRanks[worst] = Float.POSITIVE_INFINITY;
      Arrays.fill(ranks, worst * size, (worst + 1) * size, Float.NEGATIVE_INFINITY);
    }
  }

  private int best(int from, int to) {
    int best = from;
    for (int i = from + 1; i < to; i++) {
      best = ranks[i] > ranks[best] ? i : best;
    }
    return best;
  }

  private void weigh(int first, int[] experts, float[] weights) {
    float sum = 0;
    for (int i = first; i < first + config.usedCount(); i++) {
      weights[i] = scores[experts[i]];
      sum += weights[i];
    }
    float factor =
        config.normalised() ? config.scale() / Math.max(sum, SMALLEST_SUM) : config.scale();
    for (int i = first; i < first + config.usedCount(); i++) {
      weights[i] *= factor;
    }
  }

  private void mix(int first, int[] experts, float[] weights) {
    System.arraycopy(scores, 0, ranks, 0, scores.length);
    for (int i = first; i < first + config.usedCount(); i++) {
      int best = best(0, ranks.length);
      float sum = 0;
      for (int other = 0; other < ranks.length; other++) {
        float size = Math.max(Math.abs(scores[other]), scores[best]);
        if (ranks[other] > Float.NEGATIVE_INFINITY
            && (scores[best] - scores[other]) / size <= MIXER_MARGIN) {
          sum += (float) Math.exp(scores[other] - scores[best]);
        }
      }
      experts[i] = best;
      weights[i] = config.scale() / sum;
      ranks[best] = Float.NEGATIVE_INFINITY;
    }
    if (config.usedCount() == 2 && experts[first] > experts[first + 1]) {
      swap(first, experts, weights);
    }
  }

  private static void swap(int first, int[] experts, float[] weights) {
    int expert = experts[first];
    float weight = weights[first];
    experts[first] = experts[first + 1];
    weights[first] = weights[first + 1];
    experts[first + 1] = expert;
    weights[first + 1] = weight;
  }

  private static void softmax(float[] x) {
    float largest = Float.NEGATIVE_INFINITY;
    for (float value : x) {
      largest = Math.max(largest, value);
    }
    float sum = 0;
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Math.exp(x[i] - largest);
      sum += x[i];
    }
    for (int i = 0; i < x.length; i++) {
      x[i] /= sum;
    }
  }
}
