package assay.harness.command.engine;

import assay.harness.options.TokenizerOption;
import assay.harness.run.Console;
import assay.harness.run.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Prints the text of token ids.
@Command(
    name = "detokenize",
    mixinStandardHelpOptions = true,
    description = "Prints the text of token ids, nothing added.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay engine detokenize --model m.gguf --tokens 9707,11,1879",
      "  assay engine detokenize --model m.gguf --input ids.json",
      "      ids.json: what assay engine tokenize --json printed"
    })
final class DetokenizeCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private TokenizerOption tokenizer;

  @Option(
      names = "--tokens",
      split = ",",
      paramLabel = "IDS",
      description = "Token ids, separated by commas.")
  private List<Integer> tokens = List.of();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "A file with token ids: a JSON array, or numbers separated by white space.")
  private Path input;

  DetokenizeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (tokens.isEmpty() == (input == null)) {
      throw new UsageException("give either --tokens or --input");
    }
    int[] ids = input == null ? tokens.stream().mapToInt(Integer::intValue).toArray() : read(input);
    console.exact(tokenizer.open().decode(ids));
    return 0;
  }

  private static int[] read(Path file) throws IOException {
    String text = Files.readString(file).replaceAll("[\\[\\],\\s]+", " ").strip();
    try {
      return text.isEmpty()
          ? new int[0]
          : Arrays.stream(text.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
    } catch (NumberFormatException e) {
      throw new UsageException(
          "--input %s: not a list of token ids: %s".formatted(file, e.getMessage()));
    }
  }
}
