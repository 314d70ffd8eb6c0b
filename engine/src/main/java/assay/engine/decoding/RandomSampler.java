package assay.engine.decoding;

/// Draws a token by its probability, after the filters of [Sampling].
///
/// **A race.** Each token has a random number of its own, addressed by seed, step and id; it
/// arrives after `-ln(u) / weight`, and the first to arrive is drawn. Arrival times are exponential
/// with the weights as rates, so a token comes first with the share that its weight has; this is
/// the Gumbel-max draw without its second logarithm.
///
/// **Same seed, same text.** Logits are the same bits for every batch size, number of threads and
/// reused prefix, and so is what is drawn from them. Kernels of different width sum in different
/// order, and their logits differ by about 1e-5. No sampler can undo that for certain: two
/// distributions that differ are drawn from alike at most with a probability of one less their
/// total variation distance, here about 1e-5 a token (the coupling inequality). The race stays
/// within twice that bound, since it turns only if the two first arrivals are that near to each
/// other. Inverting the cumulative distribution would not: there a change of one token's logit
/// moves all tokens behind it, and two tokens of nearly equal rank change places. Rounding logits
/// to a grid before would not help: they change less often, but by the whole step when they do. The
/// name of the kernels is therefore part of what has to be equal for certainty, and manifests have
/// it.
///
/// Source: Maddison, Tarlow and Minka, "A* Sampling", 2014, section 2 (the Gumbel-max draw).
final class RandomSampler implements TokenSampler {
  private final Sampling sampling;
  private final RandomNumbers random;
  private final TokenRanking ranking;
  private long step;

  RandomSampler(Sampling sampling) {
    this.sampling = sampling;
    random = new RandomNumbers(sampling.seed());
    ranking = new TokenRanking(sampling.temperature());
  }

  @Override
  public int next(float[] logits) {
    return race(Candidates.of(ranking, logits, sampling), random.at(step++));
  }

  private static int race(Candidates candidates, RandomNumbers numbers) {
    int first = -1;
    double earliest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < candidates.size(); i++) {
      double weight = candidates.weight(i);
      double u = numbers.uniform(candidates.token(i));
      // As -ln(u) is at least 1 - u, most tokens have lost before their logarithm is taken.
      if (weight > 0 && 1 - u < earliest * weight) {
        double time = -StrictMath.log(u) / weight;
        if (time < earliest) {
          earliest = time;
          first = candidates.token(i);
        }
      }
    }
    return first;
  }
}
