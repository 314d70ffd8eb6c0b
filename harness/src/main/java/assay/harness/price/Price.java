package assay.harness.price;

import assay.results.Cost;
import assay.results.Usage;
import java.math.BigDecimal;
import java.util.Objects;

/// What a model's tokens cost.
///
/// @param input per million tokens of prompts
/// @param cached per million tokens of prompts that the server had computed before
/// @param output per million generated tokens, thoughts included
/// @param currency as the table calls it
public record Price(BigDecimal input, BigDecimal cached, BigDecimal output, String currency) {
  private static final int MILLION = 6;

  public Price {
    Objects.requireNonNull(currency);
    if (input.signum() < 0 || cached.signum() < 0 || output.signum() < 0) {
      throw new IllegalArgumentException("a price cannot be negative");
    }
  }

  /// Returns what a call costs that used so many tokens; what is not told counts as none.
  Cost of(Usage usage) {
    int kept = usage.cached().orElse(0);
    int fresh = Math.max(0, usage.prompt().orElse(0) - kept);
    return cost(fresh, kept, usage.completion().orElse(0));
  }

  /// Returns the most that a call can cost.
  ///
  /// @param promptBytes size of the prompt, of which a token is at least one byte
  /// @param maxTokens most tokens to be generated
  BigDecimal most(long promptBytes, int maxTokens) {
    return cost(promptBytes, 0, maxTokens).amount();
  }

  private Cost cost(long fresh, long kept, long generated) {
    BigDecimal sum =
        input
            .multiply(BigDecimal.valueOf(fresh))
            .add(cached.multiply(BigDecimal.valueOf(kept)))
            .add(output.multiply(BigDecimal.valueOf(generated)));
    return new Cost(sum.movePointLeft(MILLION), currency);
  }
}
