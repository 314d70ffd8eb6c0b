package assay.harness.interchange;

import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.Message;
import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.Reasoning;
import assay.results.Score;
import assay.results.StopReason;
import assay.tasks.format.Row;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// One review of evalscope.
///
/// @param row the line
/// @param score what was made of the answer
record EvalscopeAnswer(Row row, JsonNode score) {
  private static final String SUCCESS = "success";

  /// Source: evalscope 1.14.1, `constants.py` (`ScoreStatus.is_usable`).
  private static final Set<String> USABLE = Set.of(SUCCESS, "fallback", "degraded");

  /// What a prediction tells of an answer beside its text.
  ///
  /// @param error why there is none, or empty
  record End(OptionalInt prompt, OptionalInt completion, StopReason reason, String error) {}

  /// Nothing is told.
  static final End UNKNOWN =
      new End(OptionalInt.empty(), OptionalInt.empty(), StopReason.UNKNOWN, "");

  /// Returns what a line of the predictions tells.
  static End end(Row prediction) {
    JsonNode output = prediction.json("model_output");
    JsonNode usage = output.path("usage");
    return new End(
        count(usage.path("input_tokens")),
        count(usage.path("output_tokens")),
        switch (output.path("choices").path(0).path("stop_reason").asText("")) {
          case "stop" -> StopReason.STOP;
          case "max_tokens" -> StopReason.TOKEN_LIMIT;
          default -> StopReason.UNKNOWN;
        },
        output.path("error").isTextual() ? output.path("error").asText() : "");
  }

  private static OptionalInt count(JsonNode value) {
    return value.isInt() && value.intValue() >= 0
        ? OptionalInt.of(value.intValue())
        : OptionalInt.empty();
  }

  /// Returns the last thing that was asked; older versions have it as `input`.
  String question() {
    String asked = row.json("input").asText("");
    for (JsonNode message : row.json("messages")) {
      if (message.path("role").asText().equals("user")) {
        asked = text(message);
      }
    }
    return asked;
  }

  /// Returns the first target.
  String target() {
    JsonNode target = row.json("target");
    return target.isArray() ? target.path(0).asText("") : target.asText("");
  }

  Prompt prompt() {
    List<Message> messages = new ArrayList<>();
    for (JsonNode message : row.json("messages")) {
      if (message.path("role").asText().equals("assistant")) {
        break;
      }
      messages.add(new Message(message.path("role").asText("user"), text(message)));
    }
    return messages.isEmpty() ? new Prompt.Unrecorded() : new Prompt.Chat(messages);
  }

  Outcome outcome(End end) {
    if (!end.error().isEmpty()) {
      return new Failure(Cause.ENDPOINT_ERROR, end.error());
    }
    JsonNode answered = null;
    for (JsonNode message : row.json("messages")) {
      answered = message.path("role").asText().equals("assistant") ? message : answered;
    }
    String thoughts = answered == null ? "" : thoughts(answered);
    String text = answered == null ? score.path("prediction").asText("") : text(answered);
    return thoughts.isEmpty()
        ? new Completion(text, end.prompt(), end.completion(), end.reason(), Duration.ZERO)
        : new Completion(
            thoughts + "\n" + text,
            end.prompt(),
            end.completion(),
            end.reason(),
            new Reasoning(List.of(new Reasoning.Span(0, thoughts.length() + 1)), true),
            Duration.ZERO);
  }

  /// Returns a verdict for each value, named `evalscope/VALUE`. What stands beside a status that
  /// evalscope itself leaves out of its means is none.
  Map<String, Score> scores() {
    JsonNode extracted = score.path("extracted_prediction");
    String status = score.path("status").asText(SUCCESS);
    Score failed = new Score.NotMeasured(Cause.GRADER_FAULT, "the score's status is " + status);
    Map<String, Score> scores = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> value : score.path("value").properties()) {
      scores.put(
          "evalscope/" + value.getKey(),
          USABLE.contains(status) ? verdict(value.getValue(), extracted) : failed);
    }
    if (!status.equals(SUCCESS)) { // of a degraded one the first value may be what is missing
      scores.putIfAbsent("evalscope/" + score.path("main_score_name").asText("score"), failed);
    }
    return scores;
  }

  private static Score verdict(JsonNode value, JsonNode extracted) {
    Score verdict = StatedVerdict.of(value, extracted.asText(""));
    return verdict instanceof Score.Wrong && nothing(extracted)
        ? new Score.NoAnswer("the extraction found none")
        : verdict;
  }

  private static boolean nothing(JsonNode extracted) {
    return extracted.isTextual() && extracted.asText().isEmpty();
  }

  private static String text(JsonNode message) {
    return parts(message, "text");
  }

  private static String thoughts(JsonNode message) {
    return message.path("content").isArray() ? parts(message, "reasoning") : "";
  }

  /// Returns the content, which is a text or a list of parts of several types.
  private static String parts(JsonNode message, String type) {
    JsonNode content = message.path("content");
    if (!content.isArray()) {
      return content.asText("");
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      if (part.path("type").asText("text").equals(type)) {
        text.append(part.path(type).asText(""));
      }
    }
    return text.toString();
  }
}
