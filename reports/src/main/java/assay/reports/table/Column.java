package assay.reports.table;

import assay.reports.text.Figures;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// A column of a table with rows `R`. It exists once: pages, Markdown, terminals and LaTeX show its
/// header and its cells in the words of its unit, CSV and JSON hold the same cells exactly.
///
/// @param header what people read above it; empty for a column of files alone
/// @param key its name in files, in snake case; empty for a column that files do not have. An
///   interval is two columns there, `KEY_low` and `KEY_high`
/// @param content of its cells
/// @param unit of its numbers
/// @param meaning of what is in files, in words
/// @param cell of a row
public record Column<R>(
    String header, String key, Content content, Unit unit, String meaning, Function<R, Cell> cell) {

  /// What a column holds, and with it on which side it is aligned.
  public enum Content {
    /// Words, left.
    TEXT,
    /// A number that names its row, left.
    LABEL,
    /// A number, right.
    NUMBER,
    /// An interval, right.
    RANGE
  }

  public Column {
    Objects.requireNonNull(header);
    Objects.requireNonNull(key);
    Objects.requireNonNull(content);
    Objects.requireNonNull(unit);
    Objects.requireNonNull(meaning);
    Objects.requireNonNull(cell);
  }

  /// Returns a column of words for people.
  public static <R> Column<R> text(String header, Function<R, String> text) {
    return text(header, "", "", text);
  }

  /// Returns a column of words.
  public static <R> Column<R> text(
      String header, String key, String meaning, Function<R, String> text) {
    return known(header, key, meaning, row -> Optional.of(text.apply(row)));
  }

  /// Returns a column of words for people, with a dash where there are none.
  public static <R> Column<R> known(String header, Function<R, Optional<String>> text) {
    return known(header, "", "", text);
  }

  /// Returns a column of words, with a dash where there are none.
  public static <R> Column<R> known(
      String header, String key, String meaning, Function<R, Optional<String>> text) {
    return new Column<>(
        header, key, Content.TEXT, Unit.NAME, meaning, row -> Cell.of(text.apply(row), Cell::of));
  }

  /// Returns a column of numbers for people.
  public static <R> Column<R> number(Unit unit, String header, Function<R, Cell> cell) {
    return number(unit, header, "", "", cell);
  }

  /// Returns a column of numbers.
  public static <R> Column<R> number(
      Unit unit, String header, String key, String meaning, Function<R, Cell> cell) {
    return new Column<>(header, key, Content.NUMBER, unit, meaning, cell);
  }

  /// Returns a column of counts for people.
  public static <R> Column<R> count(String header, ToLongFunction<R> count) {
    return count(header, "", "", count);
  }

  /// Returns a column of counts.
  public static <R> Column<R> count(
      String header, String key, String meaning, ToLongFunction<R> count) {
    return number(Unit.COUNT, header, key, meaning, row -> Cell.of(count.applyAsLong(row)));
  }

  /// Returns a column of intervals for people.
  public static <R> Column<R> range(Unit unit, String header, Function<R, Cell> cell) {
    return range(unit, header, "", "", cell);
  }

  /// Returns a column of intervals.
  public static <R> Column<R> range(
      Unit unit, String header, String key, String meaning, Function<R, Cell> cell) {
    return new Column<>(header, key, Content.RANGE, unit, meaning, cell);
  }

  /// Returns this column with its name and meaning in files.
  public Column<R> in(String name, String what) {
    return new Column<>(header, name, content, unit, what, cell);
  }

  /// Returns this column under another header.
  public Column<R> under(String other) {
    return new Column<>(other, key, content, unit, meaning, cell);
  }

  /// Returns this column with its numbers on the left, as the names of their rows.
  public Column<R> asLabel() {
    return new Column<>(header, key, Content.LABEL, unit, meaning, cell);
  }

  /// Returns this column for rows that hold one of this column's.
  public <S> Column<S> of(Function<S, R> part) {
    return new Column<>(header, key, content, unit, meaning, cell.compose(part));
  }

  /// Returns whether the column is aligned to the right.
  public boolean right() {
    return switch (content) {
      case TEXT, LABEL -> false;
      case NUMBER, RANGE -> true;
    };
  }

  /// Returns a row's cell as people read it.
  public String shown(R row) {
    return unit.shown(cell.apply(row));
  }

  /// Returns the names of the column in files, one or two.
  List<String> names() {
    return content == Content.RANGE ? List.of(key + "_low", key + "_high") : List.of(key);
  }

  /// Returns a row's cells in files, as many as names; empty ones where a figure is missing.
  List<String> exact(R row) {
    return switch (cell.apply(row)) {
      case Cell.Text text -> List.of(text.text());
      case Cell.Whole whole -> List.of(Long.toString(whole.value()));
      case Cell.Real real -> List.of(Figures.exact(real.value()).toPlainString());
      case Cell.Range range ->
          List.of(
              Figures.exact(range.low()).toPlainString(),
              Figures.exact(range.high()).toPlainString());
      case Cell.ShareOf part -> List.of(Long.toString(part.part()));
      case Cell.Missing missing -> names().stream().map(name -> "").toList();
    };
  }

  /// Returns a text of files as the number that it is.
  static BigDecimal number(String exact) {
    return new BigDecimal(exact);
  }
}
