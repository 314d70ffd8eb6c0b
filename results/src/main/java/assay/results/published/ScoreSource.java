package assay.results.published;

import java.util.Objects;

/// Where a published figure was read.
///
/// @param key short name, such as `QB25`, unique in the registry
/// @param title what it is
/// @param location its address
/// @param secondary whether it repeats figures of another source, which should be checked there
public record ScoreSource(String key, String title, String location, boolean secondary) {
  public ScoreSource {
    Objects.requireNonNull(key);
    Objects.requireNonNull(title);
    Objects.requireNonNull(location);
  }
}
