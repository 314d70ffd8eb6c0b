package assay.tasks.format;

import assay.results.Sample;
import assay.tasks.DataException;
import assay.tasks.SampleContent;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;

/// Walks through the rows of a dataset's files, one file open at a time.
///
/// It is a spliterator and not a `flatMap` over the files, because the iterator of a flat-mapped
/// stream would read a whole file ahead.
final class SampleCursor extends AbstractSpliterator<Sample> {
  private final RowDataset dataset;
  private final KnownDigests digests;
  private final Iterator<RowFile> files;
  private final SeenIds seen = new SeenIds();
  private Optional<RowCursor> open = Optional.empty();
  private long rows;

  SampleCursor(RowDataset dataset, KnownDigests digests) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
    this.dataset = dataset;
    this.digests = digests;
    this.files = dataset.files().iterator();
  }

  @Override
  public boolean tryAdvance(Consumer<? super Sample> action) {
    for (Optional<Row> row = nextRow(); row.isPresent(); row = nextRow()) {
      rows++;
      Optional<SampleContent> content = dataset.rule().content(row.get());
      if (content.isPresent()) {
        Sample sample = digests.digested(content.get());
        requireNew(sample.id(), row.get());
        action.accept(sample);
        return true;
      }
    }
    requireSamples();
    return false;
  }

  private Optional<Row> nextRow() {
    while (open.isPresent() || files.hasNext()) {
      if (open.isEmpty()) {
        open = Optional.of(files.next().open(dataset.fields()));
      }
      Optional<Row> row = open.get().next();
      if (row.isPresent()) {
        return row;
      }
      close();
    }
    return Optional.empty();
  }

  private void requireNew(String id, Row row) {
    if (seen.add(id)) {
      return;
    }
    firstWith(id)
        .ifPresent(
            first -> {
              throw row.error(
                  "has the id \"%s\", which %s:%d has already. Remove one of them"
                      .formatted(id, first.file(), first.line()));
            });
  }

  /// Reads the rows before the current one again for the first whose sample has an id.
  private Optional<Row> firstWith(String id) {
    SampleCursor again = new SampleCursor(dataset, KnownDigests.none());
    try {
      for (long number = 1; number < rows; number++) {
        Optional<Row> row = again.nextRow();
        if (row.flatMap(dataset.rule()::content)
            .filter(other -> other.id().equals(id))
            .isPresent()) {
          return row;
        }
      }
      return Optional.empty();
    } finally {
      again.close();
    }
  }

  private void requireSamples() {
    if (seen.isEmpty()) {
      throw DataException.inFile(
          dataset.source(),
          rows == 0
              ? "has no rows. Fetch the file again"
              : "none of its %d rows is in the window that was asked for. Widen the window"
                  .formatted(rows));
    }
  }

  void close() {
    if (open.isEmpty()) {
      return;
    }
    RowCursor cursor = open.get();
    open = Optional.empty();
    try {
      cursor.close();
    } catch (IOException e) {
      throw ReadFailure.inFile(dataset.source(), e);
    }
  }
}
