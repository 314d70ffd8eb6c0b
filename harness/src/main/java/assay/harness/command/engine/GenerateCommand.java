package assay.harness.command.engine;

import assay.engine.ContextOverflowException;
import assay.engine.Generation;
import assay.harness.catalog.Catalog;
import assay.harness.model.EngineModel;
import assay.harness.model.EnginePrompt;
import assay.harness.options.ModelFile;
import assay.harness.options.SamplingFlags;
import assay.harness.run.Console;
import assay.harness.run.UsageException;
import assay.harness.tokens.LogprobsJson;
import assay.harness.tokens.TokenInput;
import assay.results.Reasoning;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Continues a prompt.
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Continues tokens, a text, or a chat.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay engine generate --model m.gguf --prompt \"The capital of France is\" \\",
      "        --max-tokens 8",
      "  assay engine generate --model m.gguf --messages chat.json --max-tokens 256 \\",
      "        --json",
      "      chat.json: [{\"role\": \"user\", \"content\": \"Hi\"}]",
      "",
      "  assay engine generate --model m.gguf --prompt \"Once\" --max-tokens 64 \\",
      "        --temperature 0.8 --min-p 0.05 --seed 7 --completions 4",
      "",
      "Steps: logit bias, repetition, frequency and presence penalty, temperature,",
      "top-k, top-p, min-p, typical-p, draw. Completion i, from 0, has the seed S + i.",
      "--json prints an object for each completion: tokens, text, finishReason,",
      "reasoning (spans of the text, finished), answer (null if unfinished),",
      "promptTokens, reusedTokens, prefillSeconds, decodeSeconds,",
      "prefillTokensPerSecond, decodeTokensPerSecond, and logprobs with --logprobs."
    })
final class GenerateCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final ModelFile model;

  @ArgGroup(multiplicity = "1")
  private TokenInput input;

  @Mixin private SamplingFlags sampling;

  @Option(
      names = "--completions",
      paramLabel = "N",
      defaultValue = "1",
      description = "Completions from one prefill (default: ${DEFAULT-VALUE}).")
  private int completions;

  @Option(
      names = "--ignore-eos",
      description = "Go on behind the end tokens, as for comparing greedy continuations.")
  private boolean ignoreEos;

  @Option(names = "--json", description = "Print JSON objects, one a line, instead of texts.")
  private boolean json;

  GenerateCommand(Console console, Catalog catalog) {
    model = new ModelFile(catalog.hub());
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (completions < 1) {
      throw new UsageException("--completions must be at least 1, found " + completions);
    }
    sampling.options(Set.of()); // wrong values are told before the model is opened
    try (EngineModel opened = model.open()) {
      EnginePrompt prompt = input.read(opened);
      for (Generation generation : generate(opened, prompt)) {
        if (json) {
          console.out().println(describe(generation, prompt, opened));
        } else {
          console.exact(generation.text() + System.lineSeparator());
        }
      }
    }
    return 0;
  }

  private List<Generation> generate(EngineModel opened, EnginePrompt prompt) {
    Set<Integer> endTokens = ignoreEos ? Set.of() : opened.endTokens();
    try {
      return opened.generate(prompt.tokens(), sampling.options(endTokens), completions);
    } catch (ContextOverflowException | IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static ObjectNode describe(
      Generation generation, EnginePrompt prompt, EngineModel model) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    generation.tokens().forEach(node.putArray("tokens")::add);
    node.put("text", generation.text());
    node.put("finishReason", generation.finishReason().name().toLowerCase(Locale.ROOT));
    describe(prompt.reasoning(generation.text()), generation.text(), node);
    node.put("promptTokens", generation.promptTokens());
    node.put("reusedTokens", generation.reusedTokens());
    node.put("prefillSeconds", generation.prefillSeconds());
    node.put("decodeSeconds", generation.decodeSeconds());
    rate(
        node,
        "prefillTokensPerSecond",
        generation.promptTokens() - generation.reusedTokens(),
        generation.prefillSeconds());
    rate(node, "decodeTokensPerSecond", generation.tokens().size() - 1, generation.decodeSeconds());
    if (!generation.logprobs().isEmpty()) {
      node.set("logprobs", LogprobsJson.of(generation.logprobs(), model));
    }
    return node;
  }

  private static void describe(Reasoning reasoning, String text, ObjectNode node) {
    ObjectNode thoughts = node.putObject("reasoning").put("finished", reasoning.finished());
    ArrayNode spans = thoughts.putArray("spans");
    for (Reasoning.Span span : reasoning.spans()) {
      spans.addObject().put("start", span.start()).put("end", span.end());
    }
    node.put("answer", reasoning.answer(text).orElse(null));
  }

  private static void rate(ObjectNode node, String name, int tokens, double seconds) {
    if (tokens > 0 && seconds > 0) {
      node.put(name, tokens / seconds);
    } else {
      node.putNull(name);
    }
  }
}
