package assay.scorers.math.algebra;

/// The steps that one comparison may still take. Steps stand for arithmetic operations of bounded
/// size, so the limit does not depend on the machine. Belongs to one thread.
public final class Budget {
  private final long limit;
  private long left;

  public Budget(long steps) {
    this.limit = steps;
    this.left = steps;
  }

  /// Takes steps away.
  ///
  /// @throws UndecidedException if fewer are left
  public void spend(long steps) {
    left -= steps;
    if (left < 0) {
      throw new UndecidedException("the comparison needs more than its " + limit + " steps");
    }
  }
}
