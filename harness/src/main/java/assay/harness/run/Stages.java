package assay.harness.run;

import assay.harness.run.FirstFailure.Stage;
import assay.results.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// The three stages of a run at work: askers, and behind a queue judges, who store what they have
/// judged themselves, one at a time. A thread for storing alone would have to be woken for each
/// record, which costs more than most records do.
///
/// Askers are ahead of the judges by what fits the queue, so that memory holds what is under way
/// and no more. The failure of one attempt lets nothing more be asked, while what was asked is
/// still judged and stored.
final class Stages<A extends Attempt> {
  /// What an interrupted run has for its calls, then for its judges, and for the record that one of
  /// them is storing: together less than five seconds.
  private static final Duration ASKING_GRACE = Duration.ofSeconds(3);

  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration JUDGING_GRACE = Duration.ofMillis(1_300);
  private static final Duration STORING_GRACE = Duration.ofMillis(400);

  private final Questions<A> questions;
  private final Work<A> work;
  private final Progress progress;
  private final Runnable listening;
  private final Hands hands;
  private final Handoff<Answer> asked;
  private final ReentrantLock storing = new ReentrantLock();
  private final FirstFailure failure = new FirstFailure();
  private volatile boolean abandoned;

  /// Whether nothing more is stored: it cannot be, or its time is over.
  private volatile boolean over;

  /// What each stage does.
  ///
  /// @param writing makes ready what is to be stored, and returns what stores it: that is done by
  ///   one thread at a time
  record Work<A extends Attempt>(
      Asker<A> asking, Function<Answer, Judged> judging, Function<Judged, Runnable> writing) {}

  /// Answers a question, or gives up when its thread is interrupted.
  interface Asker<A extends Attempt> {
    Answer ask(A question) throws InterruptedException;
  }

  /// How many do it.
  record Hands(int askers, Judges judges) {}

  /// @param listening is done again and again: tells what the model has to say
  Stages(Questions<A> questions, Work<A> work, Progress progress, Runnable listening, Hands hands) {
    this.questions = questions;
    this.work = work;
    this.progress = progress;
    this.listening = listening;
    this.hands = hands;
    this.asked = new Handoff<>(hands.judges().ahead());
  }

  /// Returns when every question has its record.
  ///
  /// @throws InterruptedException if the calling thread was interrupted; what could be finished
  ///   within five seconds is stored
  /// @throws RuntimeException if a stage failed; see [FirstFailure#rethrow]
  void run() throws InterruptedException {
    Crew askers =
        Crew.start(Thread.ofVirtual().name("ask-", 0), hands.askers(), this::ask, asked::close);
    Thread.Builder platform = Thread.ofPlatform().daemon().name("judge-", 0);
    Crew judges = Crew.start(platform, hands.judges().count(), this::judge, () -> {});
    try {
      while (!over && !judges.await(TICK)) {
        tellFailure();
        listening.run();
        progress.tick();
      }
    } catch (InterruptedException e) {
      drain(askers, judges);
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

  /// Gives each stage its time to finish what it has begun; what comes later is dropped.
  private void drain(Crew askers, Crew judges) throws InterruptedException {
    questions.end();
    if (!askers.await(ASKING_GRACE)) {
      abandoned = true;
      asked.close();
      askers.interrupt();
    }
    judges.await(JUDGING_GRACE);
    over = true;
    if (storing.tryLock(STORING_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
      storing.unlock();
    }
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
    Judged done;
    try {
      done = work.judging().apply(answer);
    } catch (Throwable e) {
      failed(Stage.JUDGING, answer.to(), e);
      return;
    }
    write(done);
  }

  private void write(Judged done) {
    try {
      Runnable store = work.writing().apply(done);
      storing.lock();
      try {
        if (!over) {
          store.run();
          progress.step(done.record());
        }
      } finally {
        storing.unlock();
      }
    } catch (Throwable e) {
      failure.note(Stage.WRITING, done.record().sample(), done.record().attempt(), e);
      questions.end();
      if (e instanceof StoreException) {
        // So nothing is waited for.
        over = true;
        asked.close();
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
