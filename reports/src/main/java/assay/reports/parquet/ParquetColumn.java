package assay.reports.parquet;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// A column of a table with rows `R`.
///
/// @param name in the file
/// @param type of its values
/// @param value of a row, of the type's class; empty where there is none
public record ParquetColumn<R>(String name, ParquetType type, Function<R, Optional<?>> value) {
  public ParquetColumn {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
    Objects.requireNonNull(value);
  }

  /// Returns a column of texts.
  public static <R> ParquetColumn<R> text(String name, Function<R, String> text) {
    return new ParquetColumn<>(name, ParquetType.STRING, row -> Optional.of(text.apply(row)));
  }

  /// Returns a column of texts of which some are missing.
  public static <R> ParquetColumn<R> known(String name, Function<R, Optional<String>> text) {
    return new ParquetColumn<>(name, ParquetType.STRING, text::apply);
  }

  /// Returns a column of whole numbers.
  public static <R> ParquetColumn<R> count(String name, Function<R, Integer> count) {
    return new ParquetColumn<>(name, ParquetType.INT32, row -> Optional.of(count.apply(row)));
  }

  /// Returns a column of whole numbers of which some are missing.
  public static <R> ParquetColumn<R> knownCount(String name, Function<R, OptionalInt> count) {
    return new ParquetColumn<>(
        name,
        ParquetType.INT32,
        row -> {
          OptionalInt found = count.apply(row);
          return found.isPresent() ? Optional.of(found.getAsInt()) : Optional.empty();
        });
  }

  /// Returns a column of numbers of which some are missing.
  public static <R> ParquetColumn<R> number(String name, Function<R, Optional<Double>> number) {
    return new ParquetColumn<>(name, ParquetType.DOUBLE, number::apply);
  }

  /// Returns a column of truth values of which some are missing.
  public static <R> ParquetColumn<R> truth(String name, Function<R, Optional<Boolean>> truth) {
    return new ParquetColumn<>(name, ParquetType.BOOLEAN, truth::apply);
  }
}
