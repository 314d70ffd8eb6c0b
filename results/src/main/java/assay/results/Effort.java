package assay.results;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalDouble;

/// What one completion took, where the model tells it apart.
///
/// @param prefillTokens of the prompt that were computed; fewer than its length where a prefix was
///   kept from the call before
/// @param prefill wall time for them
/// @param decodeTokens computed one after the other behind the prompt
/// @param decode wall time for them
/// @param joules energy of the machine's processors and memory meanwhile, where it tells that
public record Effort(
    int prefillTokens, Duration prefill, int decodeTokens, Duration decode, OptionalDouble joules) {
  public Effort {
    Require.atLeast(0, prefillTokens, "prefill tokens");
    Require.atLeast(0, decodeTokens, "decode tokens");
    Objects.requireNonNull(prefill);
    Objects.requireNonNull(decode);
    Objects.requireNonNull(joules);
    if (prefill.isNegative() || decode.isNegative() || joules.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "neither time nor energy can be negative: %s, %s, %s".formatted(prefill, decode, joules));
    }
  }
}
