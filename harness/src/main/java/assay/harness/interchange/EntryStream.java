package assay.harness.interchange;

import assay.harness.interchange.ForeignLog.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterators;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The entries of a log for who takes them one by one, where the log hands them on by itself: a
/// thread reads it, ahead by a few entries.
final class EntryStream implements AutoCloseable {
  private static final int AHEAD = 32;

  private final BlockingQueue<Item> read = new ArrayBlockingQueue<>(AHEAD);
  private final Thread reader;

  /// What the reading thread hands on.
  private sealed interface Item {}

  private record Next(Entry entry) implements Item {}

  private record End(Optional<Throwable> failure) implements Item {}

  /// Stops the reading of a log whose entries nobody takes any more.
  private static final class AbandonedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private EntryStream(ForeignLog log) {
    reader = Thread.ofVirtual().name("read-log").start(() -> read(log));
  }

  static EntryStream of(ForeignLog log) {
    return new EntryStream(log);
  }

  private void read(ForeignLog log) {
    try {
      log.read(entry -> put(new Next(entry)));
      put(new End(Optional.empty()));
    } catch (AbandonedException e) {
      // Nobody is there to be told.
    } catch (Throwable e) { // is thrown where the entries are taken
      put(new End(Optional.of(e)));
    }
  }

  private void put(Item item) {
    try {
      read.put(item);
    } catch (InterruptedException e) {
      throw new AbandonedException();
    }
  }

  /// Returns the entries in the log's order. The stream throws what reading the log does.
  Stream<Entry> entries() {
    Iterator<Entry> entries =
        new Iterator<>() {
          private Item item = take();

          @Override
          public boolean hasNext() {
            return switch (item) {
              case Next next -> true;
              case End end -> {
                end.failure().ifPresent(EntryStream::rethrow);
                yield false;
              }
            };
          }

          @Override
          public Entry next() {
            return switch (item) {
              case Next next -> {
                item = take();
                yield next.entry();
              }
              case End end -> throw new NoSuchElementException();
            };
          }
        };
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(entries, 0), false);
  }

  private Item take() {
    try {
      return read.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new End(Optional.of(new IllegalStateException("interrupted while reading a log")));
    }
  }

  private static void rethrow(Throwable failure) {
    switch (failure) {
      case IOException broken -> throw new UncheckedIOException(broken);
      case RuntimeException own -> throw own;
      case Error error -> throw error;
      default -> throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    reader.interrupt();
  }
}
