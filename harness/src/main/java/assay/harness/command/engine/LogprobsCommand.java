package assay.harness.command.engine;

import assay.engine.ContextOverflowException;
import assay.engine.decoding.TokenLogprobs;
import assay.harness.catalog.Catalog;
import assay.harness.model.EngineModel;
import assay.harness.options.ModelFile;
import assay.harness.run.Console;
import assay.harness.run.UsageException;
import assay.harness.tokens.LogprobsJson;
import assay.harness.tokens.TokenInput;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Says how likely the model finds each token of a text.
@Command(
    name = "logprobs",
    mixinStandardHelpOptions = true,
    description = "Prints the log-probability of each token of a text behind the first.",
    footerHeading = "%nExample:%n",
    footer = {
      "  assay engine logprobs --model m.gguf --prompt \"The sky is blue\" --top 5 --json",
      "",
      "--json prints an array with an object for each token: token, text, logprob",
      "(natural logarithm), rank (1 is the likeliest) and, with --top, the likeliest",
      "tokens there."
    })
final class LogprobsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final ModelFile model;

  @ArgGroup(multiplicity = "1")
  private TokenInput input;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "0",
      description = "With --json: also the N likeliest tokens at each place.")
  private int top;

  @Option(names = "--json", description = "Print a JSON array instead of lines.")
  private boolean json;

  LogprobsCommand(Console console, Catalog catalog) {
    model = new ModelFile(catalog.hub());
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (top < 0) {
      throw new UsageException("--top must be at least 0, found " + top);
    }
    try (EngineModel opened = model.open()) {
      List<TokenLogprobs> tokens;
      try {
        tokens = opened.weights().logprobs(input.read(opened).tokens(), top);
      } catch (ContextOverflowException | IllegalArgumentException e) {
        throw new UsageException(e.getMessage());
      }
      if (json) {
        console.out().println(LogprobsJson.of(tokens, opened));
      } else {
        tokens.forEach(token -> console.out().println(line(token)));
      }
    }
    return 0;
  }

  private static String line(TokenLogprobs token) {
    return "%8d %12.6f %8d".formatted(token.token(), token.logprob(), token.rank());
  }
}
