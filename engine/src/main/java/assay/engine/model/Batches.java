package assay.engine.model;

import assay.engine.kernels.Batch;
import java.util.ArrayList;
import java.util.List;

/// Views of arrays, made once and found again by the next step, so that steps leave no garbage.
///
/// Mutable, and owned by one worker.
final class Batches {
  /// More than a model has arrays and places in them.
  private static final int MOST = 64;

  private final List<Batch> known = new ArrayList<>();

  /// Returns the view with this place; see [Batch].
  Batch of(float[] data, int offset, int stride) {
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i).is(data, offset, stride)) {
        return known.get(i);
      }
    }
    if (known.size() == MOST) {
      known.clear(); // places that depend on the batch
    }
    Batch made = new Batch(data, offset, stride);
    known.add(made);
    return made;
  }
}
