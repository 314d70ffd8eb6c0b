package assay.engine.machine;

import java.util.List;

/// Numbers that lie behind the code of a function, which finds them by their distance.
///
/// @param words four bytes each
public record Constant(List<Integer> words) implements Source {
  /// Copies the numbers.
  ///
  /// @throws IllegalArgumentException if there are none
  public Constant {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a constant has at least one number");
    }
  }

  /// Makes a constant of four bytes.
  public static Constant of(int word) {
    return new Constant(List.of(word));
  }
}
