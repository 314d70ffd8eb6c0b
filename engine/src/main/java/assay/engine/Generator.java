package assay.engine;

import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.FinishReason;
import assay.engine.decoding.LogSoftmax;
import assay.engine.decoding.StopCondition;
import assay.engine.decoding.TokenDecoder;
import assay.engine.decoding.TokenLogprobs;
import assay.engine.decoding.TokenSampler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Continues prompts token by token.
final class Generator {
  private final Session session;
  private final TokenDecoder decoder;

  Generator(Session session, TokenDecoder decoder) {
    this.session = session;
    this.decoder = decoder;
  }

  Generation generate(int[] prompt, DecodingOptions options) {
    if (prompt.length == 0) {
      throw new IllegalArgumentException(
          "the prompt is empty\n  expected at least 1 token, found 0");
    }
    if (prompt.length >= session.capacity()) {
      throw new ContextOverflowException(prompt.length, session.capacity() - 1);
    }
    long start = System.nanoTime();
    int reused = session.prefill(prompt);
    long prefilled = System.nanoTime();
    Choices choices = new Choices(options, prompt);
    StopCondition stop = new StopCondition(options, decoder);
    FinishReason reason = decode(prompt.length, choices, stop);
    return new Generation(
        choices.tokens,
        new String(stop.bytes(), StandardCharsets.UTF_8),
        reason,
        choices.logprobs,
        prompt.length,
        reused,
        (prefilled - start) * 1e-9,
        (System.nanoTime() - prefilled) * 1e-9);
  }

  private FinishReason decode(int promptTokens, Choices choices, StopCondition stop) {
    int token = choices.next(session.promptLogits());
    while (true) {
      Optional<FinishReason> reason = stop.accept(token);
      if (reason.isPresent()) {
        return reason.get();
      }
      if (promptTokens + choices.tokens.size() >= session.capacity()) {
        return FinishReason.CONTEXT_FULL;
      }
      token = choices.next(session.append(token));
    }
  }

  /// The tokens chosen so far, with their log-probabilities where these are asked for.
  private static final class Choices {
    private final DecodingOptions options;
    private final TokenSampler sampler;
    private final List<Integer> tokens = new ArrayList<>();
    private final List<TokenLogprobs> logprobs = new ArrayList<>();

    Choices(DecodingOptions options, int[] prompt) {
      this.options = options;
      sampler = TokenSampler.of(options, prompt);
    }

    int next(float[] logits) {
      int token = sampler.next(logits);
      tokens.add(token);
      options
          .topLogprobs()
          .ifPresent(top -> logprobs.add(new LogSoftmax(logits).describe(token, top)));
      return token;
    }
  }
}
