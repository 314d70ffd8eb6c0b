package assay.results.store;

import assay.results.SampleRecord;
import assay.results.SampleRecord.AttemptKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Reads `records.jsonl` as a stream, checking each line.
///
/// A line that was not finished (a run killed while writing) is left out; anything else that is not
/// an intact record is a [MalformedRecordException]. Where an attempt was repeated, the last record
/// counts.
final class RecordReader {
  private RecordReader() {}

  /// Returns the records that count, in the order in which they were written.
  static Stream<SampleRecord> records(Path file) {
    if (!Files.exists(file)) {
      return Stream.empty();
    }
    BitSet superseded = superseded(file);
    return stream(file, superseded);
  }

  private static BitSet superseded(Path file) {
    BitSet lines = new BitSet();
    Map<AttemptKey, Integer> last = new HashMap<>();
    try (Stream<SampleRecord> all = stream(file, new BitSet())) {
      int[] line = {0};
      all.forEach(
          record -> {
            Integer earlier = last.put(record.key(), line[0]);
            if (earlier != null) {
              lines.set(earlier);
            }
            line[0]++;
          });
    }
    return lines;
  }

  private static Stream<SampleRecord> stream(Path file, BitSet skip) {
    try {
      InputStream in = Files.newInputStream(file);
      RecordIterator records = new RecordIterator(file, new LineScanner(in), skip);
      return StreamSupport.stream(
              Spliterators.spliteratorUnknownSize(
                  records, Spliterator.ORDERED | Spliterator.NONNULL),
              false)
          .onClose(records::close);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class RecordIterator implements Iterator<SampleRecord> {
    private final Path file;
    private final LineScanner lines;
    private final BitSet skip;
    private int lineNumber;
    private SampleRecord upcoming;

    RecordIterator(Path file, LineScanner lines, BitSet skip) {
      this.file = file;
      this.lines = lines;
      this.skip = skip;
    }

    @Override
    public boolean hasNext() {
      while (upcoming == null) {
        LineScanner.Line line = read();
        if (line == null) {
          return false;
        }
        lineNumber++;
        if (!skip.get(lineNumber - 1)) {
          upcoming = parse(line);
          if (upcoming == null) {
            return false;
          }
        }
      }
      return true;
    }

    @Override
    public SampleRecord next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      SampleRecord record = upcoming;
      upcoming = null;
      return record;
    }

    private SampleRecord parse(LineScanner.Line line) {
      String damage = RecordLine.damage(line.bytes()).orElse("");
      if (!damage.isEmpty()) {
        if (!line.terminated()) {
          return null;
        }
        throw RecordWriter.damaged(file, lineNumber, damage);
      }
      try {
        return RecordLine.decode(line.bytes());
      } catch (Fields.FieldException e) {
        throw new MalformedRecordException(file, lineNumber, e.getMessage());
      }
    }

    private LineScanner.Line read() {
      try {
        return lines.next();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void close() {
      try {
        lines.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
