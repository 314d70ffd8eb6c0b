package assay.harness.run;

import assay.results.Sample;
import assay.results.store.MalformedRecordException;
import assay.results.store.StoreException;
import assay.tasks.DataException;
import java.io.UncheckedIOException;

/// The failure that ends a run: the first one of any stage, with the sample that it was met at.
///
/// Noting one allocates nothing, since it may be that no memory is left.
final class FirstFailure {
  private static final String GOES_ON = "what was finished is kept";

  private Stage stage = Stage.READING;
  private Sample sample;
  private int attempt;
  private Throwable cause;

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

  /// Throws what was noted, if anything was. What is neither the data's, the command's nor the
  /// machine's fault is our own, and becomes an [IllegalStateException].
  ///
  /// @throws RunFailedException if the run may go on later
  synchronized void rethrow() {
    switch (cause) {
      case null -> {}
      case UsageException usage -> throw usage;
      case DataException data -> throw data;
      case StoreException store -> throw store;
      case MalformedRecordException record -> throw record;
      case RunFailedException failed ->
          throw new RunFailedException("%s: %s".formatted(place(), failed.getMessage()), failed);
      case OutOfMemoryError full ->
          throw new RunFailedException(
              "%s: memory ran out while %s (%s); %s. Give Java more, as ASSAY_JAVA_OPTS=-Xmx8g"
                  .formatted(place(), stage.words, full.getMessage(), GOES_ON),
              full);
      case UncheckedIOException broken ->
          throw new RunFailedException(
              "%s: %s failed: %s; %s".formatted(place(), stage.words, broken.getMessage(), GOES_ON),
              broken);
      default ->
          throw new IllegalStateException(
              "%s: %s failed: %s; %s".formatted(place(), stage.words, cause, GOES_ON), cause);
    }
  }

  private String place() {
    return sample == null ? "the run" : "sample %s, attempt %d".formatted(sample.id(), attempt);
  }
}
