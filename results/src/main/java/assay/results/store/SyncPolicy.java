package assay.results.store;

import java.time.Duration;

/// When appended records are forced to the disk.
///
/// A process that is killed loses nothing either way, because the operating system has the bytes;
/// the policy bounds what a power failure can take.
///
/// @param records force after this many records
/// @param interval force when this much time has passed since the last time
public record SyncPolicy(int records, Duration interval) {
  /// At most 200 ms or 256 records: slow calls are forced one by one, fast replays in batches.
  public static final SyncPolicy DEFAULT = new SyncPolicy(256, Duration.ofMillis(200));
}
