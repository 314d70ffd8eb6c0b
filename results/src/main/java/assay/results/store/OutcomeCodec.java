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
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/// An [Outcome] as a JSON tree and back.
final class OutcomeCodec {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private OutcomeCodec() {}

  static ObjectNode write(Outcome outcome) {
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
    call.stream().ifPresent(times -> stream(node, times));
    call.cost()
        .ifPresent(
            cost ->
                node.putObject("cost")
                    .put("amount", cost.amount().toPlainString())
                    .put("currency", cost.currency()));
    if (call.cached()) {
      node.put("cached", true);
    }
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
        call.has("firstTokenNanos") ? Optional.of(stream(call)) : Optional.empty(),
        call.optionalFields("cost").map(OutcomeCodec::cost),
        call.has("cached") && call.flag("cached"),
        call.has("keyHidden") && call.flag("keyHidden"));
  }

  private static void stream(ObjectNode node, StreamTimes times) {
    node.put("firstTokenNanos", times.firstToken().toNanos());
    if (times.gaps().count() > 0) {
      node.put("gaps", times.gaps().count())
          .put("gapNanos", times.gaps().total().toNanos())
          .put("longestGapNanos", times.gaps().longest().toNanos());
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
    return new Reasoning(
        reasoning.objects("spans", OutcomeCodec::span), reasoning.flag("finished"));
  }

  static ObjectNode span(Reasoning.Span span) {
    return JSON.objectNode().put("start", span.start()).put("end", span.end());
  }

  static Reasoning.Span span(Fields span) {
    return new Reasoning.Span(span.integer("start"), span.integer("end"));
  }
}
