package assay.results.published;

import java.util.Objects;
import java.util.Optional;

/// Where a published figure was read.
///
/// @param key short name, such as `QB25`, unique in the registry
/// @param title what it is
/// @param location its address
/// @param secondary whether it repeats figures of another source, which should be checked there
/// @param copy the copy that figures were checked against, with its revision; empty for none
public record ScoreSource(
    String key, String title, String location, boolean secondary, Optional<String> copy) {
  public ScoreSource {
    Objects.requireNonNull(key);
    Objects.requireNonNull(title);
    Objects.requireNonNull(location);
    Objects.requireNonNull(copy);
  }
}
