package assay.results.store;

import assay.results.AttemptPicks;
import assay.results.Billing;
import assay.results.Cost;
import assay.results.RetryNote;
import assay.results.RunManifest;
import assay.results.SampleRecord;
import assay.results.Work;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The directory of one run.
///
/// @param path the directory
/// @param manifest what `manifest.json` says
public record RunDirectory(Path path, RunManifest manifest) {
  private static final String MANIFEST = "manifest.json";
  private static final String RECORDS = "records.jsonl";
  private static final String EXPERTS = "experts.jsonl";
  private static final String RETRIES = "retries.jsonl";

  /// Returns whether the path holds a run.
  public static boolean isRun(Path path) {
    return Files.isRegularFile(path.resolve(MANIFEST));
  }

  /// Creates the directory of a new run and writes its manifest.
  ///
  /// @throws FileAlreadyExistsException if the path holds a run already
  public static RunDirectory create(Path path, RunManifest manifest) throws IOException {
    if (isRun(path)) {
      throw new FileAlreadyExistsException(path.toString(), null, "holds a run already");
    }
    Files.createDirectories(path);
    return write(path, manifest);
  }

  private static RunDirectory write(Path path, RunManifest manifest) throws IOException {
    // Written beside and renamed, so that a killed program leaves a whole manifest or none.
    Path partial = path.resolve(MANIFEST + ".partial");
    ManifestText.write(manifest, Files.newOutputStream(partial));
    try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(partial, path.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
    return new RunDirectory(path, manifest);
  }

  /// Opens the directory of an existing run.
  ///
  /// @throws MalformedRecordException if there is no manifest, or it cannot be read
  public static RunDirectory open(Path path) throws IOException {
    Path file = path.resolve(MANIFEST);
    if (!isRun(path)) {
      throw new MalformedRecordException(
          file, 0, "not found, so this is no run directory. `assay list` shows the runs");
    }
    try {
      return new RunDirectory(path, ManifestText.read(file));
    } catch (JsonProcessingException e) {
      throw new MalformedRecordException(
          file, e.getLocation().getLineNr(), "not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException(file, 0, e.getMessage());
    }
  }

  /// Takes the run back, as one that could not be made whole; what else is in the folder stays.
  public void delete() throws IOException {
    // First: without its manifest nothing takes the rest for a run.
    Files.deleteIfExists(path.resolve(MANIFEST));
    Files.deleteIfExists(recordFile());
    Files.deleteIfExists(path.resolve(EXPERTS));
    Files.deleteIfExists(path.resolve(RETRIES));
    Files.deleteIfExists(RunLock.file(path));
    try {
      Files.delete(path);
    } catch (DirectoryNotEmptyException e) {
      // Somebody has more in it.
    }
  }

  /// Returns whether any attempt has a record, be it a torn one.
  public boolean hasRecords() throws IOException {
    return Files.exists(recordFile()) && Files.size(recordFile()) > 0;
  }

  /// Returns the records that count, in the order in which they were written; the caller closes the
  /// stream.
  public Stream<SampleRecord> records() {
    return RecordReader.ofRecords(recordFile()).lines();
  }

  /// Returns the records as [#records], without what no figure is made of: their prompt is
  /// [assay.results.Prompt.Unrecorded], and the input of their sample is empty. It takes less time
  /// and memory; the caller closes the stream.
  public Stream<SampleRecord> skim() {
    return RecordReader.ofFigures(recordFile()).lines();
  }

  /// Returns what the run's answers have cost until now: by the records, those of repeated attempts
  /// included, and at least what the manifest says. Empty where no prices were given.
  public Optional<Billing> billing() {
    return manifest
        .circumstances()
        .billing()
        .map(stored -> stored.spending(spent(stored.currency()).max(stored.spent())));
  }

  private BigDecimal spent(String currency) {
    try (Stream<SampleRecord> records = RecordReader.ofRecords(recordFile()).all()) {
      return records
          .flatMap(record -> Cost.paid(record.outcome()).stream())
          .filter(cost -> cost.currency().equals(currency))
          .map(Cost::amount)
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }

  /// Writes into the manifest what the run has cost until now, for who holds [#writer].
  public void settle() throws IOException {
    if (manifest.circumstances().billing().isPresent()) {
      write(path, manifest.in(manifest.circumstances().billed(billing())));
    }
  }

  /// Writes into the manifest what the run has cost until now and how long it took, for who holds
  /// [#writer]. Nothing else of a manifest ever changes.
  ///
  /// @param now what was done since this directory was opened, beside what its manifest says
  public void settle(Work now) throws IOException {
    Work all = manifest.circumstances().work().map(now::plus).orElse(now);
    write(path, manifest.in(manifest.circumstances().billed(billing()).worked(Optional.of(all))));
  }

  /// Returns the records that counted until their attempt was done again, in the order in which
  /// they were written; the caller closes the stream.
  public Stream<SampleRecord> replaced() {
    return RecordReader.ofRecords(recordFile()).replaced();
  }

  /// Returns all records of attempts that were done more than once, in the order in which they were
  /// written; the caller closes the stream.
  public Stream<PlacedRecord> repeated() {
    return RecordReader.ofPlaces(recordFile()).repeated();
  }

  /// Notes that attempts are going to be done again, for who holds [#writer].
  public void note(RetryNote note) throws IOException {
    new RetryNotes(path.resolve(RETRIES)).append(note);
  }

  /// Returns what was noted of attempts that were done again, the oldest first.
  ///
  /// @throws MalformedRecordException if a line other than a torn last one is damaged
  public List<RetryNote> retries() throws IOException {
    return new RetryNotes(path.resolve(RETRIES)).all();
  }

  /// Returns the experts that attempts used, where the model has some and tells: one entry for each
  /// attempt, which need not have a record yet. The caller closes the stream.
  ///
  /// @throws MalformedRecordException if a line other than a torn last one is damaged
  public Stream<AttemptPicks> experts() {
    return RecordReader.ofExperts(path.resolve(EXPERTS)).lines();
  }

  /// Returns the writer of the experts that attempts use, for who holds [#writer].
  public PicksWriter expertsWriter() {
    return new PicksWriter(path.resolve(EXPERTS));
  }

  /// Opens the one writer of this run.
  ///
  /// @throws RunLockedException if another writer has it
  /// @throws MalformedRecordException if a record other than a torn last one is damaged
  public RecordWriter writer(SyncPolicy policy) throws IOException {
    return RecordWriter.open(recordFile(), policy);
  }

  /// Returns a reader that follows the records while a run appends them.
  public RecordTail tail() {
    return new RecordTail(recordFile());
  }

  /// Returns whether a process is writing this run.
  public WriterPresence writerPresence() {
    return WriterPresence.of(RunLock.file(path));
  }

  /// Returns the path of `records.jsonl`.
  public Path recordFile() {
    return path.resolve(RECORDS);
  }
}
