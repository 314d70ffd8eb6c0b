package assay.engine;

import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.TokenDecoder;

/// Something to compute about a sequence of tokens.
public sealed interface Request {
  /// Returns the tokens; not to be changed.
  int[] tokens();

  /// Continuations of a prompt, all from one prefill.
  final class Continue implements Request {
    private final int[] prompt;
    private final DecodingOptions options;
    private final TokenDecoder decoder;
    private final int attempts;

    /// Asks for continuations. Number `i` has the seed `seed + i`, and is the same bits as a
    /// request of its own with that seed.
    ///
    /// @param prompt at least one token
    /// @param attempts how many continuations, at least 1
    /// @throws IllegalArgumentException if the prompt is empty, or there are no attempts
    public Continue(int[] prompt, DecodingOptions options, TokenDecoder decoder, int attempts) {
      if (prompt.length == 0) {
        throw new IllegalArgumentException(
            "the prompt is empty\n  expected at least 1 token, found 0");
      }
      if (attempts < 1) {
        throw new IllegalArgumentException(
            "attempts is out of range\n  expected at least 1, found " + attempts);
      }
      this.prompt = prompt.clone();
      this.options = options;
      this.decoder = decoder;
      this.attempts = attempts;
    }

    @Override
    public int[] tokens() {
      return prompt;
    }

    int attempts() {
      return attempts;
    }

    TokenDecoder decoder() {
      return decoder;
    }

    /// Returns the options of one attempt.
    DecodingOptions options(int attempt) {
      return options.sampling(options.sampling().withSeed(options.sampling().seed() + attempt));
    }
  }

  /// The logits that follow given tokens.
  final class Score implements Request {
    private final int[] tokens;
    private final int firstRow;

    /// Asks for the logits that follow the token at index `firstRow` and those behind it.
    ///
    /// @throws IllegalArgumentException if `firstRow` is no index of the sequence
    public Score(int[] tokens, int firstRow) {
      if (firstRow < 0 || firstRow >= tokens.length) {
        throw new IllegalArgumentException(
            "row %d of a sequence of %d tokens".formatted(firstRow, tokens.length));
      }
      this.tokens = tokens.clone();
      this.firstRow = firstRow;
    }

    @Override
    public int[] tokens() {
      return tokens;
    }

    int firstRow() {
      return firstRow;
    }
  }
}
