package assay.engine.model;

/// How outputs are divided into chunks that workers claim: the first ones large, since each costs a
/// claim and a start, the last ones small, so that nobody waits long for the worker that has the
/// last.
///
/// Source: Polychronopoulos and Kuck, "Guided Self-Scheduling", 1987.
///
/// @param workers that claim
/// @param unit outputs of the smallest chunk, and what the sizes of others are multiples of
record Chunks(int workers, int unit) {
  /// Returns how many there are.
  int count(int outputs) {
    int units = Math.ceilDiv(outputs, unit);
    int count = 0;
    for (int done = 0; done < units; done += next(units - done)) {
      count++;
    }
    return count;
  }

  /// Returns the first output of a chunk; behind the last one, the number of outputs.
  int start(int chunk, int outputs) {
    int units = Math.ceilDiv(outputs, unit);
    int done = 0;
    for (int i = 0; i < chunk; i++) {
      done += next(units - done);
    }
    return Math.min(outputs, done * unit);
  }

  private int next(int unitsLeft) {
    return Math.max(1, unitsLeft / (2 * workers));
  }
}
