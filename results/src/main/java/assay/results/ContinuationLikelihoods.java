package assay.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// How likely a model finds each continuation of a text, as the text of a completion: an array of
/// JSON with a line for each, so that it is stored, kept, merged and shown like any answer.
///
/// @param options in the order in which they were asked
public record ContinuationLikelihoods(List<Option> options) {
  private static final JsonMapper JSON = new JsonMapper();

  public ContinuationLikelihoods {
    options = List.copyOf(options);
  }

  /// One continuation.
  ///
  /// @param continuation its text, with the white space that parts it from what is before
  /// @param loglikelihood natural logarithm of its probability, summed over its tokens
  /// @param tokens how many it has
  /// @param greedy whether greedy decoding writes it
  public record Option(String continuation, double loglikelihood, int tokens, boolean greedy) {
    public Option {
      Objects.requireNonNull(continuation);
    }
  }

  /// Returns the text.
  public String text() {
    return options.stream()
        .map(ContinuationLikelihoods::line)
        .collect(Collectors.joining(",\n ", "[", "]"));
  }

  private static String line(Option option) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("continuation", option.continuation())
        .put("loglikelihood", option.loglikelihood())
        .put("tokens", option.tokens())
        .put("greedy", option.greedy())
        .toString();
  }

  /// Reads a text; empty if it is no such array, as an answer that a model wrote.
  public static Optional<ContinuationLikelihoods> of(String text) {
    try {
      JsonNode array = text.startsWith("[") ? JSON.readTree(text) : JSON.missingNode();
      List<Option> options = new ArrayList<>();
      for (JsonNode node : array) {
        if (!node.path("continuation").isTextual() || !node.path("loglikelihood").isNumber()) {
          return Optional.empty();
        }
        options.add(
            new Option(
                node.path("continuation").asText(),
                node.path("loglikelihood").asDouble(),
                node.path("tokens").asInt(),
                node.path("greedy").asBoolean()));
      }
      return options.isEmpty()
          ? Optional.empty()
          : Optional.of(new ContinuationLikelihoods(options));
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }
}
