package assay.harness.serve.openai;

import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.Penalties;
import assay.engine.decoding.Sampling;
import assay.harness.serve.work.ServedModel;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// How tokens are chosen, which both kinds of completion ask for by the same fields.
///
/// @param fields of the request
/// @param served the model that is asked
record SamplingFields(RequestFields fields, ServedModel served) {
  private static final int MOST_CHOICES = 128;
  private static final int MOST_STOPS = 64;

  /// Returns how many continuations of each prompt are asked for.
  int choices() throws ApiException {
    return fields.whole("n", 1, MOST_CHOICES).orElse(1);
  }

  /// Returns the options.
  ///
  /// @param maxTokens the most tokens, at least 1
  /// @param logprobs how many of the likeliest tokens are told of each, or none
  DecodingOptions options(int maxTokens, OptionalInt logprobs) throws ApiException {
    Set<Integer> ends = fields.flag("ignore_eos", false) ? Set.of() : served.model().endTokens();
    try {
      DecodingOptions options =
          DecodingOptions.greedy(maxTokens)
              .sampling(sampling())
              .adjusting(penalties(), bias())
              .stoppingAt(stops(), ends);
      return logprobs.isPresent() ? options.withLogprobs(logprobs.getAsInt()) : options;
    } catch (IllegalArgumentException e) {
      throw ApiException.of(400, "invalid_value", e.getMessage());
    }
  }

  private Sampling sampling() throws ApiException {
    OptionalInt topK = fields.whole("top_k", -1, Integer.MAX_VALUE);
    OptionalLong seed = fields.whole("seed");
    return new Sampling(
        ranged("temperature", 1, 0, Float.MAX_VALUE),
        topK.orElse(0) < 1 ? OptionalInt.empty() : topK,
        ranged("top_p", 1, Double.MIN_VALUE, 1),
        ranged("min_p", 0, 0, 1),
        ranged("typical_p", 1, Double.MIN_VALUE, 1),
        seed.orElseGet(ThreadLocalRandom.current()::nextLong));
  }

  private Penalties penalties() throws ApiException {
    return new Penalties(
        ranged("repetition_penalty", 1, Double.MIN_VALUE, Float.MAX_VALUE),
        ranged("frequency_penalty", 0, -Float.MAX_VALUE, Float.MAX_VALUE),
        ranged("presence_penalty", 0, -Float.MAX_VALUE, Float.MAX_VALUE),
        OptionalInt.empty());
  }

  private double ranged(String name, double absent, double least, double most) throws ApiException {
    double value = fields.number(name, absent);
    if (!(value >= least && value <= most)) {
      throw ApiException.field(
          name,
          "Invalid '%s': expected a number %s, but got %s instead."
              .formatted(name, range(least, most), value));
    }
    return value;
  }

  private static String range(double least, double most) {
    String from = least == Double.MIN_VALUE ? "above 0" : "from " + least;
    String to = most == Float.MAX_VALUE ? "" : " to " + most;
    return least == -Float.MAX_VALUE ? "that is finite" : from + to;
  }

  private List<String> stops() throws ApiException {
    List<String> stops =
        fields.texts("stop").stream().filter(text -> !text.isEmpty()).distinct().toList();
    if (stops.size() > MOST_STOPS) {
      throw ApiException.field(
          "stop", "Invalid 'stop': at most %d stop strings are taken.".formatted(MOST_STOPS));
    }
    return stops;
  }

  private Map<Integer, Float> bias() throws ApiException {
    Map<Integer, Float> bias = new HashMap<>();
    if (fields.object("logit_bias").isPresent()) {
      for (Map.Entry<String, JsonNode> each :
          fields.object("logit_bias").get().object().properties()) {
        String name = "logit_bias." + each.getKey();
        if (!each.getValue().isNumber()) {
          throw ApiException.type(name, "a number", RequestFields.kind(each.getValue()));
        }
        if (!each.getKey().matches("[0-9]{1,9}")
            || Integer.parseInt(each.getKey()) >= served.model().weights().config().vocabSize()) {
          throw ApiException.field(name, "Invalid '%s': it is no token.".formatted(name));
        }
        bias.put(Integer.parseInt(each.getKey()), each.getValue().floatValue());
      }
    }
    return bias;
  }
}
