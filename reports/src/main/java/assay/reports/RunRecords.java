package assay.reports;

import assay.results.RunManifest;
import assay.results.SampleRecord;
import java.util.Objects;
import java.util.stream.Stream;

/// A run as a report reads it.
///
/// @param name what the report calls it, such as the name of its directory
/// @param manifest what was run
/// @param source where its records come from
public record RunRecords(String name, RunManifest manifest, Source source) {
  public RunRecords {
    Objects.requireNonNull(name);
    Objects.requireNonNull(manifest);
    Objects.requireNonNull(source);
  }

  /// Records that can be read again and again, so that nobody has to hold them all.
  @FunctionalInterface
  public interface Source {
    /// Returns the records in any order, as a new stream; the caller closes it.
    Stream<SampleRecord> open();
  }
}
