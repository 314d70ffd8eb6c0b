package assay.harness.price;

import assay.harness.run.RunFailedException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// Money that a run may spend. Every call reserves the most that it can cost, so that the limit is
/// never passed; near the end calls wait for one another, and the first that cannot fit ends the
/// run. Thread-safe.
final class Spending {
  private final Optional<BigDecimal> limit;
  private final String currency;
  private BigDecimal spent = BigDecimal.ZERO;
  private BigDecimal reserved = BigDecimal.ZERO;

  /// Creates the budget.
  ///
  /// @param limit empty for a sum that is only counted
  Spending(Optional<BigDecimal> limit, String currency) {
    this.limit = limit;
    this.currency = currency;
  }

  /// Reserves the most that a call can cost, waiting for calls under way where that helps.
  ///
  /// @throws RunFailedException if it does not fit
  synchronized void reserve(BigDecimal most) throws InterruptedException {
    while (limit.isPresent()) {
      BigDecimal left = limit.get().subtract(spent).subtract(reserved).subtract(most);
      if (left.signum() >= 0) {
        break;
      }
      if (reserved.signum() == 0) {
        throw new RunFailedException(
            "the budget is used up: %s %s of %s are spent, and the next call may cost %s. A larger --budget with --resume goes on"
                .formatted(shown(spent), currency, shown(limit.get()), shown(most)));
      }
      wait();
    }
    reserved = reserved.add(most);
  }

  /// Replaces what was reserved by what was spent.
  synchronized void settle(BigDecimal most, BigDecimal cost) {
    reserved = reserved.subtract(most);
    spent = spent.add(cost);
    notifyAll();
  }

  /// Returns what was spent, in words.
  synchronized String words() {
    return "cost %s%s %s"
        .formatted(shown(spent), limit.map(most -> " of " + shown(most)).orElse(""), currency);
  }

  private static String shown(BigDecimal amount) {
    int digits = amount.compareTo(BigDecimal.ONE) < 0 ? 4 : 2;
    return amount.setScale(digits, RoundingMode.HALF_UP).toPlainString();
  }
}
