package assay.harness.plan;

import assay.harness.run.CompletionRequest;
import assay.harness.run.Model;
import assay.harness.run.RunFailedException;
import assay.harness.run.RunPlan;
import assay.results.CallFacts;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.StopReason;
import assay.tasks.PromptTooLongException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Stream;

/// A few samples of a run that were asked, from its begin to its end at equal distances, as the run
/// would ask them.
///
/// @param asked how many
/// @param answered how many got a completion
/// @param kept of those, how many were in the cache, so that they cost no time now
/// @param seconds a sample takes, as many at once as here; empty where nothing was answered
/// @param completionTokens in the mean, where the model tells
/// @param bytesAToken of prompts, where the model tells their tokens
/// @param findings on the answers
public record Pilot(
    int asked,
    int answered,
    int kept,
    OptionalDouble seconds,
    OptionalDouble completionTokens,
    OptionalDouble bytesAToken,
    List<PlanFinding> findings) {
  public Pilot {
    findings = List.copyOf(findings);
  }

  private record Asked(long bytes, Outcome outcome) {}

  /// Asks.
  ///
  /// @param most how many samples
  static Pilot of(RunPlan plan, Model model, int most) throws InterruptedException {
    List<Sample> samples = spread(plan, most);
    int atOnce = Math.max(1, Math.min(samples.size(), model.concurrency()));
    long start = System.nanoTime();
    List<Asked> asked = ask(plan, model, samples, atOnce);
    double wall = (System.nanoTime() - start) / 1e9;
    List<Completion> answers = new ArrayList<>();
    long bytes = 0;
    long tokens = 0;
    for (Asked each : asked) {
      if (each.outcome() instanceof Completion completion) {
        answers.add(completion);
        if (completion.promptTokens().isPresent()) {
          bytes += each.bytes();
          tokens += completion.promptTokens().getAsInt();
        }
      }
    }
    int kept =
        (int)
            answers.stream()
                .filter(each -> each.call().filter(CallFacts::cached).isPresent())
                .count();
    return new Pilot(
        asked.size(),
        answers.size(),
        kept,
        seconds(answers, kept, wall, atOnce),
        mean(answers, Completion::completionTokens),
        tokens == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) bytes / tokens),
        findings(asked, answers));
  }

  private static List<Sample> spread(RunPlan plan, int most) {
    int rows = plan.rows().size();
    int count = Math.min(most, rows);
    List<Sample> chosen = new ArrayList<>();
    int[] row = {0};
    try (Stream<Sample> samples = plan.samples()) {
      samples.forEach(
          sample -> {
            long index = row[0]++;
            if (index * count / rows != (index + 1) * count / rows) {
              chosen.add(sample);
            }
          });
    }
    return chosen;
  }

  private static List<Asked> ask(RunPlan plan, Model model, List<Sample> samples, int atOnce)
      throws InterruptedException {
    Semaphore room = new Semaphore(atOnce);
    try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<Asked>>> futures = new ArrayList<>();
      for (Sample sample : samples) {
        futures.add(
            calls.submit(
                () -> {
                  room.acquire();
                  try {
                    return ask(plan, model, sample);
                  } finally {
                    room.release();
                  }
                }));
      }
      List<Asked> asked = new ArrayList<>();
      for (Future<Optional<Asked>> future : futures) {
        result(future).ifPresent(asked::add);
      }
      return asked;
    }
  }

  private static Optional<Asked> result(Future<Optional<Asked>> future)
      throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new RunFailedException("a sample could not be asked: " + e.getCause(), e);
    }
  }

  private static Optional<Asked> ask(RunPlan plan, Model model, Sample sample)
      throws InterruptedException {
    try {
      Prompt prompt = plan.task().protocol().render(sample, model.tokenCounter());
      Outcome outcome =
          model.complete(new CompletionRequest(sample.id(), 0, prompt, plan.settingsFor(sample)));
      return Optional.of(new Asked(PromptSurvey.bytes(prompt), outcome));
    } catch (PromptTooLongException _) {
      return Optional.empty();
    }
  }

  /// What was kept tells how long it took when it was asked.
  private static OptionalDouble seconds(
      List<Completion> answers, int kept, double wall, int atOnce) {
    if (answers.isEmpty()) {
      return OptionalDouble.empty();
    }
    double each =
        answers.stream()
            .mapToDouble(answer -> answer.elapsed().toNanos() / 1e9)
            .average()
            .orElse(0);
    return OptionalDouble.of(kept == 0 ? wall / answers.size() : each / atOnce);
  }

  private static OptionalDouble mean(
      List<Completion> answers, Function<Completion, OptionalInt> count) {
    return answers.stream()
        .map(count)
        .filter(OptionalInt::isPresent)
        .mapToInt(OptionalInt::getAsInt)
        .average();
  }

  private static List<PlanFinding> findings(List<Asked> asked, List<Completion> answers) {
    List<PlanFinding> findings = new ArrayList<>();
    List<String> failures =
        asked.stream()
            .map(Asked::outcome)
            .filter(Failure.class::isInstance)
            .map(outcome -> ((Failure) outcome).detail())
            .distinct()
            .toList();
    if (!failures.isEmpty()) {
      findings.add(
          PlanFinding.warning(
              "not-measured",
              "%d of %d pilot calls gave no answer: %s"
                  .formatted(
                      asked.size() - answers.size(),
                      asked.size(),
                      String.join("; ", failures.subList(0, Math.min(3, failures.size()))))));
    }
    long cut = answers.stream().filter(each -> each.stopReason().truncated()).count();
    if (cut > 0) {
      findings.add(
          PlanFinding.warning(
              "answers-cut-by-length",
              "%d of %d pilot answers were cut by the token limit".formatted(cut, answers.size())));
    }
    long stopped =
        answers.stream()
            .filter(each -> each.stopReason() == StopReason.STOP_STRING && each.text().isBlank())
            .count();
    if (stopped > 0) {
      findings.add(
          PlanFinding.warning(
              "stop-cuts-answers",
              "%d of %d pilot answers were ended by a stop string before they began"
                  .formatted(stopped, answers.size())));
    }
    return findings;
  }
}
