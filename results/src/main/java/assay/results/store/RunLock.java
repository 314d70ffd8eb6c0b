package assay.results.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The lock of a run, which one writer of all programs holds.
///
/// It is on a file that nothing else opens: a process loses its lock on a file when it closes any
/// channel of that file (fcntl(2), "Record locking"), as who reads the records of a run that it
/// writes would do.
final class RunLock implements AutoCloseable {
  private static final String FILE = "run.lock";

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Returns the lock's file of a run's folder. It stays when the lock is given back: to delete it
  /// could part two who want it.
  static Path file(Path run) {
    return run.resolve(FILE);
  }

  /// Takes the lock of a run's folder.
  ///
  /// @throws RunLockedException if another writer has it
  static RunLock take(Path run) throws IOException {
    FileChannel channel =
        FileChannel.open(file(run), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      taken = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      throw new RunLockedException(run);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    if (!taken) {
      throw new RunLockedException(run);
    }
    return new RunLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
