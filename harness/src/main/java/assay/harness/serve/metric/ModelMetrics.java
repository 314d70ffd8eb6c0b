package assay.harness.serve.metric;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// What is counted of one model. Any thread may count.
public final class ModelMetrics {
  private final LongAdder promptTokens = new LongAdder();
  private final LongAdder reusedTokens = new LongAdder();
  private final LongAdder generatedTokens = new LongAdder();
  private final LongAdder cancelled = new LongAdder();
  private final Histogram queued = Histogram.ofSeconds();
  private final Histogram firstToken = Histogram.ofSeconds();
  private final Histogram betweenTokens = Histogram.ofSeconds();
  private final Histogram together = Histogram.ofCounts();

  /// Counts a prompt that was computed.
  ///
  /// @param tokens of it
  /// @param reused of these that were in the cache
  public void prompt(int tokens, int reused) {
    promptTokens.add(tokens);
    reusedTokens.add(reused);
  }

  /// Counts a continuation that ended.
  public void generated(int tokens) {
    generatedTokens.add(tokens);
  }

  /// Counts a request whose client went away, or that the server gave up.
  public void cancelled() {
    cancelled.increment();
  }

  /// Counts how long a prompt waited for its turn, and how many sequences were computed then.
  public void begun(double secondsWaited, int sequences) {
    queued.observe(secondsWaited);
    together.observe(sequences);
  }

  /// Counts the time from a request to its first token.
  public void firstToken(double seconds) {
    firstToken.observe(seconds);
  }

  /// Counts the time from one token to the next.
  public void nextToken(double seconds) {
    betweenTokens.observe(seconds);
  }

  /// A model's figures under its labels.
  public record Labelled(String labels, ModelMetrics metrics) {}

  /// Writes the figures of all models, family by family.
  public static void write(MetricText text, List<Labelled> models) {
    text.counter("assay_prompt_tokens_total", "Tokens of prompts.");
    models.forEach(m -> total(text, "assay_prompt_tokens_total", m, m.metrics.promptTokens));
    text.counter("assay_reused_prompt_tokens_total", "Of these, tokens that were in the cache.");
    models.forEach(m -> total(text, "assay_reused_prompt_tokens_total", m, m.metrics.reusedTokens));
    text.counter("assay_generated_tokens_total", "Tokens generated.");
    models.forEach(m -> total(text, "assay_generated_tokens_total", m, m.metrics.generatedTokens));
    text.counter("assay_cancelled_prompts_total", "Prompts given up before their end.");
    models.forEach(m -> total(text, "assay_cancelled_prompts_total", m, m.metrics.cancelled));
    text.histogram("assay_queue_seconds", "Time that prompts waited for their turn.");
    models.forEach(m -> text.sample("assay_queue_seconds", m.labels, m.metrics.queued));
    text.histogram("assay_time_to_first_token_seconds", "From a request to its first token.");
    models.forEach(
        m -> text.sample("assay_time_to_first_token_seconds", m.labels, m.metrics.firstToken));
    text.histogram("assay_time_between_tokens_seconds", "From one token to the next.");
    models.forEach(
        m -> text.sample("assay_time_between_tokens_seconds", m.labels, m.metrics.betweenTokens));
    text.histogram("assay_batch_sequences", "Sequences under way as a prompt begins.");
    models.forEach(m -> text.sample("assay_batch_sequences", m.labels, m.metrics.together));
  }

  private static void total(MetricText text, String name, Labelled model, LongAdder count) {
    text.sample(name, model.labels(), count.sum());
  }
}
