package assay.results.published;

import java.util.Objects;
import java.util.Optional;

/// Whether facts that somebody typed were compared with a primary source.
///
/// @param state how far
/// @param against the source and its revision; empty where there was none
/// @param doubt what could not be found; empty where nothing is left
public record FactCheck(State state, String against, String doubt) {
  /// Facts that need no check here: a user's own, or those of a run's manifest.
  public static final FactCheck STATED = new FactCheck(State.CHECKED, "", "");

  /// How far facts were checked.
  public enum State {
    /// Every one.
    CHECKED,
    /// All but those in doubt.
    IN_PART,
    /// None.
    UNVERIFIED
  }

  public FactCheck {
    Objects.requireNonNull(state);
    if ((state == State.CHECKED) != doubt.isEmpty()) {
      throw new IllegalArgumentException("facts that are %s, in doubt: %s".formatted(state, doubt));
    }
  }

  /// Returns what a reader has to know; empty where everything was checked.
  public Optional<String> caution() {
    return switch (state) {
      case CHECKED -> Optional.empty();
      case IN_PART -> Optional.of("unverified in part (" + doubt + ")");
      case UNVERIFIED -> Optional.of("unverified (" + doubt + ")");
    };
  }
}
