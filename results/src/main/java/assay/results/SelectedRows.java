package assay.results;

import java.util.Objects;
import java.util.Optional;

/// Which of a data set's rows a run takes.
///
/// @param words such as `all` or `first 100 of all`
/// @param draw how they were drawn, where they were: what a figure over all needs to weigh them
public record SelectedRows(String words, Optional<Draw> draw) {
  public SelectedRows {
    Objects.requireNonNull(words);
    Objects.requireNonNull(draw);
  }

  /// Returns rows of which each counts the same.
  public static SelectedRows of(String words) {
    return new SelectedRows(words, Optional.empty());
  }
}
