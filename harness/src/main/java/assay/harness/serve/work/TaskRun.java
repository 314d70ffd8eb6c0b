package assay.harness.serve.work;

import assay.engine.Generation;
import assay.engine.Listener;
import assay.engine.Request;
import assay.engine.Ticket;
import assay.engine.decoding.LogSoftmax;
import assay.engine.decoding.TokenLogprobs;
import assay.harness.serve.metric.ModelMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// One task from its turn to its end, on a thread of its own that mostly waits.
final class TaskRun implements Runnable {
  private final ServedModel served;
  private final PromptWork work;
  private final int number;
  private final PromptTask task;
  private final FairTurns.Turn turn;
  private final long asked = System.nanoTime();

  TaskRun(ServedModel served, PromptWork work, int number, PromptTask task, FairTurns.Turn turn) {
    this.served = served;
    this.work = work;
    this.number = number;
    this.task = task;
    this.turn = turn;
    work.onCancel(turn::giveUp);
  }

  @Override
  public void run() {
    Progress end;
    try (turn) {
      turn.await();
      metrics().begun(secondsSince(asked), served.model().weights().engine().occupancy().running());
      compute();
      end = new Progress.Done(number);
    } catch (RuntimeException | Error e) { // handed to who waits for the task
      end = new Progress.Failed(number, e);
      if (e instanceof CancellationException) {
        metrics().cancelled();
      }
    }
    work.put(end);
  }

  private ModelMetrics metrics() {
    return served.metrics();
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) * 1e-9;
  }

  private void compute() {
    int[] prompt = task.prompt();
    if (task.promptLogprobs().isPresent()) {
      work.put(new Progress.Scored(number, score(prompt, task.promptLogprobs().getAsInt())));
    }
    if (task.decoding().isPresent()) {
      Ticket ticket =
          served.model().submit(prompt, task.decoding().get(), task.attempts(), new Told());
      int reused = await(ticket);
      metrics().prompt(prompt.length, reused);
    }
  }

  private int await(Ticket ticket) {
    work.onCancel(ticket::cancel);
    return ticket.await();
  }

  private List<TokenLogprobs> score(int[] prompt, int top) {
    if (prompt.length < 2) {
      return List.of();
    }
    List<TokenLogprobs> scored = new ArrayList<>();
    Listener listener =
        new Listener() {
          @Override
          public void row(int index, float[] logits) {
            scored.add(new LogSoftmax(logits).describe(prompt[index + 1], top));
          }
        };
    int[] context = Arrays.copyOf(prompt, prompt.length - 1);
    await(served.model().weights().engine().submit(new Request.Score(context, 0), listener));
    if (task.decoding().isEmpty()) {
      metrics().prompt(prompt.length, 0); // all rows are read, so all tokens are computed
    }
    return scored;
  }

  /// Passes on what the engine tells, and notes when.
  private final class Told implements Listener {
    private long last;

    @Override
    public void token(int attempt, int token, Optional<TokenLogprobs> logprobs) {
      long now = System.nanoTime();
      if (attempt == 0) {
        if (last == 0) {
          metrics().firstToken((now - asked) * 1e-9);
        } else {
          metrics().nextToken((now - last) * 1e-9);
        }
        last = now;
      }
      work.put(new Progress.Chosen(number, attempt, token, logprobs));
    }

    @Override
    public void finished(int attempt, Generation generation) {
      metrics().generated(generation.tokens().size());
      work.put(new Progress.Continued(number, attempt, generation));
    }
  }
}
