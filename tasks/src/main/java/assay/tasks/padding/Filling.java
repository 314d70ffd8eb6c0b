package assay.tasks.padding;

import assay.results.Sample;
import assay.tasks.TokenCounter;
import assay.tasks.padding.PaddingMaterial.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Chooses the pieces of one prompt. Used by one thread.
///
/// Pieces are taken in the drawn order, from the start again behind the last one; what does not fit
/// any more is passed over. When nothing near in the order fits, the shortest pieces of the
/// material close the gap, some perhaps a second time.
final class Filling {
  /// Pieces passed over before the rest of the gap is left to the shortest.
  private static final int MOST_MISSES = 64;

  private final PaddingMaterial material;
  private final PieceSizes sizes;
  private final TokenCounter counter;
  private final Sample sample;
  private final String question;
  private final int[] order;
  private final List<Integer> chosen = new ArrayList<>();
  private int next;

  Filling(
      PaddingMaterial material, PieceSizes sizes, TokenCounter counter, Sample sample, long seed) {
    this.material = material;
    this.sizes = sizes;
    this.counter = counter;
    this.sample = sample;
    question = PaddingMaterial.normalized(sample.input());
    order = material.order(new Random(seed));
  }

  /// Adds pieces of at most `budget` tokens in all.
  void add(int budget) {
    int left = walk(budget);
    for (int[] shortest = sizes.shortest(); ; ) {
      int before = left;
      // The longest of the short ones first: fewer of them close the gap.
      for (int i = shortest.length - 1; i >= 0; i--) {
        left -= take(shortest[i], left);
      }
      if (left == before) {
        return;
      }
    }
  }

  private int walk(int budget) {
    int left = budget;
    int misses = 0;
    int most = Math.min(MOST_MISSES, order.length);
    while (misses < most && left > 0) {
      int taken = take(order[next], left);
      next = (next + 1) % order.length;
      misses = taken == 0 ? misses + 1 : 0;
      left -= taken;
    }
    return left;
  }

  /// Returns the size of the piece if it was taken, or 0.
  private int take(int index, int left) {
    Piece piece = material.pieces().get(index);
    int size = sizes.of(index, counter);
    if (size > left || piece.gives(sample, question)) {
      return 0;
    }
    chosen.add(index);
    return size;
  }

  /// Removes the piece that was added last and returns whether there was one.
  boolean removeLast() {
    if (chosen.isEmpty()) {
      return false;
    }
    chosen.removeLast();
    return true;
  }

  /// Returns how many of the pieces stand before the task: the number whose tokens are nearest to
  /// the share of all.
  int before(double share) {
    double wanted = share * chosen.stream().mapToLong(this::size).sum();
    long sum = 0;
    int count = 0;
    while (count < chosen.size() && sum + size(chosen.get(count)) / 2.0 <= wanted) {
      sum += size(chosen.get(count));
      count++;
    }
    return share == 1 ? chosen.size() : count;
  }

  private int size(int index) {
    return sizes.of(index, counter);
  }

  List<String> texts() {
    return chosen.stream().map(index -> material.pieces().get(index).text()).toList();
  }
}
