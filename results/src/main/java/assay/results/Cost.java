package assay.results;

import java.math.BigDecimal;
import java.util.Objects;

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
}
