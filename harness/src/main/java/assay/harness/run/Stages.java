package assay.harness.run;

import assay.harness.run.FirstFailure.Stage;
import assay.results.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The three stages of a run at work, with a queue between each two.
///
/// Askers are ahead of the judges by what fits the queue, and the judges of the one writer
/// likewise, so that memory holds what is under way and no more. The failure of one attempt lets
/// nothing more be asked, while what was asked is still judged and stored.
final class Stages<A extends Attempt> {
  /// What an interrupted run has for its calls, and then for its judges and its writer: together
  /// less than five seconds.
  private static final Duration ASKING_GRACE = Duration.ofSeconds(3);

  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration JUDGING_GRACE = Duration.ofMillis(1_300);
  private static final Duration WRITING_GRACE = Duration.ofMillis(400);

  private final Questions<A> questions;
  private final Work<A> work;
  private final Progress progress;
  private final Runnable listening;
  private final Handoff<Answer> asked;
  private final Handoff<Judged> judged;
  private final FirstFailure failure = new FirstFailure();
  private volatile boolean abandoned;

  /// What each stage does.
  ///
  /// @param writing is done by one thread
  record Work<A extends Attempt>(
      Asker<A> asking, Function<Answer, Judged> judging, Consumer<Judged> writing) {}

  /// Answers a question, or gives up when its thread is interrupted.
  interface Asker<A extends Attempt> {
    Answer ask(A question) throws InterruptedException;
  }

  /// How many do it.
  record Hands(int askers, int judges) {}

  /// @param listening is done again and again: tells what the model has to say
  /// @param ahead how much each stage may be ahead of the next
  Stages(Questions<A> questions, Work<A> work, Progress progress, Runnable listening, int ahead) {
    this.questions = questions;
    this.work = work;
    this.progress = progress;
    this.listening = listening;
    this.asked = new Handoff<>(ahead);
    this.judged = new Handoff<>(ahead);
  }

  /// Returns when every question has its record.
  ///
  /// @throws InterruptedException if the calling thread was interrupted; what could be finished
  ///   within five seconds is stored
  /// @throws RuntimeException if a stage failed; see [FirstFailure#rethrow]
  void run(Hands hands) throws InterruptedException {
    Crew askers =
        Crew.start(Thread.ofVirtual().name("ask-", 0), hands.askers(), this::ask, asked::close);
    Crew judges = Crew.start(platform("judge-"), hands.judges(), this::judge, judged::close);
    Crew writer = Crew.start(platform("write-"), 1, this::write, () -> {});
    try {
      while (!writer.await(TICK)) {
        tellFailure();
        listening.run();
        progress.tick();
      }
    } catch (InterruptedException e) {
      drain(askers, judges, writer);
      failure.rethrow();
      throw interrupted(e);
    }
    // Still asking are only those whose answers could not be stored.
    abandoned = true;
    askers.interrupt();
    failure.rethrow();
  }

  /// Says at once what ends the run, which may have to wait for long calls.
  private void tellFailure() {
    try {
      failure
          .news()
          .ifPresent(
              words ->
                  progress.remark(
                      "failed: %s%nnothing more is asked; %s"
                          .formatted(words, progress.waitedFor())));
    } catch (OutOfMemoryError e) {
      // Is told when the calls have ended, whose memory may be what is missing.
    }
  }

  private InterruptedException interrupted(InterruptedException cause) {
    InterruptedException told =
        new InterruptedException("interrupted; stored are " + progress.position());
    told.initCause(cause);
    return told;
  }

  private static Thread.Builder platform(String name) {
    return Thread.ofPlatform().daemon().name(name, 0);
  }

  /// Gives each stage its time to finish what it has begun; what comes later is dropped.
  private void drain(Crew askers, Crew judges, Crew writer) throws InterruptedException {
    questions.end();
    if (!askers.await(ASKING_GRACE)) {
      abandoned = true;
      asked.close();
      askers.interrupt();
    }
    if (!judges.await(JUDGING_GRACE)) {
      judged.close();
    }
    writer.await(WRITING_GRACE);
  }

  private void ask() {
    try {
      for (Optional<A> next = questions.next(); next.isPresent(); next = questions.next()) {
        ask(next.get());
      }
    } catch (Throwable e) {
      if (!abandoned) {
        failed(Stage.READING, e);
      }
    }
  }

  private void ask(A question) {
    try {
      Answer answer;
      try (Progress.Call _ = progress.call()) {
        answer = work.asking().ask(question);
      }
      asked.put(answer);
    } catch (Throwable e) {
      if (!abandoned) {
        failed(Stage.ASKING, question, e);
      }
    }
  }

  private void judge() {
    try {
      for (Optional<Answer> next = asked.take(); next.isPresent(); next = asked.take()) {
        judge(next.get());
      }
    } catch (Throwable e) { // nobody else would notice that a judge is gone
      failed(Stage.JUDGING, e);
    }
  }

  private void judge(Answer answer) {
    try {
      judged.put(work.judging().apply(answer));
    } catch (Throwable e) {
      failed(Stage.JUDGING, answer.to(), e);
    }
  }

  private void write() {
    try {
      for (Optional<Judged> next = judged.take(); next.isPresent(); next = judged.take()) {
        write(next.get());
      }
    } catch (Throwable e) { // without the writer nothing more can be stored
      failed(Stage.WRITING, e);
      asked.close();
      judged.close();
    }
  }

  private void write(Judged done) {
    try {
      work.writing().accept(done);
      progress.step(done.record());
    } catch (Throwable e) {
      failure.note(Stage.WRITING, done.record().sample(), done.record().attempt(), e);
      questions.end();
      if (e instanceof StoreException) {
        // Nothing more can be stored, so nothing is waited for.
        asked.close();
        judged.close();
      }
    }
  }

  private void failed(Stage stage, Throwable e) {
    failure.note(stage, e);
    questions.end();
  }

  private void failed(Stage stage, Attempt at, Throwable e) {
    failure.note(stage, at.sample(), at.attempt(), e);
    questions.end();
  }
}
