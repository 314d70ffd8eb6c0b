package assay.engine.schedule;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What is going to be asked: in which order that takes the least memory, and which beginnings of
/// prompts are still needed. The cache keeps those longer than others.
///
/// Thread-safe. It holds what several prompts begin with and nothing else of them; it never changes
/// a result.
public final class Forecast {
  private static final Forecast NONE = new Forecast(List.of(), Map.of());

  private final List<Integer> order;
  private final Map<Long, Integer> open; // by fingerprint of a beginning, requests to come
  private final Map<Long, Integer> known; // the same before the first was answered
  private final AtomicLong saved = new AtomicLong();

  /// @param order in which prompts, numbered from 0, are best asked
  /// @param shared by fingerprint of each beginning that several requests have, their number
  Forecast(List<Integer> order, Map<Long, Integer> shared) {
    this.order = List.copyOf(order);
    known = Map.copyOf(shared);
    open = new ConcurrentHashMap<>(shared);
  }

  /// Returns that nothing is known of what will be asked.
  public static Forecast none() {
    return NONE;
  }

  /// Returns the numbers of the prompts in the order in which they are best asked: those that begin
  /// with the same tokens follow each other, and else it is their own order.
  public List<Integer> order() {
    return order;
  }

  /// Notes that a request was answered, or has failed.
  ///
  /// @param prompt tokens
  /// @param reused how many of them did not have to be computed
  public void answered(int[] prompt, int reused) {
    Fingerprints blocks = new Fingerprints(prompt);
    while (blocks.next() && known.containsKey(blocks.current())) {
      open.computeIfPresent(blocks.current(), (_, count) -> count > 1 ? count - 1 : null);
    }
    saved.addAndGet(Math.min(reused, blocks.tokensBefore()));
  }

  /// Returns whether a request is to come that begins as the fingerprint says.
  boolean awaits(long fingerprint) {
    return open.containsKey(fingerprint);
  }

  /// Returns how many tokens need not be computed if each beginning that requests share is computed
  /// once; beginnings are counted in blocks of [Fingerprints#BLOCK] tokens.
  public long shareableTokens() {
    return known.values().stream().mapToLong(count -> count - 1L).sum() * Fingerprints.BLOCK;
  }

  /// Returns how many of [#shareableTokens] were not computed.
  public long savedTokens() {
    return Math.min(saved.get(), shareableTokens());
  }
}
