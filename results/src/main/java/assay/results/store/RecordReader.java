package assay.results.store;

import assay.results.AttemptPicks;
import assay.results.SampleRecord;
import assay.results.SampleRecord.AttemptKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Reads `records.jsonl`, or the `experts.jsonl` beside it, as a stream, checking each line.
///
/// A line that was not finished (a run killed while writing) is left out; anything else that is not
/// an intact record is a [MalformedRecordException]. Where an attempt was repeated, the last record
/// counts.
///
/// @param file what is read
/// @param decode what an intact line holds
/// @param keyOf which attempt that is about, read without the rest of the line where that is
///   possible
record RecordReader<T>(
    Path file, Function<LineScanner.Line, T> decode, Function<byte[], AttemptKey> keyOf) {
  /// Returns the reader of a run's records.
  static RecordReader<SampleRecord> ofRecords(Path file) {
    return new RecordReader<>(file, line -> RecordLine.decode(line.bytes()), RecordLine::key);
  }

  /// Returns the reader of a run's records without their longest texts.
  static RecordReader<SampleRecord> ofFigures(Path file) {
    return new RecordReader<>(file, line -> RecordLine.skim(line.bytes()), RecordLine::key);
  }

  /// Returns the reader of a run's records, likewise, with where they stand.
  static RecordReader<PlacedRecord> ofPlaces(Path file) {
    return new RecordReader<>(
        file,
        line -> new PlacedRecord(line.start(), RecordLine.skim(line.bytes())),
        RecordLine::key);
  }

  /// Returns the reader of the experts that a run's attempts used.
  static RecordReader<AttemptPicks> ofExperts(Path file) {
    Function<byte[], AttemptPicks> decode = line -> RecordLine.decode(line, PicksCodec::read);
    return new RecordReader<>(
        file, line -> decode.apply(line.bytes()), decode.andThen(AttemptPicks::key));
  }

  /// Returns the records that count, in the order in which they were written.
  Stream<T> lines() {
    if (!Files.exists(file)) {
      return Stream.empty();
    }
    return stream(superseded()::get);
  }

  /// Returns the records that counted until their attempt was repeated, in the order in which they
  /// were written.
  Stream<T> replaced() {
    if (!Files.exists(file)) {
      return Stream.empty();
    }
    BitSet old = superseded();
    return old.isEmpty() ? Stream.empty() : stream(line -> !old.get(line));
  }

  /// Returns the records of attempts that were repeated, the last ones among them, in the order in
  /// which they were written.
  Stream<T> repeated() {
    if (!Files.exists(file)) {
      return Stream.empty();
    }
    BitSet old = superseded();
    if (old.isEmpty()) {
      return Stream.empty();
    }
    Set<AttemptKey> repeated = new HashSet<>();
    try (Stream<AttemptKey> keys = keys(line -> !old.get(line))) {
      keys.forEach(repeated::add);
    }
    BitSet others = new BitSet();
    try (Stream<AttemptKey> keys = keys(line -> false)) {
      int[] line = {0};
      keys.forEach(key -> others.set(line[0]++, !repeated.contains(key)));
    }
    return stream(others::get);
  }

  /// Returns the records that count and those of attempts that were repeated, in the order in which
  /// they were written.
  Stream<T> all() {
    return Files.exists(file) ? stream(line -> false) : Stream.empty();
  }

  /// Returns the lines whose attempt has another line behind them. No key is kept: attempts that
  /// were repeated show by their hashes, and only those with such a hash are read again.
  private BitSet superseded() {
    Set<Integer> repeated = repeatedHashes();
    BitSet lines = new BitSet();
    if (repeated.isEmpty()) {
      return lines;
    }
    Map<AttemptKey, Integer> last = new HashMap<>();
    try (Stream<AttemptKey> all = keys(line -> false)) {
      int[] line = {0};
      all.forEach(
          key -> {
            Integer earlier = repeated.contains(key.hashCode()) ? last.put(key, line[0]) : null;
            if (earlier != null) {
              lines.set(earlier);
            }
            line[0]++;
          });
    }
    return lines;
  }

  private Set<Integer> repeatedHashes() {
    int[] hashes;
    try (Stream<AttemptKey> all = keys(line -> false)) {
      hashes = all.mapToInt(AttemptKey::hashCode).toArray();
    }
    Arrays.sort(hashes);
    Set<Integer> repeated = new HashSet<>();
    for (int i = 1; i < hashes.length; i++) {
      if (hashes[i] == hashes[i - 1]) {
        repeated.add(hashes[i]);
      }
    }
    return repeated;
  }

  private Stream<AttemptKey> keys(IntPredicate skip) {
    return new RecordReader<>(file, line -> keyOf.apply(line.bytes()), keyOf).stream(skip);
  }

  private Stream<T> stream(IntPredicate skip) {
    try {
      InputStream in = Files.newInputStream(file);
      LineIterator records = new LineIterator(new LineScanner(in), skip);
      return StreamSupport.stream(
              Spliterators.spliteratorUnknownSize(
                  records, Spliterator.ORDERED | Spliterator.NONNULL),
              false)
          .onClose(records::close);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class LineIterator implements Iterator<T> {
    private final LineScanner lines;
    private final IntPredicate skip;
    private int lineNumber;
    private T upcoming;

    LineIterator(LineScanner lines, IntPredicate skip) {
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
        if (!skip.test(lineNumber - 1)) {
          upcoming = parse(line);
          if (upcoming == null) {
            return false;
          }
        }
      }
      return true;
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      T record = upcoming;
      upcoming = null;
      return record;
    }

    private T parse(LineScanner.Line line) {
      String damage = RecordLine.damage(line.bytes()).orElse("");
      if (!damage.isEmpty()) {
        if (!line.terminated()) {
          return null;
        }
        throw RecordWriter.damaged(file, lineNumber, damage);
      }
      try {
        return decode.apply(line);
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
