package assay.results.store;

import assay.results.CallFacts;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Cost;
import assay.results.Effort;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.Reasoning;
import assay.results.StopReason;
import assay.results.StreamTimes;
import assay.results.Usage;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// An [Outcome] as JSON, and back from a tree.
final class OutcomeCodec {
  private OutcomeCodec() {}

  /// Writes an outcome as an object.
  static void write(JsonGenerator json, Outcome outcome) throws IOException {
    json.writeStartObject();
    switch (outcome) {
      case Completion completion -> fields(json, completion);
      case Failure failure -> {
        json.writeStringField("failure", failure.cause().name());
        json.writeStringField("detail", failure.detail());
      }
    }
    json.writeEndObject();
  }

  private static void fields(JsonGenerator json, Completion completion) throws IOException {
    json.writeStringField("text", completion.text());
    Usage usage = completion.usage();
    count(json, "promptTokens", usage.prompt());
    count(json, "completionTokens", usage.completion());
    count(json, "reasoningTokens", usage.reasoning());
    count(json, "cachedTokens", usage.cached());
    json.writeStringField("stopReason", completion.stopReason().name());
    if (!completion.reasoning().spans().isEmpty()) {
      json.writeFieldName("reasoning");
      write(json, completion.reasoning());
    }
    json.writeNumberField("elapsedNanos", completion.elapsed().toNanos());
    if (completion.effort().isPresent()) {
      json.writeFieldName("effort");
      write(json, completion.effort().get());
    }
    if (completion.call().isPresent()) {
      json.writeFieldName("call");
      write(json, completion.call().get());
    }
  }

  private static void count(JsonGenerator json, String name, OptionalInt count) throws IOException {
    if (count.isPresent()) {
      json.writeNumberField(name, count.getAsInt());
    }
  }

  static Outcome read(Fields outcome) {
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
        outcome.optionalFields("call").map(OutcomeCodec::call));
  }

  private static Usage usage(Fields outcome) {
    return new Usage(
        outcome.optionalInteger("promptTokens"),
        outcome.optionalInteger("completionTokens"),
        outcome.optionalInteger("reasoningTokens"),
        outcome.optionalInteger("cachedTokens"));
  }

  private static void write(JsonGenerator json, CallFacts call) throws IOException {
    json.writeStartObject();
    json.writeStringField("model", call.model());
    json.writeStringField("id", call.id());
    json.writeStringField("finish", call.finish());
    json.writeNumberField("tries", call.tries());
    if (call.stream().isPresent()) {
      fields(json, call.stream().get());
    }
    if (call.cost().isPresent()) {
      Cost cost = call.cost().get();
      json.writeObjectFieldStart("cost");
      json.writeStringField("amount", cost.amount().toPlainString());
      json.writeStringField("currency", cost.currency());
      json.writeEndObject();
    }
    if (call.cached()) {
      json.writeBooleanField("cached", true);
    }
    if (call.keyHidden()) {
      json.writeBooleanField("keyHidden", true);
    }
    json.writeEndObject();
  }

  private static CallFacts call(Fields call) {
    return new CallFacts(
        call.text("model"),
        call.text("id"),
        call.text("finish"),
        call.integer("tries"),
        call.has("firstTokenNanos") ? Optional.of(stream(call)) : Optional.empty(),
        call.optionalFields("cost").map(OutcomeCodec::cost),
        call.has("cached") && call.flag("cached"),
        call.has("keyHidden") && call.flag("keyHidden"));
  }

  private static void fields(JsonGenerator json, StreamTimes times) throws IOException {
    json.writeNumberField("firstTokenNanos", times.firstToken().toNanos());
    if (times.gaps().count() > 0) {
      json.writeNumberField("gaps", times.gaps().count());
      json.writeNumberField("gapNanos", times.gaps().total().toNanos());
      json.writeNumberField("longestGapNanos", times.gaps().longest().toNanos());
    }
  }

  /// Earlier versions did not measure gaps.
  private static StreamTimes stream(Fields call) {
    return new StreamTimes(
        Duration.ofNanos(call.longInteger("firstTokenNanos")),
        call.has("gaps")
            ? new StreamTimes.Gaps(
                call.integer("gaps"),
                Duration.ofNanos(call.longInteger("gapNanos")),
                Duration.ofNanos(call.longInteger("longestGapNanos")))
            : StreamTimes.Gaps.NONE);
  }

  private static Cost cost(Fields cost) {
    try {
      return new Cost(new BigDecimal(cost.text("amount")), cost.text("currency"));
    } catch (NumberFormatException e) {
      throw new Fields.FieldException("field \"%s.amount\" is no number".formatted(cost.path()));
    }
  }

  private static void write(JsonGenerator json, Effort effort) throws IOException {
    json.writeStartObject();
    json.writeNumberField("prefillTokens", effort.prefillTokens());
    json.writeNumberField("prefillNanos", effort.prefill().toNanos());
    json.writeNumberField("decodeTokens", effort.decodeTokens());
    json.writeNumberField("decodeNanos", effort.decode().toNanos());
    if (effort.joules().isPresent()) {
      json.writeNumberField("joules", effort.joules().getAsDouble());
    }
    json.writeEndObject();
  }

  private static Effort effort(Fields effort) {
    return new Effort(
        effort.integer("prefillTokens"),
        Duration.ofNanos(effort.longInteger("prefillNanos")),
        effort.integer("decodeTokens"),
        Duration.ofNanos(effort.longInteger("decodeNanos")),
        effort.has("joules") ? OptionalDouble.of(effort.number("joules")) : OptionalDouble.empty());
  }

  private static void write(JsonGenerator json, Reasoning reasoning) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("finished", reasoning.finished());
    json.writeArrayFieldStart("spans");
    for (Reasoning.Span span : reasoning.spans()) {
      write(json, span);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static Reasoning reasoning(Fields reasoning) {
    return new Reasoning(
        reasoning.objects("spans", OutcomeCodec::span), reasoning.flag("finished"));
  }

  /// Writes a span as an object.
  static void write(JsonGenerator json, Reasoning.Span span) throws IOException {
    json.writeStartObject();
    json.writeNumberField("start", span.start());
    json.writeNumberField("end", span.end());
    json.writeEndObject();
  }

  static Reasoning.Span span(Fields span) {
    return new Reasoning.Span(span.integer("start"), span.integer("end"));
  }
}
