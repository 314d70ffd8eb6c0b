package assay.results.store;

import assay.results.AttemptPicks;
import assay.results.SampleRecord.AttemptKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The writer of a run's `experts.jsonl`, held only by who holds the run's [RecordWriter].
///
/// An attempt's line is written before its record. A run that is killed between the two does the
/// attempt again and writes another line for it; the last one counts, and only if there is a
/// record. The file is made with its first line. One thread at a time.
public final class PicksWriter implements AutoCloseable {
  private final Path file;
  private LineAppender lines;

  PicksWriter(Path file) {
    this.file = file;
  }

  /// Appends the picks of one attempt: the line is handed to the operating system before this
  /// returns.
  ///
  /// @throws MalformedRecordException if a line other than a torn last one is damaged
  /// @throws StoreException if it could not be written, or an earlier one only in part: nothing may
  ///   stand behind a torn line
  public void append(AttemptPicks picks) {
    try {
      if (lines == null) {
        lines = new LineAppender(open(file));
      }
      lines.append(RecordLine.frame(PicksCodec.write(picks)));
    } catch (IOException e) {
      AttemptKey key = picks.key();
      throw new StoreException(
          "the experts of sample %s, attempt %d".formatted(key.sampleId(), key.attempt()), e);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    FileChannel opened =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean recovered = false;
    try {
      RecordWriter.recover(opened, file);
      recovered = true;
      return opened;
    } finally {
      if (!recovered) {
        opened.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (lines != null) {
      lines.channel().force(false);
      lines.channel().close();
    }
  }
}
