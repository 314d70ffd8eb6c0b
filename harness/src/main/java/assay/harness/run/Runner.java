package assay.harness.run;

import assay.reports.run.HeldAttempts;
import assay.results.RunManifest.DatasetIdentity;
import assay.results.RunManifest.Row;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.SampleRecord.AttemptKey;
import assay.results.Work;
import assay.results.store.PicksWriter;
import assay.results.store.RecordWriter;
import assay.results.store.RunDirectory;
import assay.results.store.SyncPolicy;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Takes every sample of a plan along its path: ask, judge, write.
///
/// As many askers as the model answers at once and as many judges as the scorers allow work side by
/// side ([Stages]), and a judge stores what it has judged. The stream of samples is read as it is
/// needed, so memory is bounded by what is under way, and by what the order that the model asks for
/// skips. Each record is stored when its attempt is judged, in the order in which attempts finish;
/// a run that was stopped at any moment continues with those that have no record.
public final class Runner {
  private final RunPlan plan;
  private final Model model;
  private final Judges judges;
  private final OptionalDouble mostUnmeasured;
  private final Console console;

  /// Creates the runner of one plan.
  ///
  /// @param judges see [ScorerSet#judges]
  /// @param mostUnmeasured share of attempts, from 0 to 1, beyond which the run ends; empty for any
  public Runner(
      RunPlan plan, Model model, Judges judges, OptionalDouble mostUnmeasured, Console console) {
    this.plan = plan;
    this.model = model;
    this.judges = judges;
    this.mostUnmeasured = mostUnmeasured;
    this.console = console;
  }

  /// Does every attempt that the directory has no record of.
  ///
  /// @param retryUnmeasured whether attempts that were not measured are done again
  /// @throws RunFailedException if the run cannot go on
  /// @throws InterruptedException as the other method of this name
  public FinishedRun run(RunDirectory directory, boolean retryUnmeasured)
      throws IOException, InterruptedException {
    Optional<HeldAttempts> attempts =
        directory.hasRecords() ? Optional.empty() : Optional.of(new HeldAttempts());
    DatasetIdentity data = directory.manifest().dataset();
    if (data.shard().isEmpty()) {
      run(directory, retryUnmeasured, id -> true, attempts);
    } else {
      Set<String> part = data.asked().stream().map(Row::id).collect(Collectors.toSet());
      run(directory, retryUnmeasured, part::contains, attempts);
    }
    return new FinishedRun(directory, attempts);
  }

  /// Does every attempt at the wanted samples that the directory has no record of, and returns how
  /// many those were.
  ///
  /// Whatever is thrown in asking, judging or writing ends the run with the sample and the attempt
  /// named; what was asked until then is still judged and stored.
  ///
  /// @param retryUnmeasured whether attempts that were not measured are done again
  /// @param wanted which ids of the plan
  /// @throws RunFailedException if the run cannot go on
  /// @throws InterruptedException if the thread was interrupted, or the program by a signal: what
  ///   could be finished within five seconds is stored
  public long run(RunDirectory directory, boolean retryUnmeasured, Predicate<String> wanted)
      throws IOException, InterruptedException {
    return run(directory, retryUnmeasured, wanted, Optional.empty());
  }

  /// @param attempts hold what is recorded
  private long run(
      RunDirectory directory,
      boolean retryUnmeasured,
      Predicate<String> wanted,
      Optional<HeldAttempts> attempts)
      throws IOException, InterruptedException {
    try (RecordWriter records = directory.writer(SyncPolicy.DEFAULT);
        PicksWriter experts = directory.expertsWriter()) {
      // Now, so that the prices are there if the program is killed, and at the end with the sum.
      directory.settle();
      Set<AttemptKey> finished =
          keys(
              directory,
              record ->
                  wanted.test(record.sample().id())
                      && (!retryUnmeasured || record.primaryScore().measured()));
      long samples = plan.rows().stream().filter(row -> wanted.test(row.id())).count();
      long total = samples * plan.settings().attempts();
      Predicate<AttemptKey> open = key -> wanted.test(key.sampleId()) && !finished.contains(key);
      Writing.Places places = new Writing.Places(records, experts, attempts);
      run(directory, open, places, new Amount(total, finished.size()));
      return total - finished.size();
    }
  }

  /// Does chosen attempts again, whatever came of them: the new records count.
  ///
  /// @param chosen is asked about the records that count, once no other program can write the run
  /// @param begun is told how many those are, before the first is asked
  /// @return how many those are
  /// @throws RunFailedException if the run cannot go on
  /// @throws InterruptedException as [#run]
  public long again(RunDirectory directory, Predicate<SampleRecord> chosen, Announcement begun)
      throws IOException, InterruptedException {
    try (RecordWriter records = directory.writer(SyncPolicy.DEFAULT);
        PicksWriter experts = directory.expertsWriter()) {
      Set<AttemptKey> open = keys(directory, chosen);
      if (open.isEmpty()) {
        return 0;
      }
      begun.of(open.size());
      Writing.Places places = new Writing.Places(records, experts, Optional.empty());
      run(directory, open::contains, places, new Amount(open.size(), 0));
      return open.size();
    }
  }

  /// Hears what is about to be done.
  @FunctionalInterface
  public interface Announcement {
    /// Takes note of it.
    ///
    /// @param attempts how many
    void of(int attempts) throws IOException;
  }

  /// How many attempts there are in all, and how many of them are done.
  private record Amount(long total, int done) {}

  private void run(
      RunDirectory directory, Predicate<AttemptKey> open, Writing.Places places, Amount amount)
      throws InterruptedException {
    FailureShare failures = new FailureShare(mostUnmeasured, amount.total());
    Progress progress = new Progress(console, plan.task().suite(), amount.total(), amount.done());
    try (progress) {
      run(open, new Writing(places, failures), progress);
    } finally {
      model.summary().forEach(console::remark);
      settle(directory, progress.work());
    }
  }

  private void settle(RunDirectory directory, Work done) {
    try {
      directory.settle(done);
    } catch (IOException e) {
      console.remark(
          "warning: the manifest does not tell the run's whole cost and time: its records do: "
              + e);
    }
  }

  private void run(Predicate<AttemptKey> open, Writing writing, Progress progress)
      throws InterruptedException {
    try (Stream<Sample> samples = plan.samples();
        Interruption _ = Interruption.begin(progress::remark)) {
      Questions<Question> questions =
          Questions.of(
              samples, plan.settings().attempts(), open, new Announcing(plan, model).order(open));
      Stages.Work<Question> work =
          new Stages.Work<>(new Asking(plan, model)::ask, Judging.of(plan)::judge, writing::write);
      Stages.Hands hands = new Stages.Hands(model.concurrency(), judges);
      new Stages<>(questions, work, progress, () -> listen(progress), hands).run();
    } finally {
      listen(progress);
    }
  }

  private void listen(Progress progress) {
    model.news().forEach(progress::remark);
    progress.status(model.status());
  }

  private static Set<AttemptKey> keys(RunDirectory directory, Predicate<SampleRecord> of) {
    Set<AttemptKey> keys = new HashSet<>();
    try (Stream<SampleRecord> records = directory.records()) {
      records.filter(of).forEach(record -> keys.add(record.key()));
    }
    return keys;
  }
}
