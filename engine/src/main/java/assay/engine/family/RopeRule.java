package assay.engine.family;

import assay.engine.config.PositionScheme.Pairing;
import java.util.Set;

/// How a family rotates, where files do not say it.
///
/// @param inGguf which elements are a pair in GGUF files, whose converters rearrange some families
/// @param inCheckpoint which are in checkpoints
/// @param base of the frequencies in configurations that do not name it
/// @param share of a head that is turned where it is not said, from 0 to 1
/// @param partial whether configurations may ask for another share
/// @param divided whether GGUF files may keep divisors of the frequencies in a tensor (Llama 3)
/// @param besides members of `rope_parameters` that change nothing here, or that a family reads
///   itself
/// @param scoresGrow whether YaRN's magnitude is in the scale of scores (DeepSeek)
record RopeRule(
    Pairing inGguf,
    Pairing inCheckpoint,
    double base,
    double share,
    boolean partial,
    boolean divided,
    Set<String> besides,
    boolean scoresGrow) {
  /// Halves in either format.
  static final RopeRule HALVES =
      new RopeRule(Pairing.HALVES, Pairing.HALVES, 10_000, 1, false, false, Set.of(), false);

  /// Neighbours in GGUF files, halves in checkpoints.
  static final RopeRule REARRANGED =
      new RopeRule(Pairing.INTERLEAVED, Pairing.HALVES, 10_000, 1, false, false, Set.of(), false);

  /// Neighbours in either format.
  static final RopeRule NEIGHBOURS =
      new RopeRule(
          Pairing.INTERLEAVED, Pairing.INTERLEAVED, 10_000, 1, false, false, Set.of(), false);

  RopeRule withBase(double other) {
    return new RopeRule(inGguf, inCheckpoint, other, share, partial, divided, besides, scoresGrow);
  }

  /// Returns the rule of a family that turns a part of each head.
  RopeRule withShare(double usual) {
    return new RopeRule(inGguf, inCheckpoint, base, usual, true, divided, besides, scoresGrow);
  }

  RopeRule withDivisors() {
    return new RopeRule(inGguf, inCheckpoint, base, share, partial, true, besides, scoresGrow);
  }

  RopeRule besides(String... members) {
    return new RopeRule(
        inGguf, inCheckpoint, base, share, partial, divided, Set.of(members), scoresGrow);
  }

  RopeRule withGrowingScores() {
    return new RopeRule(inGguf, inCheckpoint, base, share, partial, divided, besides, true);
  }
}
