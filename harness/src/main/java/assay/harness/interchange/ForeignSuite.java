package assay.harness.interchange;

import assay.harness.interchange.ForeignLog.Origin;
import assay.results.ProtocolFacts;
import assay.results.SuiteFacts;
import assay.tasks.Benchmark;
import assay.tasks.benchmarks.Benchmarks;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// Which suite another program's log is of, and what is known of suite and protocol.
///
/// @param name this program's name for the suite, or the log's own where it has none
/// @param facts what the suite is
/// @param rules what the protocol is
public record ForeignSuite(String name, SuiteFacts facts, ProtocolFacts rules) {
  public ForeignSuite {
    Objects.requireNonNull(name);
    Objects.requireNonNull(facts);
    Objects.requireNonNull(rules);
  }

  /// Returns what the protocol is, with the worked examples that the log states.
  ProtocolFacts rules(OptionalInt shots) {
    return shots.isPresent() ? rules.withShots(shots) : rules;
  }

  /// Returns the suite that the log's task asks.
  public static ForeignSuite of(Origin origin, Benchmarks benchmarks) {
    return of(origin, benchmarks.called(origin.task()), origin.task());
  }

  /// Returns the suite of a name that the user gives.
  public static ForeignSuite named(String suite, Origin origin, Benchmarks benchmarks) {
    return of(origin, benchmarks.named(suite), suite);
  }

  private static ForeignSuite of(Origin origin, Optional<Benchmark> known, String otherwise) {
    return known
        .map(
            benchmark ->
                new ForeignSuite(
                    benchmark.suite(),
                    benchmark.facts(),
                    benchmark.protocolFacts(origin.protocol())))
        .orElseGet(
            () ->
                new ForeignSuite(
                    otherwise, SuiteFacts.UNKNOWN, ProtocolFacts.unknown(origin.protocol())));
  }
}
