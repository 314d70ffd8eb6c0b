package assay.reports.run;

import assay.reports.run.CallUse.Bill;
import assay.results.CallFacts;
import assay.results.Cost;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Counts what attempts tell of their calls, one after the other. Mutable; one thread.
final class CallTally {
  private final Map<String, Long> models = new TreeMap<>();
  private final StreamTally streams = new StreamTally();
  private final UsageTally tokens = new UsageTally();
  private final BillTally bill = new BillTally();
  private long answers;
  private long kept;
  private long retried;
  private long tries;

  void add(ScoredAttempt attempt) {
    answers += attempt.cost().answered() ? 1 : 0;
    tokens.add(attempt.cost().usage());
    bill.add(attempt);
    attempt.cost().call().ifPresent(this::add);
  }

  private void add(CallFacts call) {
    kept += call.cached() ? 1 : 0;
    retried += call.tries() > 1 ? 1 : 0;
    tries += call.cached() ? 0 : call.tries();
    if (!call.model().isEmpty()) {
      models.merge(call.model(), 1L, Long::sum);
    }
    call.stream().ifPresent(streams::add);
  }

  CallUse use() {
    return new CallUse(
        answers, kept, retried, tries, models, streams.use(), tokens.use(), bill.sum(answers));
  }

  /// What answers cost.
  private static final class BillTally {
    private final BitSet samples = new BitSet();
    private BigDecimal paid = BigDecimal.ZERO;
    private BigDecimal worth = BigDecimal.ZERO;
    private String currency = "";
    private boolean mixed;
    private long priced;
    private long right;

    void add(ScoredAttempt attempt) {
      samples.set(attempt.index());
      right += attempt.correct() ? 1 : 0;
      attempt
          .cost()
          .call()
          .ifPresent(call -> call.cost().ifPresent(cost -> add(cost, call.cached())));
    }

    private void add(Cost cost, boolean kept) {
      paid = kept ? paid : paid.add(cost.amount());
      worth = worth.add(cost.amount());
      priced++;
      mixed |= !currency.isEmpty() && !currency.equals(cost.currency());
      currency = cost.currency();
    }

    /// Of several currencies nothing can be said of a sum.
    Optional<Bill> sum(long answers) {
      if (priced == 0 || mixed) {
        return Optional.empty();
      }
      boolean all = priced == answers;
      return Optional.of(
          new Bill(
              currency,
              paid,
              worth,
              priced,
              all
                  ? OptionalDouble.of(worth.doubleValue() / samples.cardinality())
                  : OptionalDouble.empty(),
              all && right > 0
                  ? OptionalDouble.of(worth.doubleValue() / right)
                  : OptionalDouble.empty()));
    }
  }
}
