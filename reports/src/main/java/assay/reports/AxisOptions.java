package assay.reports;

import assay.results.published.PublishedModels;
import java.util.Objects;

/// What a report is told about models besides their runs.
///
/// @param models facts on them, the user's own before the registry
public record AxisOptions(PublishedModels models) {
  /// The registry alone.
  public static final AxisOptions DEFAULT = new AxisOptions(PublishedModels.bundled());

  public AxisOptions {
    Objects.requireNonNull(models);
  }
}
