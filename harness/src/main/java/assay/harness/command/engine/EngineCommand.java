package assay.harness.command.engine;

import assay.harness.catalog.Catalog;
import assay.harness.run.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The group of engine commands.
@Command(
    name = "engine",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "The bundled engine's parts, for checking them against other implementations.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay engine inspect --model m.gguf --json",
      "  assay engine kernels",
      "  assay engine lint --model m.gguf --strict",
      "  assay engine tokenize --model m.gguf --input text.txt --json",
      "  assay engine tokens --model a.gguf --model b.gguf --text essay.txt",
      "  assay engine generate --model m.gguf --prompt \"2+2=\" --max-tokens 16",
      "  assay engine loglikelihood --model m.gguf --prompt \"2+2=\" --continuation 4 \\",
      "        --json",
      "  assay engine divergence --reference f16.gguf --model q4.gguf --text wiki.txt",
      "  assay engine logits --model m.gguf --tokens 1,2,3 --out logits.npy \\",
      "        --kernels scalar"
    })
public final class EngineCommand {
  private EngineCommand() {}

  /// Returns the group with its commands.
  public static CommandLine commandLine(Console console, Catalog catalog) {
    CommandLine group = new CommandLine(new EngineCommand());
    group.addSubcommand("inspect", new InspectCommand(console));
    group.addSubcommand("kernels", new KernelsCommand(console));
    group.addSubcommand("lint", new LintCommand(console));
    group.addSubcommand("logits", new LogitsCommand(console, catalog));
    group.addSubcommand("generate", new GenerateCommand(console, catalog));
    group.addSubcommand("logprobs", new LogprobsCommand(console, catalog));
    group.addSubcommand("loglikelihood", new LoglikelihoodCommand(console, catalog));
    group.addSubcommand("divergence", new DivergenceCommand(console, catalog));
    group.addSubcommand("tokenize", new TokenizeCommand(console));
    group.addSubcommand("tokens", new TokensCommand(console, catalog));
    group.addSubcommand("detokenize", new DetokenizeCommand(console));
    group.addSubcommand("render", new RenderCommand(console));
    return group;
  }
}
