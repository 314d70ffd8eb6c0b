package assay.results;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What a run may cost, and what it has cost.
///
/// @param tariffs by which its answers were paid, in the order of their use; one unless the run was
///   continued at other prices. All have one currency
/// @param budget what may be spent; empty for any sum
/// @param spent when the program last ended in order: the cost of all answers that were asked for,
///   those among them that were asked for again
public record Billing(List<Tariff> tariffs, Optional<BigDecimal> budget, BigDecimal spent) {
  public Billing {
    tariffs = List.copyOf(tariffs);
    Objects.requireNonNull(budget);
    if (tariffs.stream().map(each -> each.price().currency()).distinct().count() != 1) {
      throw new IllegalArgumentException("a run is paid in one currency, found " + tariffs);
    }
    if (spent.signum() < 0) {
      throw new IllegalArgumentException("what was spent cannot be negative: " + spent);
    }
    spent = spent.stripTrailingZeros();
  }

  /// Returns the billing of a run that has not begun.
  public static Billing of(Tariff tariff, Optional<BigDecimal> budget) {
    return new Billing(List.of(tariff), budget, BigDecimal.ZERO);
  }

  /// Returns the currency of all amounts.
  public String currency() {
    return tariffs.getFirst().price().currency();
  }

  /// Returns this billing with another sum.
  public Billing spending(BigDecimal sum) {
    return new Billing(tariffs, budget, sum);
  }

  /// Returns the billing of this run when it is continued at prices and with a budget of now.
  ///
  /// @throws IllegalArgumentException if the currencies differ
  public Billing continued(Billing now) {
    return new Billing(joined(now), now.budget, spent);
  }

  /// Returns the billing of two parts of a run; its budget is that of both, where both have one.
  ///
  /// @throws IllegalArgumentException if the currencies differ
  public Billing plus(Billing other) {
    return new Billing(
        joined(other), budget.flatMap(own -> other.budget.map(own::add)), spent.add(other.spent));
  }

  private List<Tariff> joined(Billing other) {
    Set<Tariff> all = new LinkedHashSet<>(tariffs);
    all.addAll(other.tariffs);
    return List.copyOf(all);
  }

  /// Returns what is known, in words by what tables call it.
  public Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    for (Tariff tariff : tariffs) {
      words.merge("prices of " + tariff.model(), tariff.words(), "%s; then %s"::formatted);
    }
    budget.ifPresent(sum -> words.put("budget", sum.toPlainString() + " " + currency()));
    words.put("spent", spent.toPlainString() + " " + currency());
    return words;
  }
}
