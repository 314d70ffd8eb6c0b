package assay.tasks;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/// A range of dates, both ends included; an absent end is open.
///
/// @param from first day
/// @param to last day
/// @param release name of a release that stands for the choice, such as `v5`; it becomes a part of
///   the metric's name
public record Window(Optional<LocalDate> from, Optional<LocalDate> to, Optional<String> release) {

  /// Every date.
  public static final Window ALL = new Window(Optional.empty(), Optional.empty(), Optional.empty());

  public Window {
    Objects.requireNonNull(from);
    Objects.requireNonNull(to);
    Objects.requireNonNull(release);
    if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
      throw new IllegalArgumentException(
          "the window's first day %s is after its last day %s".formatted(from.get(), to.get()));
    }
  }

  /// Returns whether the day lies in the window.
  public boolean contains(LocalDate day) {
    return from.map(first -> !day.isBefore(first)).orElse(true)
        && to.map(last -> !day.isAfter(last)).orElse(true);
  }

  /// Returns whether every date is in the window.
  public boolean isAll() {
    return from.isEmpty() && to.isEmpty();
  }
}
