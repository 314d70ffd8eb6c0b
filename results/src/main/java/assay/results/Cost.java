package assay.results;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/// What something costs.
///
/// @param amount in the currency's unit, 0 or more
/// @param currency as the price table calls it, such as `USD`
public record Cost(BigDecimal amount, String currency) {
  public Cost {
    Objects.requireNonNull(currency);
    if (amount.signum() < 0) {
      throw new IllegalArgumentException("a cost cannot be negative: " + amount);
    }
    amount = amount.stripTrailingZeros();
  }

  /// Returns what an answer cost; empty where that is not known, and for an answer that was kept
  /// from an earlier call.
  public static Optional<Cost> paid(Outcome outcome) {
    return outcome instanceof Completion completion
        ? completion.call().filter(call -> !call.cached()).flatMap(CallFacts::cost)
        : Optional.empty();
  }
}
