package assay.harness.run;

import assay.engine.format.MalformedModelException;
import assay.results.Sample;
import assay.results.store.MalformedRecordException;
import assay.results.store.StoreException;
import assay.tasks.DataException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// The failure that ends a run: the first one of any stage, with the sample that it was met at.
///
/// Noting one allocates nothing, since it may be that no memory is left. The sample of one that was
/// met between samples is null.
final class FirstFailure {
  private static final String GOES_ON = "what was finished is kept";

  private Stage stage = Stage.READING;
  private Sample sample;
  private int attempt;
  private Throwable cause;
  private boolean told;

  /// Where a run can fail.
  enum Stage {
    READING("reading the data"),
    ASKING("asking the model"),
    JUDGING("judging the answer"),
    WRITING("storing the record");

    private final String words;

    Stage(String words) {
      this.words = words;
    }
  }

  /// Notes a failure between samples.
  synchronized void note(Stage where, Throwable e) {
    if (cause == null) {
      stage = where;
      cause = e;
    }
  }

  /// Notes a failure at one attempt.
  synchronized void note(Stage where, Sample at, int number, Throwable e) {
    if (cause == null) {
      sample = at;
      attempt = number;
      note(where, e);
    }
  }

  /// Returns in words what was noted, once; empty where there is nothing new.
  synchronized Optional<String> news() {
    if (cause == null || told) {
      return Optional.empty();
    }
    told = true;
    return Optional.of(exception().getMessage());
  }

  /// Throws what was noted, if anything was. What is neither the data's, the command's nor the
  /// machine's fault is our own, and becomes an [IllegalStateException].
  ///
  /// @throws RunFailedException if the run may go on later
  synchronized void rethrow() {
    if (cause != null) {
      throw exception();
    }
  }

  private RuntimeException exception() {
    return switch (cause) {
      case UsageException usage when sample != null ->
          new UsageException("%s: %s".formatted(place(), usage.getMessage()), usage);
      case UsageException usage -> usage;
      case DataException data when sample != null -> data.during(place());
      case DataException data -> data;
      case MalformedModelException model -> model; // every sample would meet it
      case StoreException store -> store;
      case MalformedRecordException record -> record;
      case RunFailedException failed ->
          new RunFailedException("%s: %s".formatted(place(), failed.getMessage()), failed);
      case OutOfMemoryError full ->
          new RunFailedException(
              "%s: memory ran out while %s (%s); %s. Give Java more, as ASSAY_JAVA_OPTS=-Xmx8g"
                  .formatted(place(), stage.words, full.getMessage(), GOES_ON),
              full);
      case UncheckedIOException broken ->
          new RunFailedException(
              "%s: %s failed: %s; %s".formatted(place(), stage.words, broken.getMessage(), GOES_ON),
              broken);
      default ->
          new IllegalStateException(
              "%s: %s failed: %s; %s".formatted(place(), stage.words, cause, GOES_ON), cause);
    };
  }

  private String place() {
    return sample == null ? "the run" : "sample %s, attempt %d".formatted(sample.id(), attempt);
  }
}
