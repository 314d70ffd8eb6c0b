package assay.harness.command.engine;

import assay.engine.tokenizer.EncodingOptions;
import assay.engine.tokenizer.Tokenizer;
import assay.harness.options.TokenizerOption;
import assay.harness.run.Console;
import assay.harness.tokens.SeparatedTexts;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Prints the token ids of a file's text.
@Command(
    name = "tokenize",
    mixinStandardHelpOptions = true,
    description = "Prints the token ids of a file's text, without BOS and EOS.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay engine tokenize --model m.gguf --input prompt.txt --json",
      "  assay engine tokenize --model m.gguf --input cases.txt --separator '\\n---\\n' \\",
      "        --json",
      "      one array of ids for each text between separators"
    })
final class TokenizeCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private TokenizerOption tokenizer;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "A UTF-8 text, taken as it is, its last newline included.")
  private Path input;

  @Option(
      names = "--separator",
      paramLabel = "TEXT",
      description =
          "Splits the file into several texts; \\n"
              + ", \\t and \\\\ stand for themselves escaped. One at the end begins no further"
              + " text.")
  private String separator;

  @Option(
      names = "--parse-special",
      description = "Text such as <|im_end|> becomes the special token of that name.")
  private boolean parseSpecial;

  @Option(names = "--json", description = "Print a JSON array instead of numbers with spaces.")
  private boolean json;

  TokenizeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Tokenizer opened = tokenizer.open();
    List<int[]> encoded = new ArrayList<>();
    for (String text : texts(Files.readString(input))) {
      encoded.add(opened.encode(text, new EncodingOptions(parseSpecial, false)));
    }
    if (json) {
      console.out().println(separator == null ? array(encoded.getFirst()) : arrays(encoded));
    } else {
      encoded.forEach(ids -> console.out().println(line(ids)));
    }
    return 0;
  }

  private List<String> texts(String whole) {
    return separator == null ? List.of(whole) : SeparatedTexts.of(whole, separator);
  }

  private static ArrayNode array(int[] ids) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int id : ids) {
      array.add(id);
    }
    return array;
  }

  private static ArrayNode arrays(List<int[]> encoded) {
    ArrayNode arrays = JsonNodeFactory.instance.arrayNode();
    encoded.forEach(ids -> arrays.add(array(ids)));
    return arrays;
  }

  private static String line(int[] ids) {
    return IntStream.of(ids).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }
}
