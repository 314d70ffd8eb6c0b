package assay.reports.run;

import assay.results.AttemptPicks;
import assay.results.RetryNote;
import assay.results.RunManifest;
import assay.results.SampleRecord;
import assay.results.store.PlacedRecord;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// A run as a report reads it.
///
/// @param name what the report calls it, such as the name of its directory
/// @param manifest what was run
/// @param source where its records come from
/// @param experts where the experts come from that its attempts used
public record RunRecords(String name, RunManifest manifest, Source source, Experts experts) {
  public RunRecords {
    Objects.requireNonNull(name);
    Objects.requireNonNull(manifest);
    Objects.requireNonNull(source);
    Objects.requireNonNull(experts);
  }

  /// Returns a run of which no experts are known.
  public RunRecords(String name, RunManifest manifest, Source source) {
    this(name, manifest, source, Stream::empty);
  }

  /// Records that can be read again and again, so that nobody has to hold them all.
  @FunctionalInterface
  public interface Source {
    /// Returns the records in any order, as a new stream; the caller closes it.
    Stream<SampleRecord> open();

    /// Returns the records likewise, where nobody wants their prompts and their samples' inputs: a
    /// source that can leave them out does.
    default Stream<SampleRecord> skim() {
      return open();
    }

    /// Returns all records of attempts that were done more than once, in the order in which they
    /// were written, as a new stream; the caller closes it.
    default Stream<PlacedRecord> repeated() {
      return Stream.empty();
    }

    /// Returns what was noted of attempts that were done again, the oldest first.
    default List<RetryNote> retries() {
      return List.of();
    }

    /// Returns the attempts of the records, where who wrote them still has them; empty where they
    /// are to be read.
    default Optional<HeldAttempts> held() {
      return Optional.empty();
    }

    /// Returns the records of a stored run.
    static Source of(RunDirectory run) {
      return of(run, Optional.empty());
    }

    /// Returns the records of a stored run.
    ///
    /// @param held all its attempts, each of which was made once; empty where they are to be read
    static Source of(RunDirectory run, Optional<HeldAttempts> held) {
      return new Source() {
        @Override
        public Optional<HeldAttempts> held() {
          return held;
        }

        @Override
        public Stream<SampleRecord> open() {
          return run.records();
        }

        @Override
        public Stream<SampleRecord> skim() {
          return run.skim();
        }

        @Override
        public Stream<PlacedRecord> repeated() {
          return held.isPresent() ? Stream.empty() : run.repeated();
        }

        @Override
        public List<RetryNote> retries() {
          try {
            return run.retries();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };
    }
  }

  /// The experts that attempts used, which can be read again and again.
  @FunctionalInterface
  public interface Experts {
    /// Returns one entry for each attempt that is known, in any order, as a new stream; the caller
    /// closes it.
    Stream<AttemptPicks> open();
  }
}
