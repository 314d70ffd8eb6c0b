package assay.harness.command.engine;

import assay.engine.ContextOverflowException;
import assay.engine.Loglikelihood;
import assay.harness.catalog.Catalog;
import assay.harness.model.ContinuationTokens;
import assay.harness.model.EngineModel;
import assay.harness.options.ContinuationFlags;
import assay.harness.options.ModelFile;
import assay.harness.run.Console;
import assay.harness.run.UsageException;
import assay.harness.tokens.LogprobsJson;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Says how likely the model finds continuations of a context.
@Command(
    name = "loglikelihood",
    mixinStandardHelpOptions = true,
    description = "Prints the log-likelihood of each continuation of a context.",
    footerHeading = "%nExample:%n",
    footer = {
      "  assay engine loglikelihood --model m.gguf \\",
      "        --prompt \"The capital of France is\" --continuation \" Paris\" \\",
      "        --continuation \" Rome\" --json",
      "",
      "--json prints an array with an object for each continuation: continuation,",
      "loglikelihood (natural logarithm, summed over its tokens), bytes, greedy",
      "(whether greedy decoding writes it), reusedTokens and tokens (token, text,",
      "logprob, rank). White space at the end of the prompt goes to the continuation,",
      "as in lm-evaluation-harness."
    })
final class LoglikelihoodCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final ModelFile model;

  @Mixin private ContinuationFlags texts;

  @Option(names = "--json", description = "Print a JSON array instead of lines.")
  private boolean json;

  LoglikelihoodCommand(Console console, Catalog catalog) {
    model = new ModelFile(catalog.hub());
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (EngineModel opened = model.open()) {
      List<Loglikelihood> scored = new ArrayList<>();
      for (String continuation : texts.continuations()) {
        scored.add(score(opened, continuation));
      }
      if (json) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < scored.size(); i++) {
          describe(array.addObject(), texts.continuations().get(i), scored.get(i), opened);
        }
        console.out().println(array);
      } else {
        for (int i = 0; i < scored.size(); i++) {
          console.out().printf("%12.6f  %s%n", scored.get(i).sum(), texts.continuations().get(i));
        }
      }
    }
    return 0;
  }

  private Loglikelihood score(EngineModel opened, String continuation) {
    ContinuationTokens split = opened.split(texts.prompt(), continuation);
    try {
      return opened.weights().loglikelihood(split.context(), split.continuation());
    } catch (ContextOverflowException | IllegalArgumentException e) {
      throw new UsageException("--continuation \"%s\": %s".formatted(continuation, e.getMessage()));
    }
  }

  private static void describe(
      ObjectNode node, String continuation, Loglikelihood scored, EngineModel model) {
    node.put("continuation", continuation);
    node.put("loglikelihood", scored.sum());
    node.put("bytes", continuation.getBytes(StandardCharsets.UTF_8).length);
    node.put("greedy", scored.greedy());
    node.put("reusedTokens", scored.reusedTokens());
    node.set("tokens", LogprobsJson.of(scored.tokens(), model));
  }
}
