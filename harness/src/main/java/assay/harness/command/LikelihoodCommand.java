package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.options.ContinuationFlags;
import assay.harness.options.ModelFlags;
import assay.harness.run.Console;
import assay.harness.run.Likelihoods;
import assay.harness.run.Likelihoods.Likelihood;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Says how likely a model, wherever it runs, finds continuations of a context.
@Command(
    name = "loglikelihood",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the log-likelihood of each continuation of a context, on the engine or an endpoint.",
      "An endpoint has to give back prompts with their log-probabilities (text completions with"
          + " echo and logprobs), as vLLM and SGLang do; one that does not is told so. vLLM's own"
          + " prompt_logprobs is read too, where --body asks for it."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  assay loglikelihood --model http://localhost:8000/v1#qwen \\",
      "        --prompt \"The sky is\" --continuation \" blue\" --continuation \" green\" \\",
      "        --json",
      "",
      "--json prints an array with an object for each continuation: continuation,",
      "loglikelihood (natural logarithm, summed over its tokens), bytes, greedy",
      "(whether greedy decoding writes it) and tokens (text, logprob). White space at",
      "the end of the prompt goes to the continuation, as in lm-evaluation-harness; so",
      "does a token that reaches over the border."
    })
final class LikelihoodCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "A GGUF file or checkpoint folder, or http(s)://host/v1#model-name.")
  private String model;

  @Mixin private final ModelFlags flags;

  @Mixin private ContinuationFlags texts;

  @Option(names = "--json", description = "Print a JSON array instead of lines.")
  private boolean json;

  LikelihoodCommand(Console console, Catalog catalog) {
    flags = new ModelFlags(catalog.hub());
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    try (Likelihoods likelihoods = flags.choice(model).likelihoods()) {
      for (String continuation : texts.continuations()) {
        Likelihood scored = likelihoods.of(texts.prompt(), continuation);
        if (json) {
          describe(array.addObject(), continuation, scored);
        } else {
          console.out().printf("%12.6f  %s%n", scored.sum(), continuation);
        }
      }
    }
    if (json) {
      console.out().println(array);
    }
    return 0;
  }

  private static void describe(ObjectNode node, String continuation, Likelihood scored) {
    node.put("continuation", continuation)
        .put("loglikelihood", scored.sum())
        .put("bytes", continuation.getBytes(StandardCharsets.UTF_8).length)
        .put("greedy", scored.greedy());
    ArrayNode tokens = node.putArray("tokens");
    scored
        .tokens()
        .forEach(
            token -> tokens.addObject().put("text", token.text()).put("logprob", token.logprob()));
  }
}
