package assay.tasks.format;

import assay.results.RunManifest;
import assay.results.Sample;
import assay.tasks.SampleContent;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The digests of samples that were read before: taken as they were as long as the files are what
/// they were, at which it looks now and then. Not thread-safe.
final class KnownDigests {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final BooleanSupplier filesAreTheSame;
  private Iterator<RunManifest.Row> coming;
  private RunManifest.Row next;
  private long lookedNanos = System.nanoTime();

  /// @param known of samples in the order in which they come
  KnownDigests(List<RunManifest.Row> known, BooleanSupplier filesAreTheSame) {
    this.filesAreTheSame = filesAreTheSame;
    this.coming = filesAreTheSame.getAsBoolean() ? known.iterator() : Collections.emptyIterator();
    advance();
  }

  /// Returns the digests where none are known.
  static KnownDigests none() {
    return new KnownDigests(List.of(), () -> false);
  }

  /// Returns the sample with its digest.
  Sample digested(SampleContent content) {
    if (next == null || !next.id().equals(content.id()) || !stillTheSame()) {
      return content.digested();
    }
    String digest = next.digest();
    advance();
    return content.digested(digest);
  }

  private void advance() {
    next = coming.hasNext() ? coming.next() : null;
  }

  private boolean stillTheSame() {
    long now = System.nanoTime();
    if (now - lookedNanos >= LOOK_NANOS) {
      lookedNanos = now;
      if (!filesAreTheSame.getAsBoolean()) {
        coming = Collections.emptyIterator();
        next = null;
      }
    }
    return next != null;
  }
}
