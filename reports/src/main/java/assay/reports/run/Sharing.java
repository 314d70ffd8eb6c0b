package assay.reports.run;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Keeps one of all equal values: facets, verdicts and counts of tokens repeat from record to
/// record. Not thread-safe; whoever reads records owns it for as long as that takes.
public final class Sharing {
  private final Map<Object, Object> values = new HashMap<>();

  /// Creates a sharing that has seen nothing.
  public Sharing() {}

  /// Returns the first value that equals this one, which must not change.
  @SuppressWarnings("unchecked") // The map gives back an object equal to the one it is asked for.
  public <T> T of(T value) {
    return (T) values.computeIfAbsent(value, same -> same);
  }

  /// Returns the first value that equals this one, or where there is none an equal one whose parts
  /// are shared too.
  ///
  /// @param shared makes that one
  @SuppressWarnings("unchecked") // As above.
  public <T> T of(T value, UnaryOperator<T> shared) {
    Object known = values.get(value);
    return known == null ? of(shared.apply(value)) : (T) known;
  }
}
