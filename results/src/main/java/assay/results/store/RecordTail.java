package assay.results.store;

import assay.results.SampleRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Follows a record file while a run appends to it: each call reads what was added since the call
/// before, so that following a run costs as much as reading it once.
///
/// It takes no lock and never disturbs the writer. A last line that is not finished is left for a
/// later call. Where an attempt was repeated, both lines are handed out, in the order of the file.
/// Mutable and not thread-safe; whoever follows the run owns it.
public final class RecordTail {
  private final Path file;
  private long end;
  private long lines;
  private boolean newlineMissing;
  private FileIdentity identity = FileIdentity.NONE;

  RecordTail(Path file) {
    this.file = file;
  }

  /// What became of the file since the last call.
  public sealed interface News {
    /// It grew, or not.
    ///
    /// @param lines the records that were added, in order
    /// @param unread bytes behind them that were left for the next call, or are not finished
    /// @param unfinished bytes of a last line that is not finished
    record Added(List<Line> lines, long unread, long unfinished) implements News {
      public Added {
        lines = List.copyOf(lines);
      }
    }

    /// Another file, or a shorter one, has taken its place: nothing that was read before counts.
    record Replaced() implements News {}

    /// The file was there and is no longer.
    record Gone() implements News {}
  }

  /// A record and where its line stands.
  public record Line(SampleRecord record, Place place) {}

  /// Where a line stands in the file.
  ///
  /// @param offset of its first byte
  /// @param length in bytes, without the newline
  public record Place(long offset, int length) {}

  private record FileIdentity(Object key, Object created) {
    static final FileIdentity NONE = new FileIdentity("none", "none");

    static FileIdentity of(BasicFileAttributes file) {
      // A number can be given to the next file at once, so the time of its creation counts as well.
      return new FileIdentity(Objects.requireNonNullElse(file.fileKey(), ""), file.creationTime());
    }
  }

  /// Reads what was added.
  ///
  /// @param mostBytes stops after the line that reaches this many bytes, so that a caller can show
  ///   how far it is; at least one line is read
  /// @throws MalformedRecordException if a whole line is damaged; the next call meets it again
  public News next(long mostBytes) throws IOException {
    BasicFileAttributes now;
    try {
      now = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return identity.equals(FileIdentity.NONE) ? new News.Added(List.of(), 0, 0) : new News.Gone();
    }
    FileIdentity found = FileIdentity.of(now);
    if (!identity.equals(FileIdentity.NONE) && (!identity.equals(found) || now.size() < end)) {
      return new News.Replaced();
    }
    identity = found;
    return now.size() == end ? new News.Added(List.of(), 0, 0) : added(mostBytes);
  }

  private News added(long mostBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      skipNewline(channel);
      channel.position(end);
      long start = end;
      LineScanner scanner = new LineScanner(Channels.newInputStream(channel));
      List<Line> added = new ArrayList<>();
      long unfinished = 0;
      for (LineScanner.Line line = scanner.next(); line != null; line = scanner.next()) {
        if (!take(line, start, added)) {
          unfinished = line.bytes().length;
          break;
        }
        if (end - start >= mostBytes) {
          break;
        }
      }
      return new News.Added(added, Math.max(0, size - end), unfinished);
    }
  }

  /// The newline of a whole line can follow when the run is continued.
  private void skipNewline(FileChannel channel) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    if (newlineMissing && channel.read(one, end) == 1 && one.get(0) == '\n') {
      end++;
      newlineMissing = false;
    }
  }

  /// Keeps a line; returns false if it is not finished.
  private boolean take(LineScanner.Line line, long start, List<Line> added) {
    String damage = RecordLine.damage(line.bytes()).orElse("");
    if (!damage.isEmpty()) {
      if (line.terminated()) {
        throw RecordWriter.damaged(file, lines + 1, damage);
      }
      return false;
    }
    Place place = new Place(start + line.start(), line.bytes().length);
    added.add(new Line(decode(line.bytes(), lines + 1), place));
    lines++;
    end = place.offset() + place.length() + (line.terminated() ? 1 : 0);
    newlineMissing = !line.terminated();
    return true;
  }

  private SampleRecord decode(byte[] line, long number) {
    try {
      return RecordLine.decode(line);
    } catch (Fields.FieldException e) {
      throw new MalformedRecordException(file, number, e.getMessage());
    }
  }

  /// Returns the records that stand at places of the file, as they are read; the caller closes the
  /// stream. It may be used on any thread.
  ///
  /// @throws MalformedRecordException while reading, if a place holds no intact record any more
  public Stream<SampleRecord> read(List<Place> places) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    return places.stream()
        .map(place -> read(channel, place))
        .onClose(
            () -> {
              try {
                channel.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private SampleRecord read(FileChannel channel, Place place) {
    ByteBuffer line = ByteBuffer.allocate(place.length());
    try {
      int read = 0;
      while (line.hasRemaining() && read >= 0) {
        read = channel.read(line, place.offset() + line.position());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (line.hasRemaining() || RecordLine.damage(line.array()).isPresent()) {
      throw new MalformedRecordException(
          file, 0, "the record at byte " + place.offset() + " is no longer what it was");
    }
    return decode(line.array(), 0);
  }
}
