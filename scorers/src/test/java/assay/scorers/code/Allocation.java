package assay.scorers.code;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/// How many bytes a computation allocates on its thread, which bounds what it holds at any moment.
final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  static <T> long bytes(Supplier<T> computation) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    var _ = computation.get();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
