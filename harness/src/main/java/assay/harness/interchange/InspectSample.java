package assay.harness.interchange;

import assay.harness.interchange.ForeignLog.Entry;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Digests;
import assay.results.Failure;
import assay.results.Message;
import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.Reasoning;
import assay.results.Sample;
import assay.results.StopReason;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// One sample of an inspect log. An epoch is an attempt.
///
/// A sample that ended in an error was not measured, whatever was scored of it; so were those that
/// ran out of time or context, or that a user ended, and completions that a content filter cut. An
/// error that a retry got over leaves no trace in the verdict. A limit of tokens cuts a completion
/// and is a measurement.
///
/// @param node the sample's JSON
record InspectSample(JsonNode node) {
  private static final int LONGEST_FACET = 80;
  private static final String ATTACHMENT = "attachment://";

  Entry entry() {
    List<String> choices = new ArrayList<>();
    node.path("choices").forEach(choice -> choices.add(choice.asText()));
    Sample sample =
        ForeignContent.sample(
            node.path("id").asText(),
            text(node.path("input")),
            text(node.path("target")),
            facets(),
            choices.isEmpty() ? new Sample.Plain() : new Sample.Choices(choices));
    return new Entry(
        sample,
        Math.max(0, node.path("epoch").asInt(1) - 1),
        prompt(),
        outcome(),
        InspectScores.of(node.path("scores")));
  }

  private Map<String, String> facets() {
    Map<String, String> facets = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : node.path("metadata").properties()) {
      if (each.getValue().isTextual() && each.getValue().asText().length() <= LONGEST_FACET) {
        facets.put(each.getKey(), each.getValue().asText());
      }
    }
    return facets;
  }

  /// Inputs and targets are texts, lists of texts, or lists of messages.
  private String text(JsonNode value) {
    if (!value.isArray()) {
      return resolved(value.asText(""));
    }
    List<String> parts = new ArrayList<>();
    value.forEach(
        part ->
            parts.add(part.isObject() ? content(part.path("content")) : resolved(part.asText())));
    return String.join("\n", parts);
  }

  /// A text, or a list of parts. Pictures and sounds stand as their digest, thoughts are left out.
  private String content(JsonNode content) {
    if (!content.isArray()) {
      return resolved(content.asText(""));
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      String type = part.path("type").asText("text");
      switch (type) {
        case "text" -> text.append(resolved(part.path("text").asText("")));
        case "reasoning" -> {}
        default ->
            text.append(
                "[%s %s]".formatted(type, Digests.ofText(resolved(part.path(type).asText()))));
      }
    }
    return text.toString();
  }

  /// Long values of a log stand once, among its attachments.
  private String resolved(String text) {
    return text.startsWith(ATTACHMENT)
        ? node.path("attachments").path(text.substring(ATTACHMENT.length())).asText(text)
        : text;
  }

  private Prompt prompt() {
    List<Message> messages = new ArrayList<>();
    for (JsonNode message : node.path("messages")) {
      String role = message.path("role").asText("user");
      if (role.equals("assistant")) {
        break;
      }
      messages.add(new Message(role, content(message.path("content"))));
    }
    return messages.isEmpty() ? new Prompt.Unrecorded() : new Prompt.Chat(messages);
  }

  private Outcome outcome() {
    JsonNode error = node.path("error");
    if (error.isObject()) {
      return new Failure(
          Cause.NOT_RECORDED,
          "the sample ended in an error: " + error.path("message").asText("unknown"));
    }
    JsonNode choice = node.path("output").path("choices").path(0);
    String limit = node.path("limit").path("type").asText("");
    return switch (limit) {
      case "time", "working" -> lost(Cause.TIMEOUT, limit);
      case "context" -> lost(Cause.CONTEXT_OVERFLOW, limit);
      case "operator" -> lost(Cause.NOT_RECORDED, limit);
      default -> completion(choice, limit.equals("token"));
    };
  }

  private Failure lost(Cause cause, String limit) {
    return new Failure(
        cause,
        "ended by the limit \"%s\": %s"
            .formatted(limit, node.path("limit").path("reason").asText()));
  }

  private Outcome completion(JsonNode choice, boolean cut) {
    String reason = choice.path("stop_reason").asText("");
    StopReason stop =
        switch (reason) {
          case "stop" -> StopReason.STOP;
          case "max_tokens" -> StopReason.TOKEN_LIMIT;
          default -> StopReason.UNKNOWN;
        };
    if (reason.equals("content_filter")) {
      return new Failure(Cause.ENDPOINT_ERROR, "a content filter cut the completion");
    }
    if (reason.equals("model_length")) {
      return new Failure(
          Cause.CONTEXT_OVERFLOW, "the context window was full before the completion ended");
    }
    if (choice.isMissingNode()) {
      return new Failure(Cause.NOT_RECORDED, "the log has no completion");
    }
    JsonNode usage = node.path("output").path("usage");
    return completion(
        choice.path("message").path("content"),
        count(usage.path("input_tokens")),
        count(usage.path("output_tokens")),
        cut ? StopReason.TOKEN_LIMIT : stop);
  }

  /// Thoughts that the log keeps apart from the text are put before it and marked as thoughts.
  private Completion completion(
      JsonNode content, OptionalInt prompt, OptionalInt completion, StopReason stop) {
    StringBuilder thoughts = new StringBuilder();
    for (JsonNode part : content) {
      if (part.path("type").asText().equals("reasoning")) {
        thoughts.append(resolved(part.path("reasoning").asText("")));
      }
    }
    String answer = content(content);
    return thoughts.isEmpty()
        ? new Completion(answer, prompt, completion, stop, Duration.ZERO)
        : new Completion(
            thoughts + "\n" + answer,
            prompt,
            completion,
            stop,
            new Reasoning(List.of(new Reasoning.Span(0, thoughts.length() + 1)), true),
            Duration.ZERO);
  }

  private static OptionalInt count(JsonNode value) {
    return value.isInt() && value.intValue() >= 0
        ? OptionalInt.of(value.intValue())
        : OptionalInt.empty();
  }
}
