package assay.results.store;

import assay.results.SampleRecord;
import assay.results.SampleRecord.AttemptKey;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The one writer of a run's `records.jsonl`.
///
/// Opening it takes the run's lock, checks every line, and cuts a torn last line; a last line that
/// is whole and only lacks its newline is kept. Thread-safe; owned by the runner.
public final class RecordWriter implements AutoCloseable {
  private final RunLock lock;
  private final LineAppender lines;
  private final SyncPolicy policy;
  private int unsynced;
  private long lastSyncNanos = System.nanoTime();

  private RecordWriter(RunLock lock, FileChannel channel, SyncPolicy policy) {
    this.lock = lock;
    this.lines = new LineAppender(channel);
    this.policy = policy;
  }

  /// Opens the file for appending, creating it if need be.
  ///
  /// @throws RunLockedException if another writer has it
  /// @throws MalformedRecordException if a line other than a torn last one is damaged
  static RecordWriter open(Path file, SyncPolicy policy) throws IOException {
    RunLock lock = RunLock.take(file.toAbsolutePath().getParent());
    boolean opened = false;
    try {
      FileChannel channel = recovered(file);
      opened = true;
      return new RecordWriter(lock, channel, policy);
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  private static FileChannel recovered(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean whole = false;
    try {
      recover(channel, file);
      whole = true;
      return channel;
    } finally {
      if (!whole) {
        channel.close();
      }
    }
  }

  /// Leaves the channel behind the last intact line, a torn one cut off.
  static void recover(FileChannel channel, Path file) throws IOException {
    // Not closed: that would close the channel.
    LineScanner lines = new LineScanner(Channels.newInputStream(channel));
    long number = 0;
    long end = 0;
    boolean newlineMissing = false;
    for (LineScanner.Line line = lines.next(); line != null; line = lines.next()) {
      number++;
      String damage = RecordLine.damage(line.bytes()).orElse("");
      if (damage.isEmpty()) {
        end = line.start() + line.bytes().length + (line.terminated() ? 1 : 0);
        newlineMissing = !line.terminated();
      } else if (line.terminated()) {
        throw damaged(file, number, damage);
      }
    }
    channel.truncate(end);
    channel.position(end);
    if (newlineMissing) {
      LineAppender.writeAll(channel, new byte[] {'\n'});
    }
  }

  static MalformedRecordException damaged(Path file, long line, String damage) {
    return new MalformedRecordException(
        file,
        line,
        "the record is damaged: "
            + damage
            + ". Restore the file from a copy, or delete this line and continue with --resume");
  }

  /// A record as it is stored. A class, because arrays in records compare by identity.
  public static final class Line {
    private final AttemptKey attempt;
    private final byte[] bytes;

    private Line(AttemptKey attempt, byte[] bytes) {
      this.attempt = attempt;
      this.bytes = bytes;
    }
  }

  /// Returns the line of a record, which takes longer to make than to append.
  public static Line line(SampleRecord record) {
    return new Line(record.key(), RecordLine.encode(record));
  }

  /// Appends one record, as the other method of this name.
  public void append(SampleRecord record) {
    append(line(record));
  }

  /// Appends one record: the line is handed to the operating system before this returns.
  ///
  /// @throws StoreException if it could not be written, or an earlier one only in part: nothing may
  ///   stand behind a torn line
  public synchronized void append(Line line) {
    try {
      lines.append(line.bytes);
      unsynced++;
      if (unsynced >= policy.records()
          || System.nanoTime() - lastSyncNanos >= policy.interval().toNanos()) {
        sync();
      }
    } catch (IOException e) {
      throw new StoreException(
          "the record of sample %s, attempt %d"
              .formatted(line.attempt.sampleId(), line.attempt.attempt()),
          e);
    }
  }

  private void sync() throws IOException {
    lines.channel().force(false);
    unsynced = 0;
    lastSyncNanos = System.nanoTime();
  }

  @Override
  public synchronized void close() throws IOException {
    try (lock) {
      if (lines.channel().isOpen()) {
        sync();
        lines.channel().close();
      }
    }
  }
}
