package assay.tasks.padding;

import assay.tasks.TokenCounter;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/// The tokens of each piece of a material, counted when they are first asked for. Thread-safe: two
/// threads may count the same piece and find the same.
final class PieceSizes {
  private static final int SHORTEST = 64;

  private final PaddingMaterial material;
  private final AtomicIntegerArray sizes;
  private final int[] shortest;

  PieceSizes(PaddingMaterial material) {
    this.material = material;
    sizes = new AtomicIntegerArray(material.pieces().size());
    shortest =
        IntStream.range(0, material.pieces().size())
            .boxed()
            .sorted(Comparator.comparingInt(index -> material.pieces().get(index).text().length()))
            .limit(SHORTEST)
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /// Returns the tokens of a piece and of the gap behind it, without a beginning-of-text token; an
  /// estimate of what it adds to a prompt, because tokens may join at its ends.
  int of(int index, TokenCounter counter) {
    int known = sizes.get(index);
    if (known > 0) {
      return known;
    }
    String text = Frame.measured(material.pieces().get(index).text());
    int size = Math.max(1, counter.count(text) - counter.count(""));
    sizes.set(index, size);
    return size;
  }

  /// Returns the indexes of the shortest pieces by characters, the shortest first.
  int[] shortest() {
    return shortest.clone();
  }
}
