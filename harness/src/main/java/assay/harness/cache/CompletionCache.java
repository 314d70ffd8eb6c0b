package assay.harness.cache;

import assay.results.Completion;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// A folder of completions, one file each, named by the digest of its key. Any number of processes
/// may use it at once: a file appears whole or not at all, and one that is gone or damaged is
/// computed anew.
public final class CompletionCache {
  private static final String TEMPORARY = ".tmp";

  /// A file that is written takes far less; one as old as this was left by a process that died.
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Path folder;

  /// Tells its files from those of other processes, which may run on other machines.
  private final String writer = UUID.randomUUID().toString();

  private final AtomicLong written = new AtomicLong();

  /// Uses a folder, which is made when the first completion is kept.
  public CompletionCache(Path folder) {
    this.folder = folder;
  }

  /// Returns where it is.
  public Path folder() {
    return folder;
  }

  private Path file(CacheKey key) {
    return folder.resolve(key.digest().substring(0, 2)).resolve(key.digest());
  }

  /// Returns the completion of a key, if it is kept.
  Optional<Completion> get(CacheKey key) throws IOException {
    Path file = file(key);
    if (!Files.exists(file)) { // cheaper than the exception of who opens it
      return Optional.empty();
    }
    try {
      Optional<EntryFile> entry = EntryFile.read(file, key);
      if (entry.isPresent()) {
        touch(file);
      }
      return entry.map(EntryFile::completion);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static void touch(Path file) throws IOException {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (FileSystemException e) {
      // Another process removed it, or the cache is read-only: the completion is good anyway.
    }
  }

  /// Keeps a completion.
  void put(CacheKey key, Completion completion) throws IOException {
    Path file = file(key);
    if (!Files.isDirectory(file.getParent())) {
      Files.createDirectories(file.getParent());
    }
    Path temporary = file.resolveSibling(writer + "-" + written.incrementAndGet() + TEMPORARY);
    boolean kept = false;
    try {
      Files.write(
          temporary,
          new EntryFile(key.text(), completion).bytes(),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      kept = true;
    } finally {
      if (!kept) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  /// Returns all entries, in no order.
  public List<CacheEntry> entries() throws IOException {
    List<CacheEntry> entries = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return entries;
    }
    try (Stream<Path> files = Files.walk(folder, 2)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        entry(file).ifPresent(entries::add);
      }
    }
    return entries;
  }

  private static Optional<CacheEntry> entry(Path file) throws IOException {
    try {
      BasicFileAttributes known = Files.readAttributes(file, BasicFileAttributes.class);
      if (!known.isRegularFile() || fresh(file, known)) {
        return Optional.empty();
      }
      return Optional.of(new CacheEntry(file, known.size(), known.lastModifiedTime().toInstant()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// Whether another process writes the file just now.
  private static boolean fresh(Path file, BasicFileAttributes known) {
    return file.toString().endsWith(TEMPORARY)
        && known.lastModifiedTime().toInstant().isAfter(Instant.now().minus(ABANDONED));
  }

  /// Returns the name of the model whose completion an entry is; empty if the file is damaged.
  public Optional<String> model(CacheEntry entry) throws IOException {
    try {
      return EntryFile.read(entry.file()).map(EntryFile::model);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// Removes an entry.
  public void remove(CacheEntry entry) throws IOException {
    Files.deleteIfExists(entry.file());
  }

  /// Removes what was used longest ago until the rest is small enough, and returns what went.
  ///
  /// @param most bytes that may stay
  /// @param since entries that were not used since then go in any case
  public List<CacheEntry> prune(long most, Instant since) throws IOException {
    List<CacheEntry> entries = new ArrayList<>(entries());
    entries.sort(Comparator.comparing(CacheEntry::lastUse).thenComparing(CacheEntry::file));
    long bytes = entries.stream().mapToLong(CacheEntry::bytes).sum();
    List<CacheEntry> gone = new ArrayList<>();
    for (CacheEntry entry : entries) {
      if (bytes > most || entry.lastUse().isBefore(since)) {
        remove(entry);
        gone.add(entry);
        bytes -= entry.bytes();
      }
    }
    return List.copyOf(gone);
  }
}
