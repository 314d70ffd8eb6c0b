package assay.engine.format;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Dimensions of a tensor, slowest first: a weight matrix is `[out, in]`.
///
/// GGUF files store dimensions fastest first; [GgufFile] turns them round once, on reading.
///
/// @param dimensions at least one, each at least 1
public record Shape(List<Long> dimensions) {
  /// Checks and copies the dimensions.
  ///
  /// @throws IllegalArgumentException if there is no dimension, if one is below 1, or if their
  ///   product exceeds 2^63 - 1
  public Shape {
    dimensions = List.copyOf(dimensions);
    if (dimensions.isEmpty()) {
      throw new IllegalArgumentException("a shape needs at least one dimension");
    }
    long elements = 1;
    for (long dimension : dimensions) {
      if (dimension < 1 || dimension > Long.MAX_VALUE / elements) {
        throw new IllegalArgumentException("dimensions out of range: " + dimensions);
      }
      elements *= dimension;
    }
  }

  /// Returns the shape with these dimensions, slowest first.
  public static Shape of(long... dimensions) {
    return new Shape(LongStream.of(dimensions).boxed().toList());
  }

  /// Returns the number of elements: the product of the dimensions.
  public long elements() {
    return dimensions.stream().reduce(1L, Math::multiplyExact);
  }

  /// Returns the length of a row: the fastest dimension.
  public long columns() {
    return dimensions.getLast();
  }

  /// Returns the number of rows: the product of all dimensions but the fastest.
  public long rows() {
    return elements() / columns();
  }

  /// Returns the dimensions as in `[320, 64]`.
  @Override
  public String toString() {
    return dimensions.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
