package assay.harness.interchange;

import assay.harness.interchange.ForeignLog.Entry;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.Score;
import assay.results.StopReason;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// What HELM asked of one instance in one trial: one request, or one for each option where options
/// are ranked.
///
/// @param id of the instance
/// @param states the requests, at least one
record HelmRequest(String id, List<JsonNode> states) {
  Entry entry(Map<String, String> facets, Map<String, Score> verdicts) {
    JsonNode first = states.getFirst();
    JsonNode instance = first.path("instance");
    return new Entry(
        ForeignContent.sample(
            id,
            instance.path("input").path("text").asText(),
            target(first),
            facets,
            options(first)),
        Math.max(0, first.path("train_trial_index").asInt(0)),
        new Prompt.Text(first.path("request").path("prompt").asText()),
        outcome(),
        verdicts);
  }

  /// Returns the letter of the right option where options have letters, else the right text.
  private static String target(JsonNode state) {
    for (JsonNode reference : state.path("instance").path("references")) {
      boolean right =
          reference.path("tags").valueStream().anyMatch(tag -> tag.asText().equals("correct"));
      if (right) {
        String text = reference.path("output").path("text").asText();
        return state.path("output_mapping").properties().stream()
            .filter(option -> option.getValue().asText().equals(text))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(text);
      }
    }
    return "";
  }

  private static Sample.Extras options(JsonNode state) {
    List<String> options = new ArrayList<>();
    state.path("output_mapping").forEach(option -> options.add(option.asText()));
    return options.isEmpty() ? new Sample.Plain() : new Sample.Choices(options);
  }

  private Outcome outcome() {
    for (JsonNode state : states) {
      JsonNode result = state.path("result");
      if (!result.path("success").asBoolean(false)) {
        return result.isObject()
            ? new Failure(Cause.ENDPOINT_ERROR, result.path("error").asText("the request failed"))
            : new Failure(Cause.NOT_RECORDED, "the request has no result");
      }
    }
    return states.getFirst().path("reference_index").isInt() ? ranked() : written();
  }

  private Completion written() {
    JsonNode result = states.getFirst().path("result");
    JsonNode completion = result.path("completions").path(0);
    String thoughts = completion.path("thinking").path("text").asText("");
    String text = completion.path("text").asText("");
    return new Completion(
        thoughts.isEmpty() ? text : "<think>" + thoughts + "</think>\n" + text,
        OptionalInt.empty(),
        completion.path("tokens").isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(completion.path("tokens").size()),
        switch (completion.path("finish_reason").path("reason").asText("")) {
          case "stop", "endoftext" -> StopReason.STOP;
          case "length" -> StopReason.TOKEN_LIMIT;
          default -> StopReason.UNKNOWN;
        },
        Duration.ofNanos(Math.round(1e9 * result.path("request_time").asDouble(0))));
  }

  /// Returns the log-likelihoods, each with its reference.
  private Completion ranked() {
    StringBuilder text = new StringBuilder();
    for (JsonNode state : states) {
      int index = state.path("reference_index").asInt();
      text.append(state.path("result").path("completions").path(0).path("logprob").asText());
      text.append('\t');
      text.append(
          state
              .path("instance")
              .path("references")
              .path(index)
              .path("output")
              .path("text")
              .asText());
      text.append('\n');
    }
    return Completion.recorded(text.toString());
  }
}
