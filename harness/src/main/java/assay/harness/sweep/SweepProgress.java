package assay.harness.sweep;

import assay.harness.run.Console;
import assay.harness.run.Eta;

/// Says between variants how far the whole plan is. The estimate takes all calls for equally long;
/// where lengths differ much it is only a first idea.
public final class SweepProgress {
  private final Console console;
  private final int variants;
  private final long calls;
  private final long alreadyDone;
  private final long startNanos = System.nanoTime();
  private int started;
  private long done;

  /// Starts counting.
  ///
  /// @param calls of the whole plan
  /// @param alreadyDone calls that earlier sweeps stored
  public SweepProgress(Console console, int variants, long calls, long alreadyDone) {
    this.console = console;
    this.variants = variants;
    this.calls = calls;
    this.alreadyDone = alreadyDone;
  }

  /// Announces the next variant.
  public void start(String name) {
    started++;
    console.remark(
        "sweep     variant %d of %d: %s; %d of %d calls, %s"
            .formatted(started, variants, name, alreadyDone + done, calls, eta()));
  }

  /// Counts calls that a variant made, or that a failed one did not make.
  public void add(long made) {
    done += made;
  }

  private String eta() {
    return Eta.words((System.nanoTime() - startNanos) / 1e9, done, calls - alreadyDone - done);
  }
}
