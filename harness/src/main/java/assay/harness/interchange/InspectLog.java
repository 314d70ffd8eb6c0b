package assay.harness.interchange;

import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.Message;
import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.Score;
import assay.results.StopReason;
import assay.tasks.DataException;
import assay.tasks.SampleDigest;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A log of inspect_ai: an `.eval` archive (`header.json` and `samples/*.json`) or the JSON form of
/// the same. An epoch is an attempt; a sample that ended in an error was not measured.
///
/// Verdicts are named `inspect/SCORER`: `C` and 1 are right, `I`, 0 and `P` are not, `N` is no
/// answer.
///
/// @param path `.eval` or `.json`
public record InspectLog(Path path) implements ForeignLog {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long LARGEST_ENTRY = 512L << 20;

  @Override
  public Origin origin() throws IOException {
    JsonNode eval = header().path("eval");
    if (!eval.isObject()) {
      throw DataException.inFile(path.toString(), "has no field \"eval\": this is no inspect log");
    }
    String task = eval.path("task").asText("unknown");
    return new Origin(task, "inspect/" + task, eval.path("model").asText("unknown"), List.of());
  }

  private boolean isArchive() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.read() == 'P' && in.read() == 'K';
    }
  }

  private JsonNode header() throws IOException {
    if (!isArchive()) {
      return whole();
    }
    try (ZipFile zip = open()) {
      ZipEntry header = zip.getEntry("header.json");
      if (header == null) {
        throw DataException.inFile(
            path.toString(), "has no header.json: the evaluation was not finished, or is no log");
      }
      return read(zip, header);
    }
  }

  private ZipFile open() throws IOException {
    try {
      return new ZipFile(path.toFile());
    } catch (ZipException e) {
      throw DataException.inFile(path.toString(), "is a damaged archive: " + e.getMessage());
    }
  }

  private JsonNode whole() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return JSON.readTree(in);
    } catch (JacksonException e) {
      throw DataException.inFile(path.toString(), "is not JSON: " + e.getOriginalMessage());
    }
  }

  private JsonNode read(ZipFile zip, ZipEntry entry) {
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes((int) LARGEST_ENTRY);
      if (in.read() >= 0) {
        throw DataException.inFile(
            path.toString(), entry.getName() + " is larger than " + LARGEST_ENTRY + " bytes");
      }
      return JSON.readTree(bytes);
    } catch (JacksonException e) {
      throw DataException.inFile(
          path.toString(), entry.getName() + " is not JSON: " + e.getOriginalMessage());
    } catch (ZipException e) {
      throw DataException.inFile(
          path.toString(),
          "%s cannot be unpacked (%s); write the log as JSON with `inspect log convert`"
              .formatted(entry.getName(), e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Stream<Entry> entries() throws IOException {
    if (!isArchive()) {
      return StreamSupport.stream(whole().path("samples").spliterator(), false).map(this::entry);
    }
    ZipFile zip = open();
    return zip.stream()
        .filter(each -> each.getName().startsWith("samples/") && each.getName().endsWith(".json"))
        .map(each -> entry(read(zip, each)))
        .onClose(
            () -> {
              try {
                zip.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private Entry entry(JsonNode node) {
    if (!node.hasNonNull("id")) {
      throw DataException.inFile(path.toString(), "a sample has no id");
    }
    Map<String, String> facets = new LinkedHashMap<>();
    node.path("metadata")
        .properties()
        .forEach(
            each -> {
              if (each.getValue().isTextual() && each.getValue().asText().length() <= 80) {
                facets.put(each.getKey(), each.getValue().asText());
              }
            });
    List<String> choices = new ArrayList<>();
    node.path("choices").forEach(choice -> choices.add(choice.asText()));
    Sample sample =
        SampleDigest.sample(
            node.path("id").asText(),
            text(node.path("input")),
            text(node.path("target")),
            facets,
            choices.isEmpty() ? new Sample.Plain() : new Sample.Choices(choices));
    Map<String, Score> scores = new LinkedHashMap<>();
    node.path("scores")
        .properties()
        .forEach(each -> scores.put("inspect/" + each.getKey(), score(each.getValue())));
    int attempt = Math.max(0, node.path("epoch").asInt(1) - 1);
    return new Entry(sample, attempt, prompt(node), outcome(node), scores);
  }

  /// Inputs and targets are texts, lists of texts, or lists of messages.
  private static String text(JsonNode node) {
    if (!node.isArray()) {
      return node.asText("");
    }
    List<String> parts = new ArrayList<>();
    node.forEach(
        part -> parts.add(part.isObject() ? content(part.path("content")) : part.asText()));
    return String.join("\n", parts);
  }

  private static String content(JsonNode content) {
    if (!content.isArray()) {
      return content.asText("");
    }
    List<String> parts = new ArrayList<>();
    content.forEach(part -> parts.add(part.path("text").asText("")));
    return String.join("", parts);
  }

  private static Prompt prompt(JsonNode node) {
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

  private static Outcome outcome(JsonNode node) {
    JsonNode error = node.path("error");
    if (error.isObject()) {
      return new Failure(
          Cause.ENDPOINT_ERROR, "inspect: " + error.path("message").asText("unknown error"));
    }
    JsonNode choice = node.path("output").path("choices").path(0);
    JsonNode usage = node.path("output").path("usage");
    return new Completion(
        content(choice.path("message").path("content")),
        count(usage.path("input_tokens")),
        count(usage.path("output_tokens")),
        switch (choice.path("stop_reason").asText()) {
          case "stop" -> StopReason.STOP;
          case "max_tokens" -> StopReason.TOKEN_LIMIT;
          case "model_length" -> StopReason.CONTEXT_FULL;
          default -> StopReason.UNKNOWN;
        },
        Duration.ZERO);
  }

  private static OptionalInt count(JsonNode node) {
    return node.canConvertToInt() && node.isNumber()
        ? OptionalInt.of(node.asInt())
        : OptionalInt.empty();
  }

  private static Score score(JsonNode score) {
    JsonNode value = score.path("value");
    String answer = score.path("answer").asText("");
    String detail = score.path("explanation").asText("");
    if (value.asText().equals("C") || (value.isNumber() && value.asDouble() == 1)) {
      return new Score.Correct(answer, "recorded");
    }
    if (value.asText().equals("N")) {
      return new Score.NoAnswer(detail);
    }
    if (value.isTextual() || value.isNumber() || value.isBoolean()) {
      return value.asBoolean(false) && value.isBoolean()
          ? new Score.Correct(answer, "recorded")
          : new Score.Wrong(answer, "recorded", detail);
    }
    return new Score.NotMeasured(Cause.GRADER_FAULT, "the log states no single value");
  }
}
