package assay.reports.export;

import assay.reports.run.Verdict;
import assay.results.Completion;
import assay.results.Digests;
import assay.results.Failure;
import assay.results.Message;
import assay.results.Prompt;
import assay.results.Reasoning;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;

/// An attempt as a line of Every Eval Ever's instances: the verdict is that of the protocol's own
/// scorer. One that was not measured has a score of 0, as the form wants one, and the cause in
/// `error`.
///
/// @param evaluation the aggregate's id
/// @param model its id
/// @param suite the benchmark
/// @param result id of the aggregate's result that the verdicts belong to
record EveryEvalInstance(String evaluation, String model, String suite, String result) {

  ObjectNode of(SampleRecord each) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("schema_version", EveryEvalExport.VERSION);
    line.put("evaluation_id", evaluation);
    line.put("model_id", model);
    line.put("evaluation_name", suite);
    line.put("evaluation_result_id", result);
    line.put("sample_id", each.sample().id());
    line.put("sample_hash", Digests.ofText(each.sample().input() + each.sample().target()));
    line.put("interaction_type", "single_turn");
    line.set("input", input(each));
    output(line, each);
    attribution(line.putArray("answer_attribution"), each.primaryScore());
    line.putObject("evaluation")
        .put("score", Verdict.of(each.primaryScore()).credit())
        .put("is_correct", each.primaryScore() instanceof Score.Correct);
    ObjectNode metadata = line.putObject("metadata");
    metadata.put("attempt", String.valueOf(each.attempt()));
    each.sample().facets().forEach(metadata::put);
    each.scores().forEach((scorer, score) -> metadata.put("verdict of " + scorer, words(score)));
    return line;
  }

  private static ObjectNode input(SampleRecord each) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("raw", each.sample().input());
    input.put(
        "formatted",
        switch (each.prompt()) {
          case Prompt.Chat chat ->
              chat.messages().stream()
                  .map(EveryEvalInstance::text)
                  .collect(Collectors.joining("\n\n"));
          case Prompt.Text text -> text.text();
          case Prompt.Continuations asked -> asked.text();
          case Prompt.Unrecorded _ -> null;
        });
    input.putArray("reference").add(each.sample().target());
    if (each.sample().extras() instanceof Sample.Choices choices) {
      choices.options().forEach(input.putArray("choices")::add);
    }
    return input;
  }

  private static String text(Message message) {
    return message.role() + ": " + message.content();
  }

  private static void output(ObjectNode line, SampleRecord each) {
    ObjectNode output = line.putObject("output");
    line.putNull("messages");
    switch (each.outcome()) {
      case Completion done -> {
        output.putArray("raw").add(done.text());
        ArrayNode thoughts = output.putArray("reasoning_trace");
        for (Reasoning.Span span : done.reasoning().spans()) {
          thoughts.add(done.text().substring(span.start(), span.end()));
        }
        tokens(line, done);
        line.putObject("performance").put("latency_ms", done.elapsed().toMillis());
      }
      case Failure failure -> {
        output.putArray("raw").add("");
        line.put("error", failure.cause().label() + ": " + failure.detail());
      }
    }
    if (each.primaryScore() instanceof Score.NotMeasured lost && !line.has("error")) {
      line.put("error", lost.cause().label() + ": " + lost.detail());
    }
  }

  private static void tokens(ObjectNode line, Completion done) {
    if (done.promptTokens().isPresent() && done.completionTokens().isPresent()) {
      int prompt = done.promptTokens().getAsInt();
      int completion = done.completionTokens().getAsInt();
      ObjectNode usage = line.putObject("token_usage");
      usage.put("input_tokens", prompt).put("output_tokens", completion);
      usage.put("total_tokens", prompt + completion);
      done.usage().cached().ifPresent(cached -> usage.put("input_tokens_cache_read", cached));
      done.usage().reasoning().ifPresent(thought -> usage.put("reasoning_tokens", thought));
    }
  }

  private static void attribution(ArrayNode list, Score score) {
    switch (score) {
      case Score.Correct right -> attribution(list, right.answer(), right.rule());
      case Score.Wrong wrong -> attribution(list, wrong.answer(), wrong.rule());
      case Score.NoAnswer _, Score.NotMeasured _ -> {}
    }
  }

  private static void attribution(ArrayNode list, String answer, String rule) {
    list.addObject()
        .put("turn_idx", 0)
        .put("source", "output.raw")
        .put("extracted_value", answer)
        .put("extraction_method", rule)
        .put("is_terminal", true);
  }

  private static String words(Score score) {
    return switch (score) {
      case Score.Correct _ -> "correct";
      case Score.Wrong _ -> "wrong";
      case Score.NoAnswer _ -> "no answer";
      case Score.NotMeasured lost -> "not measured: " + lost.cause().label();
    };
  }
}
