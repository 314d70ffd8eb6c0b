package assay.scorers.math;

/// A named relation between a target and an answer.
public interface Equivalence {

  /// Returns the name of the relation.
  String name();

  /// Returns whether the answer counts as the target, and what decided it. Total: it never throws
  /// for anything a model can write.
  Verdict compare(String target, String answer);

  /// What a comparison came to.
  sealed interface Verdict {}

  /// The two are the same.
  ///
  /// @param stage what decided it
  record Equal(String stage) implements Verdict {}

  /// The two differ.
  ///
  /// @param stage what decided it
  record Different(String stage) implements Verdict {}

  /// The comparison ran out of its budget.
  ///
  /// @param reason what was exhausted
  record Undecided(String reason) implements Verdict {}
}
