package assay.engine.decoding;

import static assay.engine.decoding.Ranges.require;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// How a continuation is chosen and where it ends.
///
/// Logits take this way to a token: logit bias, [Penalties], then [Sampling]. Hugging Face
/// Transformers and vLLM have the same order.
///
/// @param maxTokens the most tokens to generate, at least 1
/// @param sampling how a token is drawn
/// @param penalties on tokens that the text already has
/// @param logitBias added to the logits of these tokens; finite. A large negative one, such as
///   -1000, bans a token
/// @param stopStrings end the text before the first of them; none may be empty
/// @param stopTokens end the text when chosen
/// @param topLogprobs keeps the log-probability of each token chosen, and of this many of the
///   likeliest, from 0; empty keeps none. They are the model's own: before bias, penalties and
///   temperature
public record DecodingOptions(
    int maxTokens,
    Sampling sampling,
    Penalties penalties,
    Map<Integer, Float> logitBias,
    List<String> stopStrings,
    Set<Integer> stopTokens,
    OptionalInt topLogprobs) {
  /// Checks the ranges and copies the collections.
  ///
  /// @throws IllegalArgumentException if a value is out of its range
  public DecodingOptions {
    logitBias = Map.copyOf(logitBias);
    stopStrings = List.copyOf(stopStrings);
    stopTokens = Set.copyOf(stopTokens);
    require(maxTokens >= 1, "maxTokens", "at least 1", maxTokens);
    logitBias.forEach(
        (token, bias) ->
            require(Float.isFinite(bias), "logitBias of token " + token, "a number", bias));
    require(!stopStrings.contains(""), "stopStrings", "texts that are not empty", "\"\"");
    require(topLogprobs.orElse(0) >= 0, "topLogprobs", "at least 0", topLogprobs.orElse(0));
  }

  /// Returns options that always take the likeliest token, and stop at nothing but the limit.
  public static DecodingOptions greedy(int maxTokens) {
    return new DecodingOptions(
        maxTokens,
        Sampling.GREEDY,
        Penalties.NONE,
        Map.of(),
        List.of(),
        Set.of(),
        OptionalInt.empty());
  }

  /// Returns these options with another way to draw.
  public DecodingOptions sampling(Sampling other) {
    return new DecodingOptions(
        maxTokens, other, penalties, logitBias, stopStrings, stopTokens, topLogprobs);
  }

  /// Returns these options with other penalties and biases.
  public DecodingOptions adjusting(Penalties penalised, Map<Integer, Float> biased) {
    return new DecodingOptions(
        maxTokens, sampling, penalised, biased, stopStrings, stopTokens, topLogprobs);
  }

  /// Returns these options with other stops.
  public DecodingOptions stoppingAt(List<String> strings, Set<Integer> tokens) {
    return new DecodingOptions(
        maxTokens, sampling, penalties, logitBias, strings, tokens, topLogprobs);
  }

  /// Returns these options with the log-probabilities of chosen tokens and of the `top` likeliest.
  public DecodingOptions withLogprobs(int top) {
    return new DecodingOptions(
        maxTokens, sampling, penalties, logitBias, stopStrings, stopTokens, OptionalInt.of(top));
  }
}
