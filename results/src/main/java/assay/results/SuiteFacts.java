package assay.results;

import java.util.Objects;
import java.util.Optional;

/// What a suite is, for who reads a run without knowing the suite.
///
/// @param dated whether samples have dates, so that a score may be split at the end of a model's
///   training data
/// @param hub where the Hugging Face hub has the data
public record SuiteFacts(boolean dated, Optional<HubDataset> hub) {
  /// A suite of which nothing is known.
  public static final SuiteFacts UNKNOWN = new SuiteFacts(false, Optional.empty());

  public SuiteFacts {
    Objects.requireNonNull(hub);
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
