package assay.reports.table;

import assay.reports.statistics.Interval;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/// What stands in one place of a table, before a [Unit] makes it readable.
public sealed interface Cell {
  /// A figure that is not known: a dash for people, nothing in files.
  Cell UNKNOWN = Missing.UNKNOWN;

  /// A place where no figure belongs: nothing at all.
  Cell BLANK = Missing.BLANK;

  /// Words.
  record Text(String text) implements Cell {}

  /// A whole number, exact in files.
  record Whole(long value) implements Cell {}

  /// A number, with ten significant digits in files.
  record Real(double value) implements Cell {}

  /// Two ends of an interval.
  record Range(double low, double high) implements Cell {}

  /// A count with its share of a whole, which files leave out.
  record ShareOf(long part, long whole) implements Cell {}

  /// No figure.
  enum Missing implements Cell {
    /// Nobody knows it.
    UNKNOWN,
    /// There is none.
    BLANK
  }

  /// Returns words.
  static Cell of(String text) {
    return new Text(text);
  }

  /// Returns a whole number.
  static Cell of(long value) {
    return new Whole(value);
  }

  /// Returns a number.
  static Cell of(double value) {
    return new Real(value);
  }

  /// Returns a number, or that it is not known.
  static Cell of(OptionalDouble value) {
    return value.isPresent() ? of(value.getAsDouble()) : UNKNOWN;
  }

  /// Returns a whole number, or that it is not known.
  static Cell of(OptionalLong value) {
    return value.isPresent() ? of(value.getAsLong()) : UNKNOWN;
  }

  /// Returns a whole number, or that it is not known.
  static Cell of(OptionalInt value) {
    return value.isPresent() ? of(value.getAsInt()) : UNKNOWN;
  }

  /// Returns an interval.
  static Cell of(Interval interval) {
    return new Range(interval.low(), interval.high());
  }

  /// Returns an interval, or that it is not known.
  static Cell of(Optional<Interval> interval) {
    return interval.map(Cell::of).orElse(UNKNOWN);
  }

  /// Returns what is in a cell where there is something, or that it is not known.
  static <T> Cell of(Optional<T> value, Function<T, Cell> cell) {
    return value.map(cell).orElse(UNKNOWN);
  }
}
