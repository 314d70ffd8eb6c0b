package assay.results.store;

import assay.results.CallFacts;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Effort;
import assay.results.Failure;
import assay.results.Message;
import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.Reasoning;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.StopReason;
import assay.results.TestSet;
import assay.results.Usage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

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
    node.set("outcome", outcome(record.outcome()));
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
        outcome(record.fields("outcome")),
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
    return prompt.has("text") ? new Prompt.Text(prompt.text("text")) : new Prompt.Unrecorded();
  }

  private static ObjectNode outcome(Outcome outcome) {
    ObjectNode node = JSON.objectNode();
    switch (outcome) {
      case Completion completion -> {
        node.put("text", completion.text());
        usage(node, completion.usage());
        node.put("stopReason", completion.stopReason().name());
        reasoning(completion.reasoning()).ifPresent(thoughts -> node.set("reasoning", thoughts));
        node.put("elapsedNanos", completion.elapsed().toNanos());
        completion.effort().ifPresent(effort -> node.set("effort", effort(effort)));
        completion.call().ifPresent(call -> node.set("call", call(call)));
      }
      case Failure failure -> {
        node.put("failure", failure.cause().name());
        node.put("detail", failure.detail());
      }
    }
    return node;
  }

  private static Outcome outcome(Fields outcome) {
    if (outcome.has("failure")) {
      return new Failure(outcome.constant("failure", Cause.class), outcome.text("detail"));
    }
    String text = outcome.text("text");
    return new Completion(
        text,
        usage(outcome),
        outcome.constant("stopReason", StopReason.class),
        outcome.has("reasoning") ? reasoning(outcome.fields("reasoning")) : Reasoning.of(text),
        Duration.ofNanos(outcome.longInteger("elapsedNanos")),
        outcome.has("effort") ? Optional.of(effort(outcome.fields("effort"))) : Optional.empty(),
        Optional.empty(),
        outcome.optionalFields("call").map(RecordCodec::call));
  }

  private static void usage(ObjectNode node, Usage usage) {
    usage.prompt().ifPresent(tokens -> node.put("promptTokens", tokens));
    usage.completion().ifPresent(tokens -> node.put("completionTokens", tokens));
    usage.reasoning().ifPresent(tokens -> node.put("reasoningTokens", tokens));
    usage.cached().ifPresent(tokens -> node.put("cachedTokens", tokens));
  }

  private static Usage usage(Fields outcome) {
    return new Usage(
        outcome.optionalInteger("promptTokens"),
        outcome.optionalInteger("completionTokens"),
        outcome.optionalInteger("reasoningTokens"),
        outcome.optionalInteger("cachedTokens"));
  }

  private static ObjectNode call(CallFacts call) {
    ObjectNode node =
        JSON.objectNode()
            .put("model", call.model())
            .put("id", call.id())
            .put("finish", call.finish())
            .put("tries", call.tries());
    call.firstToken().ifPresent(time -> node.put("firstTokenNanos", time.toNanos()));
    if (call.keyHidden()) {
      node.put("keyHidden", true);
    }
    return node;
  }

  private static CallFacts call(Fields call) {
    return new CallFacts(
        call.text("model"),
        call.text("id"),
        call.text("finish"),
        call.integer("tries"),
        call.has("firstTokenNanos")
            ? Optional.of(Duration.ofNanos(call.longInteger("firstTokenNanos")))
            : Optional.empty(),
        call.has("keyHidden") && call.flag("keyHidden"));
  }

  private static ObjectNode effort(Effort effort) {
    ObjectNode node =
        JSON.objectNode()
            .put("prefillTokens", effort.prefillTokens())
            .put("prefillNanos", effort.prefill().toNanos())
            .put("decodeTokens", effort.decodeTokens())
            .put("decodeNanos", effort.decode().toNanos());
    effort.joules().ifPresent(joules -> node.put("joules", joules));
    return node;
  }

  private static Effort effort(Fields effort) {
    return new Effort(
        effort.integer("prefillTokens"),
        Duration.ofNanos(effort.longInteger("prefillNanos")),
        effort.integer("decodeTokens"),
        Duration.ofNanos(effort.longInteger("decodeNanos")),
        effort.has("joules") ? OptionalDouble.of(effort.number("joules")) : OptionalDouble.empty());
  }

  private static Optional<ObjectNode> reasoning(Reasoning reasoning) {
    if (reasoning.spans().isEmpty()) {
      return Optional.empty();
    }
    ObjectNode node = JSON.objectNode().put("finished", reasoning.finished());
    ArrayNode spans = node.putArray("spans");
    reasoning.spans().forEach(span -> spans.add(span(span)));
    return Optional.of(node);
  }

  private static Reasoning reasoning(Fields reasoning) {
    return new Reasoning(reasoning.objects("spans", RecordCodec::span), reasoning.flag("finished"));
  }

  private static ObjectNode score(Score score) {
    ObjectNode node = JSON.objectNode().put("verdict", score.verdict());
    switch (score) {
      case Score.Correct correct ->
          node.put("answer", correct.answer()).put("rule", correct.rule());
      case Score.Wrong wrong ->
          node.put("answer", wrong.answer())
              .put("rule", wrong.rule())
              .put("detail", wrong.detail());
      case Score.NoAnswer none -> node.put("detail", none.detail());
      case Score.NotMeasured unmeasured ->
          node.put("cause", unmeasured.cause().name()).put("detail", unmeasured.detail());
    }
    score.place().ifPresent(place -> node.set("place", span(place)));
    return node;
  }

  private static ObjectNode span(Reasoning.Span span) {
    return JSON.objectNode().put("start", span.start()).put("end", span.end());
  }

  private static Reasoning.Span span(Fields span) {
    return new Reasoning.Span(span.integer("start"), span.integer("end"));
  }

  private static Score score(Fields score) {
    return switch (score.text("verdict")) {
      case "correct" -> new Score.Correct(score.text("answer"), score.text("rule"), place(score));
      case "wrong" ->
          new Score.Wrong(
              score.text("answer"), score.text("rule"), score.text("detail"), place(score));
      case "no-answer" -> new Score.NoAnswer(score.text("detail"));
      case "not-measured" ->
          new Score.NotMeasured(score.constant("cause", Cause.class), score.text("detail"));
      default ->
          throw new Fields.FieldException(
              "field \"%s.verdict\" is unknown: \"%s\""
                  .formatted(score.path(), score.text("verdict")));
    };
  }

  private static Optional<Reasoning.Span> place(Fields score) {
    return score.has("place") ? Optional.of(span(score.fields("place"))) : Optional.empty();
  }
}
