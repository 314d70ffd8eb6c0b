package assay.results;

import java.util.Objects;
import java.util.Optional;

/// What a suite is, for who reads a run without knowing the suite.
///
/// @param dated whether samples have dates, so that a score may be split at the end of a model's
///   training data
/// @param hub where the Hugging Face hub has the data
/// @param names under which others know it; empty where nobody else does, or nothing is known
/// @param choices which options its questions have, where they have any
public record SuiteFacts(
    boolean dated,
    Optional<HubDataset> hub,
    Optional<ForeignNames> names,
    Optional<OptionRule> choices) {
  /// A suite of which nothing is known.
  public static final SuiteFacts UNKNOWN =
      new SuiteFacts(false, Optional.empty(), Optional.empty(), Optional.empty());

  public SuiteFacts {
    Objects.requireNonNull(hub);
    Objects.requireNonNull(names);
    Objects.requireNonNull(choices);
  }

  /// Returns a suite that others know.
  public static SuiteFacts known(ForeignNames names, HubDataset hub) {
    return new SuiteFacts(false, Optional.of(hub), Optional.of(names), Optional.empty());
  }

  /// Returns the suite with dated samples.
  public SuiteFacts withDates() {
    return new SuiteFacts(true, hub, names, choices);
  }

  /// Returns the suite with multiple-choice questions.
  public SuiteFacts withChoices(OptionRule rule) {
    return new SuiteFacts(dated, hub, names, Optional.of(rule));
  }

  /// Returns the suite with what it does not say itself.
  public SuiteFacts completedBy(SuiteFacts known) {
    return new SuiteFacts(dated, hub, names.or(known::names), choices.or(known::choices));
  }

  /// Returns whether another program's task of this name asks the suite.
  ///
  /// @param task in lower case, without an organisation, with `_` for `-`
  public boolean isTask(String task) {
    return names.filter(known -> known.isTask(task)).isPresent();
  }

  /// Returns whether the registry's figures under this name are measured on the suite.
  public boolean isPublishedAs(String registrySuite) {
    return names.filter(known -> known.isPublishedAs(registrySuite)).isPresent();
  }

  /// A data set of the hub.
  ///
  /// @param repository such as `TIGER-Lab/MMLU-Pro`
  /// @param subset the configuration, where it has several
  /// @param split such as `test`
  public record HubDataset(String repository, Optional<String> subset, String split) {
    public HubDataset {
      Require.text(repository, "repository");
      Objects.requireNonNull(subset);
      Require.text(split, "split");
    }

    /// Returns the split `test` of a data set without subsets.
    public static HubDataset test(String repository) {
      return new HubDataset(repository, Optional.empty(), "test");
    }
  }
}
