package assay.results.store;

import assay.results.Cause;
import assay.results.Message;
import assay.results.Prompt;
import assay.results.Reasoning;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.TestSet;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A [SampleRecord] as JSON, and back from a tree. It is written without one: a run writes a record
/// for each of its calls.
final class RecordCodec {
  private RecordCodec() {}

  /// Writes a record as an object.
  static void write(JsonGenerator json, SampleRecord record) throws IOException {
    json.writeStartObject();
    json.writeNumberField("index", record.index());
    json.writeNumberField("attempt", record.attempt());
    json.writeFieldName("sample");
    write(json, record.sample());
    json.writeFieldName("prompt");
    write(json, record.prompt());
    json.writeFieldName("outcome");
    OutcomeCodec.write(json, record.outcome());
    json.writeObjectFieldStart("scores");
    for (Map.Entry<String, Score> score : record.scores().entrySet()) {
      json.writeFieldName(score.getKey());
      write(json, score.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  static SampleRecord read(JsonNode node) {
    Fields record = new Fields(node, "");
    Map<String, Score> scores = new LinkedHashMap<>();
    Fields byScorer = record.fields("scores");
    byScorer
        .object()
        .fieldNames()
        .forEachRemaining(scorer -> scores.put(scorer, score(byScorer.fields(scorer))));
    return new SampleRecord(
        record.integer("index"),
        record.integer("attempt"),
        sample(record.fields("sample")),
        prompt(record.fields("prompt")),
        OutcomeCodec.read(record.fields("outcome")),
        scores);
  }

  private static void write(JsonGenerator json, Sample sample) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", sample.id());
    json.writeStringField("digest", sample.digest());
    json.writeStringField("input", sample.input());
    json.writeStringField("target", sample.target());
    json.writeObjectFieldStart("facets");
    for (Map.Entry<String, String> facet : sample.facets().entrySet()) {
      json.writeStringField(facet.getKey(), facet.getValue());
    }
    json.writeEndObject();
    switch (sample.extras()) {
      case Sample.Plain plain -> {}
      case Sample.Targets targets -> {
        write(json, "targets", targets.all());
        json.writeBooleanField("anyCounts", targets.anyCounts());
      }
      case Sample.Choices choices -> write(json, "choices", choices.options());
      case Sample.Programming programming -> {
        json.writeObjectFieldStart("programming");
        json.writeStringField("starterCode", programming.starterCode());
        if (programming.functionName().isPresent()) {
          json.writeStringField("functionName", programming.functionName().get());
        }
        json.writeNumberField("testCount", programming.tests().count());
        json.writeStringField("testDigest", programming.tests().digest());
        json.writeEndObject();
      }
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static Sample sample(Fields sample) {
    return new Sample(
        sample.text("id"),
        sample.text("digest"),
        sample.text("input"),
        sample.text("target"),
        sample.textMap("facets"),
        extras(sample));
  }

  private static Sample.Extras extras(Fields sample) {
    if (sample.has("choices")) {
      return new Sample.Choices(sample.texts("choices"));
    }
    if (sample.has("programming")) {
      Fields program = sample.fields("programming");
      return new Sample.Programming(
          program.text("starterCode"),
          program.has("functionName")
              ? Optional.of(program.text("functionName"))
              : Optional.empty(),
          new TestSet(program.integer("testCount"), program.text("testDigest"), List.of()));
    }
    if (sample.has("targets")) {
      return new Sample.Targets(sample.texts("targets"), sample.flag("anyCounts"));
    }
    return new Sample.Plain();
  }

  private static void write(JsonGenerator json, Prompt prompt) throws IOException {
    json.writeStartObject();
    switch (prompt) {
      case Prompt.Chat chat -> {
        json.writeArrayFieldStart("messages");
        for (Message message : chat.messages()) {
          json.writeStartObject();
          json.writeStringField("role", message.role());
          json.writeStringField("content", message.content());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      case Prompt.Text text -> json.writeStringField("text", text.text());
      case Prompt.Continuations asked -> {
        json.writeStringField("text", asked.text());
        write(json, "continuations", asked.continuations());
      }
      case Prompt.Unrecorded unrecorded -> {}
    }
    json.writeEndObject();
  }

  private static Prompt prompt(Fields prompt) {
    if (prompt.has("messages")) {
      return new Prompt.Chat(
          prompt.objects(
              "messages", message -> new Message(message.text("role"), message.text("content"))));
    }
    if (prompt.has("continuations")) {
      return new Prompt.Continuations(prompt.text("text"), prompt.texts("continuations"));
    }
    return prompt.has("text") ? new Prompt.Text(prompt.text("text")) : new Prompt.Unrecorded();
  }

  private static void write(JsonGenerator json, Score score) throws IOException {
    json.writeStartObject();
    json.writeStringField("verdict", score.verdict());
    switch (score) {
      case Score.Correct correct -> {
        json.writeStringField("answer", correct.answer());
        json.writeStringField("rule", correct.rule());
      }
      case Score.Wrong wrong -> {
        json.writeStringField("answer", wrong.answer());
        json.writeStringField("rule", wrong.rule());
        json.writeStringField("detail", wrong.detail());
        if (wrong.part().isPresent()) {
          json.writeNumberField("found", wrong.part().get().found());
          json.writeNumberField("wanted", wrong.part().get().wanted());
        }
      }
      case Score.NoAnswer none -> json.writeStringField("detail", none.detail());
      case Score.NotMeasured unmeasured -> {
        json.writeStringField("cause", unmeasured.cause().name());
        json.writeStringField("detail", unmeasured.detail());
      }
    }
    if (score.place().isPresent()) {
      json.writeFieldName("place");
      OutcomeCodec.write(json, score.place().get());
    }
    json.writeEndObject();
  }

  private static Score score(Fields score) {
    return switch (score.text("verdict")) {
      case "correct" -> new Score.Correct(score.text("answer"), score.text("rule"), place(score));
      case "wrong" ->
          new Score.Wrong(
              score.text("answer"),
              score.text("rule"),
              score.text("detail"),
              place(score),
              part(score));
      case "no-answer" -> new Score.NoAnswer(score.text("detail"));
      case "not-measured" ->
          new Score.NotMeasured(score.constant("cause", Cause.class), score.text("detail"));
      default ->
          throw new Fields.FieldException(
              "field \"%s.verdict\" is unknown: \"%s\""
                  .formatted(score.path(), score.text("verdict")));
    };
  }

  private static Optional<Score.Part> part(Fields score) {
    return score.has("found")
        ? Optional.of(new Score.Part(score.integer("found"), score.integer("wanted")))
        : Optional.empty();
  }

  private static Optional<Reasoning.Span> place(Fields score) {
    return score.has("place")
        ? Optional.of(OutcomeCodec.span(score.fields("place")))
        : Optional.empty();
  }
}
