package assay.engine;

import assay.engine.config.ModelConfig;
import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.FinishReason;
import assay.engine.decoding.LogSoftmax;
import assay.engine.decoding.StopCondition;
import assay.engine.decoding.TokenLogprobs;
import assay.engine.decoding.TokenSampler;
import assay.engine.model.ExpertUsage;
import assay.engine.schedule.LogitsReader;
import assay.engine.schedule.Scheduler;
import assay.engine.schedule.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Continues a prompt token by token, as often as asked. The first attempt's sequence computes the
/// prompt; the others choose their first token from the same logits and branch off.
final class Generator {
  private final Request.Continue request;
  private final Listener listener;
  private final Ticket ticket;
  private final ModelConfig config;
  private final AtomicInteger unfinished;
  private volatile int reusedTokens; // of the prompt
  private final Attempt first;

  /// The listener hears of one token at a time, though logits are read side by side.
  private final Object telling = new Object();

  Generator(Request.Continue request, Listener listener, Ticket ticket, ModelConfig config) {
    this.request = request;
    this.listener = listener;
    this.ticket = ticket;
    this.config = config;
    unfinished = new AtomicInteger(request.attempts());
    first = new Attempt(0);
  }

  /// Returns the sequence that computes the prompt and the first attempt.
  Sequence sequence(Scheduler scheduler) {
    int[] prompt = request.tokens();
    Sequence trunk = scheduler.sequence(prompt, prompt.length - 1, first);
    first.trunk = Optional.of(trunk);
    return trunk;
  }

  /// One continuation.
  private final class Attempt implements LogitsReader {
    private final int number;
    private Optional<Sequence> trunk = Optional.empty(); // that the others branch off
    private final DecodingOptions options;
    private final TokenSampler sampler;
    private final StopCondition stop;
    private final TokenList tokens = new TokenList();
    private final List<TokenLogprobs> logprobs = new ArrayList<>();
    private Optional<FinishReason> end = Optional.empty();

    Attempt(int number) {
      this.number = number;
      options = request.options(number);
      sampler = TokenSampler.of(options, request.tokens());
      stop = new StopCondition(options, request.decoder());
    }

    @Override
    public int read(int index, float[] logits) {
      if (tokens.size() == 0 && trunk.isPresent()) {
        branch(trunk.get(), logits);
      }
      return choose(logits);
    }

    /// Has the other attempts choose their first token.
    private void branch(Sequence sequence, float[] logits) {
      for (int other = 1; other < request.attempts(); other++) {
        Attempt attempt = new Attempt(other);
        sequence.branch(attempt.choose(logits), attempt);
      }
    }

    private int choose(float[] logits) {
      int token = sampler.next(logits);
      tokens.add(token);
      Optional<TokenLogprobs> likely = Optional.empty();
      if (options.topLogprobs().isPresent()) {
        logprobs.add(new LogSoftmax(logits).describe(token, options.topLogprobs().getAsInt()));
        likely = Optional.of(logprobs.getLast());
      }
      synchronized (telling) {
        listener.token(number, token, likely);
      }
      end = stop.accept(token);
      int held = request.tokens().length + tokens.size();
      if (end.isEmpty() && held >= config.contextLength()) {
        end = Optional.of(FinishReason.CONTEXT_FULL);
      }
      return end.isPresent() ? END : token;
    }

    @Override
    public void finished(Sequence sequence) {
      try {
        Generation generation = generation(sequence);
        if (number == 0) {
          reusedTokens = sequence.reusedTokens();
        }
        listener.finished(number, generation);
        if (unfinished.decrementAndGet() == 0) {
          ticket.finish(reusedTokens);
        }
      } catch (RuntimeException | Error e) { // the listener's, or no memory; handed to who waits
        ticket.fail(e);
      }
    }

    private Generation generation(Sequence sequence) {
      int promptTokens = request.tokens().length;
      int computed = sequence.pages().length();
      ExpertUsage ofPrompt = ExpertUsage.of(config, sequence.pages(), 0, promptTokens);
      ExpertUsage ofRest = ExpertUsage.of(config, sequence.pages(), promptTokens, computed);
      return new Generation(
          tokens.boxed(),
          new String(stop.bytes(), StandardCharsets.UTF_8),
          end.orElseThrow(),
          logprobs,
          promptTokens,
          cost(sequence),
          new Generation.Experts(ofPrompt, ofRest));
    }

    /// The prompt is the first attempt's to pay for, also where another one that ends with its
    /// first token has no sequence of its own.
    private Generation.Cost cost(Sequence sequence) {
      boolean lent = number > 0 && tokens.size() == 1;
      return lent
          ? new Generation.Cost(request.tokens().length, 0, 0)
          : new Generation.Cost(
              sequence.reusedTokens(), sequence.prefillSeconds(), sequence.decodeSeconds());
    }

    @Override
    public void failed(Throwable cause) {
      ticket.fail(cause);
    }
  }
}
