package assay.engine.kernels;

import java.lang.foreign.MemorySegment;
import java.util.IdentityHashMap;

/// Arrays as machine code takes them, each view made once, so that steps leave no garbage.
///
/// Mutable, and used by one thread.
final class ArrayViews {
  /// More than a model has activations and gains.
  private static final int MOST = 4096;

  private final IdentityHashMap<float[], MemorySegment> known = new IdentityHashMap<>();

  MemorySegment of(float[] array) {
    MemorySegment view = known.get(array);
    if (view == null) {
      if (known.size() == MOST) {
        known.clear();
      }
      view = MemorySegment.ofArray(array);
      known.put(array, view);
    }
    return view;
  }
}
