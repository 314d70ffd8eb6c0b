package assay.harness.run;

import assay.results.AttemptPicks;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.ExpertPicks;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.SampleRecord.AttemptKey;
import assay.results.Score;
import assay.results.StopReason;
import assay.results.store.PicksWriter;
import assay.results.store.RecordWriter;
import assay.results.store.RunDirectory;
import assay.results.store.StoreException;
import assay.results.store.SyncPolicy;
import assay.scorers.catalog.Scorers;
import assay.tasks.DataException;
import assay.tasks.PromptTooLongException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Takes every sample of a plan along its path: render, complete, score, store.
///
/// The stream of samples is read as it is needed, so memory is bounded by the calls under way. Each
/// record is stored when its sample is done; a run that was stopped at any moment continues with
/// the attempts that have no record.
public final class Runner {
  private final RunPlan plan;
  private final Model model;
  private final Console console;

  /// Creates the runner of one plan.
  public Runner(RunPlan plan, Model model, Console console) {
    this.plan = plan;
    this.model = model;
    this.console = console;
  }

  /// Does every attempt that the directory has no record of.
  ///
  /// @param retryUnmeasured whether attempts that were not measured are done again
  /// @throws RunFailedException if the run cannot go on
  public void run(RunDirectory directory, boolean retryUnmeasured)
      throws IOException, InterruptedException {
    run(directory, retryUnmeasured, id -> true);
  }

  /// Does every attempt at the wanted samples that the directory has no record of, and returns how
  /// many those were.
  ///
  /// @param retryUnmeasured whether attempts that were not measured are done again
  /// @param wanted which ids of the plan
  /// @throws RunFailedException if the run cannot go on
  public long run(RunDirectory directory, boolean retryUnmeasured, Predicate<String> wanted)
      throws IOException, InterruptedException {
    try (RecordWriter writer = directory.writer(SyncPolicy.DEFAULT);
        PicksWriter experts = directory.expertsWriter()) {
      Set<AttemptKey> finished = finished(directory, retryUnmeasured, wanted);
      long samples = plan.rows().stream().filter(row -> wanted.test(row.id())).count();
      long total = samples * plan.settings().attempts();
      try (Progress progress = new Progress(console, plan.task().suite(), total, finished.size())) {
        runRemaining(new Writers(writer, experts), finished, wanted, progress);
      }
      return total - finished.size();
    }
  }

  private static Set<AttemptKey> finished(
      RunDirectory directory, boolean retryUnmeasured, Predicate<String> wanted) {
    Set<AttemptKey> keys = new HashSet<>();
    try (Stream<SampleRecord> records = directory.records()) {
      records
          .filter(record -> wanted.test(record.sample().id()))
          .filter(record -> !retryUnmeasured || record.primaryScore().measured())
          .forEach(record -> keys.add(record.key()));
    }
    return keys;
  }

  private void runRemaining(
      Writers writers, Set<AttemptKey> finished, Predicate<String> wanted, Progress progress)
      throws InterruptedException {
    Semaphore free = new Semaphore(model.concurrency());
    AtomicReference<RuntimeException> fatal = new AtomicReference<>();
    try (Stream<Sample> samples = plan.samples();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int index = 0;
      for (Iterator<Sample> i = samples.iterator(); i.hasNext() && fatal.get() == null; index++) {
        Sample sample = i.next();
        if (!wanted.test(sample.id())) {
          continue;
        }
        for (int attempt = 0; attempt < plan.settings().attempts(); attempt++) {
          if (finished.contains(new AttemptKey(sample.id(), attempt))) {
            continue;
          }
          Step step = new Step(index, attempt, sample);
          free.acquire();
          threads.execute(
              () -> {
                try {
                  SampleRecord record = record(step);
                  writers.append(record, model.lastPicks());
                  Score score = record.primaryScore();
                  progress.step(score.measured(), score.correct());
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                  fatal.compareAndSet(null, new RunFailedException("the run was interrupted", e));
                } catch (RuntimeException e) {
                  fatal.compareAndSet(null, failed(step, e));
                } finally {
                  free.release();
                }
              });
        }
      }
    }
    if (fatal.get() != null) {
      throw fatal.get();
    }
  }

  /// The files that an attempt goes to.
  private record Writers(RecordWriter records, PicksWriter experts) {
    void append(SampleRecord record, Optional<ExpertPicks> picks) {
      // First: a run that is killed in between does the attempt again, and its last line counts.
      if (record.outcome() instanceof Completion) {
        picks.ifPresent(used -> experts.append(new AttemptPicks(record.key(), used)));
      }
      records.append(record);
    }
  }

  private record Step(int index, int attempt, Sample sample) {}

  private static RuntimeException failed(Step step, RuntimeException e) {
    return e instanceof RunFailedException
            || e instanceof UsageException
            || e instanceof DataException
            || e instanceof StoreException
        ? e
        : new IllegalStateException(
            "sample %s, attempt %d: %s".formatted(step.sample().id(), step.attempt(), e), e);
  }

  private SampleRecord record(Step step) throws InterruptedException {
    Prompt prompt;
    Outcome outcome;
    try {
      prompt = plan.task().protocol().render(step.sample(), model.tokenCounter());
      outcome =
          model.complete(
              new CompletionRequest(step.sample().id(), step.attempt(), prompt, plan.settings()));
    } catch (PromptTooLongException e) {
      prompt = new Prompt.Unrecorded();
      outcome = new Failure(Cause.CONTEXT_OVERFLOW, e.getMessage());
    }
    return new SampleRecord(
        step.index(),
        step.attempt(),
        step.sample(),
        prompt,
        outcome,
        scores(step.sample(), outcome));
  }

  private Map<String, Score> scores(Sample sample, Outcome outcome) {
    return switch (outcome) {
      case Failure failure -> allUnmeasured(failure.cause(), failure.detail());
      case Completion completion when completion.stopReason() == StopReason.CONTEXT_FULL ->
          allUnmeasured(
              Cause.CONTEXT_OVERFLOW, "the context window was full before the completion ended");
      case Completion completion
          when completion.stopReason() == StopReason.TOKEN_LIMIT
              && plan.settings().maxTokens() < plan.task().protocol().settings().maxTokens() ->
          allUnmeasured(
              Cause.TRUNCATED,
              "cut at %d tokens, the protocol allows %d"
                  .formatted(
                      plan.settings().maxTokens(), plan.task().protocol().settings().maxTokens()));
      case Completion completion -> Scorers.scores(plan.scorers(), sample, completion);
    };
  }

  private Map<String, Score> allUnmeasured(Cause cause, String detail) {
    Map<String, Score> scores = new LinkedHashMap<>();
    plan.scorers()
        .forEach(scorer -> scores.put(scorer.name(), new Score.NotMeasured(cause, detail)));
    return scores;
  }
}
