package assay.reports.view;

import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;

/// Tells what a run is doing from its folder alone: who holds the lock of its records, and how old
/// the last one is.
///
/// @param directory the run
/// @param clock the time now
record StateJudge(RunDirectory directory, InstantSource clock) {
  /// A run of another container or machine holds a lock that cannot be seen; its records can.
  private static final Duration FRESH = Duration.ofSeconds(5);

  private static final Duration SLOW_CALL = Duration.ofMinutes(2);

  /// Returns the state.
  ///
  /// @param missing attempts without a record
  RunState state(boolean deleted, boolean damaged, boolean caughtUp, long missing) {
    if (deleted) {
      return RunState.DELETED;
    }
    if (damaged) {
      return RunState.DAMAGED;
    }
    if (!caughtUp) {
      return RunState.READING;
    }
    return switch (directory.writerPresence()) {
      case PRESENT -> RunState.RUNNING;
      case ABSENT -> unwritten(missing, FRESH, RunState.STOPPED);
      case UNKNOWN -> unwritten(missing, SLOW_CALL, RunState.QUIET);
    };
  }

  private RunState unwritten(long missing, Duration fresh, RunState otherwise) {
    if (missing <= 0) {
      return RunState.FINISHED;
    }
    return age().compareTo(fresh) < 0 ? RunState.RUNNING : otherwise;
  }

  /// Returns how long ago the records were written last; for a run without any, its manifest.
  private Duration age() {
    try {
      var file = Files.exists(directory.recordFile()) ? directory.recordFile() : directory.path();
      return Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.instant());
    } catch (IOException e) {
      return Duration.ofDays(1);
    }
  }
}
