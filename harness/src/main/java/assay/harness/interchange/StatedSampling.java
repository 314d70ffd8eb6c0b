package assay.harness.interchange;

import assay.results.GenerationSettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Sampling settings that a file states under the usual names.
final class StatedSampling {
  private StatedSampling() {}

  /// Returns the settings of one attempt; what is not stated, or is out of its range, is that of
  /// greedy sampling without a limit.
  ///
  /// @param node an object with `temperature`, `top_p`, `top_k` and `seed`
  /// @param limit name of the token limit
  /// @param stop name of the list of texts that end a completion
  static GenerationSettings of(JsonNode node, String limit, String stop) {
    List<String> stops = new ArrayList<>();
    node.path(stop).forEach(text -> stops.add(text.asText()));
    double temperature = node.path("temperature").asDouble(0);
    double topP = node.path("top_p").asDouble(1);
    int most = node.path(limit).asInt(0);
    return new GenerationSettings(
        most > 0 ? most : Integer.MAX_VALUE,
        temperature >= 0 && temperature <= 100 ? temperature : 0,
        topP > 0 && topP <= 1 ? topP : 1,
        Math.max(0, node.path("top_k").asInt(0)),
        Math.max(0, node.path("seed").asLong(0)),
        stops.stream().filter(text -> !text.isEmpty()).toList(),
        1);
  }
}
