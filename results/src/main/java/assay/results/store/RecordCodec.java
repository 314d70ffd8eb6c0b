package assay.results.store;

import assay.results.Cause;
import assay.results.Message;
import assay.results.Prompt;
import assay.results.Reasoning;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.TestSet;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A [SampleRecord] as a JSON tree and back.
final class RecordCodec {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private RecordCodec() {}

  static ObjectNode write(SampleRecord record) {
    ObjectNode node = JSON.objectNode();
    node.put("index", record.index());
    node.put("attempt", record.attempt());
    node.set("sample", sample(record.sample()));
    node.set("prompt", prompt(record.prompt()));
    node.set("outcome", OutcomeCodec.write(record.outcome()));
    ObjectNode scores = node.putObject("scores");
    record.scores().forEach((scorer, score) -> scores.set(scorer, score(score)));
    return node;
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

  private static ObjectNode sample(Sample sample) {
    ObjectNode node = JSON.objectNode();
    node.put("id", sample.id());
    node.put("digest", sample.digest());
    node.put("input", sample.input());
    node.put("target", sample.target());
    ObjectNode facets = node.putObject("facets");
    sample.facets().forEach(facets::put);
    switch (sample.extras()) {
      case Sample.Plain plain -> {}
      case Sample.Targets targets -> {
        targets.all().forEach(node.putArray("targets")::add);
        node.put("anyCounts", targets.anyCounts());
      }
      case Sample.Choices choices -> choices.options().forEach(node.putArray("choices")::add);
      case Sample.Programming programming -> {
        ObjectNode program = node.putObject("programming");
        program.put("starterCode", programming.starterCode());
        programming.functionName().ifPresent(name -> program.put("functionName", name));
        program.put("testCount", programming.tests().count());
        program.put("testDigest", programming.tests().digest());
      }
    }
    return node;
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

  private static ObjectNode prompt(Prompt prompt) {
    ObjectNode node = JSON.objectNode();
    switch (prompt) {
      case Prompt.Chat chat -> {
        for (Message message : chat.messages()) {
          node.withArray("messages")
              .addObject()
              .put("role", message.role())
              .put("content", message.content());
        }
      }
      case Prompt.Text text -> node.put("text", text.text());
      case Prompt.Continuations asked -> {
        node.put("text", asked.text());
        asked.continuations().forEach(node.withArray("continuations")::add);
      }
      case Prompt.Unrecorded unrecorded -> {}
    }
    return node;
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

  private static ObjectNode score(Score score) {
    ObjectNode node = JSON.objectNode().put("verdict", score.verdict());
    switch (score) {
      case Score.Correct correct ->
          node.put("answer", correct.answer()).put("rule", correct.rule());
      case Score.Wrong wrong -> {
        node.put("answer", wrong.answer()).put("rule", wrong.rule()).put("detail", wrong.detail());
        wrong
            .part()
            .ifPresent(part -> node.put("found", part.found()).put("wanted", part.wanted()));
      }
      case Score.NoAnswer none -> node.put("detail", none.detail());
      case Score.NotMeasured unmeasured ->
          node.put("cause", unmeasured.cause().name()).put("detail", unmeasured.detail());
    }
    score.place().ifPresent(place -> node.set("place", OutcomeCodec.span(place)));
    return node;
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
