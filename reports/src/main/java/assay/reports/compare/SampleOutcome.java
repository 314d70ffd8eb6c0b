package assay.reports.compare;

import assay.reports.run.Verdict;
import assay.results.Facets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/// What came of one sample in one run, as far as comparing needs it.
///
/// @param id the sample
/// @param digest the front of the SHA-256 (hex) of its content
/// @param facets what it is grouped by, in the order of the records; empty where that is not known
/// @param attempts in order, at least one
/// @param weight how much it counts, 1 unless samples were drawn at different rates
public record SampleOutcome(
    String id, String digest, Map<String, String> facets, List<Attempt> attempts, double weight) {

  public SampleOutcome {
    Objects.requireNonNull(id);
    Objects.requireNonNull(digest);
    facets = Facets.of(facets);
    attempts = List.copyOf(attempts);
    if (attempts.isEmpty()) {
      throw new IllegalArgumentException("sample " + id + " has no attempt");
    }
  }

  /// Returns what came of a sample that counts like any other.
  public SampleOutcome(
      String id, String digest, Map<String, String> facets, List<Attempt> attempts) {
    this(id, digest, facets, attempts, 1);
  }

  /// Returns what came of the sample, with another weight.
  SampleOutcome weighing(double other) {
    return other == weight ? this : new SampleOutcome(id, digest, facets, attempts, other);
  }

  /// One attempt.
  ///
  /// @param verdict of the scorer that is compared
  /// @param tokens generated, where they were counted
  /// @param characters of the completion, 0 where there is none
  /// @param truncated whether a limit cut the completion
  public record Attempt(Verdict verdict, OptionalInt tokens, int characters, boolean truncated) {
    public Attempt {
      Objects.requireNonNull(verdict);
      Objects.requireNonNull(tokens);
    }
  }

  /// Returns the attempts that were measured.
  public List<Attempt> measured() {
    return attempts.stream().filter(attempt -> attempt.verdict().measured()).toList();
  }

  /// Returns the mean of what the measured attempts earned, which must not be none.
  public double share() {
    return measured().stream().mapToDouble(each -> each.verdict().credit()).average().orElseThrow();
  }

  /// Returns the share of answers that are right in full among the measured attempts, which must
  /// not be none.
  double rightShare() {
    return measured().stream().mapToInt(a -> a.verdict().correct() ? 1 : 0).average().orElseThrow();
  }

  /// Returns whether any attempt was right.
  public boolean solved() {
    return attempts.stream().anyMatch(attempt -> attempt.verdict().correct());
  }
}
