package assay.results;

import java.math.BigDecimal;

/// What a model's tokens cost.
///
/// @param input per million tokens of prompts
/// @param cached per million tokens of prompts that the server had computed before
/// @param output per million generated tokens that are no thoughts
/// @param reasoning per million generated tokens that are thoughts
/// @param currency as the table calls it
public record Price(
    BigDecimal input, BigDecimal cached, BigDecimal output, BigDecimal reasoning, String currency) {
  private static final int MILLION = 6;

  public Price {
    Require.text(currency, "currency");
    if (input.signum() < 0
        || cached.signum() < 0
        || output.signum() < 0
        || reasoning.signum() < 0) {
      throw new IllegalArgumentException("a price cannot be negative");
    }
  }

  /// Returns what a call costs that used so many tokens; what is not told counts as none.
  public Cost of(Usage usage) {
    int kept = usage.cached().orElse(0);
    int thoughts = usage.reasoning().orElse(0);
    BigDecimal sum =
        times(input, Math.max(0, usage.prompt().orElse(0) - kept))
            .add(times(cached, kept))
            .add(times(output, Math.max(0, usage.completion().orElse(0) - thoughts)))
            .add(times(reasoning, thoughts));
    return new Cost(sum.movePointLeft(MILLION), currency);
  }

  /// Returns the most that a call can cost.
  ///
  /// @param promptTokens at most, such as the bytes of the prompt
  /// @param maxTokens most tokens to be generated
  public Cost most(long promptTokens, int maxTokens) {
    BigDecimal sum =
        times(input.max(cached), promptTokens).add(times(output.max(reasoning), maxTokens));
    return new Cost(sum.movePointLeft(MILLION), currency);
  }

  private static BigDecimal times(BigDecimal price, long tokens) {
    return price.multiply(BigDecimal.valueOf(tokens));
  }

  /// Returns the prices as tables show them.
  String words() {
    return "%s input, %s cached, %s output, %s reasoning (%s per million tokens)"
        .formatted(plain(input), plain(cached), plain(output), plain(reasoning), currency);
  }

  private static String plain(BigDecimal amount) {
    return amount.toPlainString();
  }
}
