package assay.harness.command.engine;

import assay.engine.lint.Finding;
import assay.engine.lint.Finding.Level;
import assay.engine.lint.ModelLint;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Says where a model's vocabulary, chat template and weights do not fit together.
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description =
        "Checks that a model's vocabulary, chat template and weights fit together: a doubled begin"
            + " of text, undefined special tokens, ends that disagree.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:nothing that is an error; with --strict nothing but notes",
      "3:an error was found, with --strict also a warning; or a file cannot be read"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay engine lint --model m.gguf",
      "  assay engine lint --model checkpoint/ --strict --json",
      "      a gate before a run: warnings are errors too"
    })
final class LintCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE|DIR",
      description = "A GGUF file or a checkpoint folder.")
  private Path model;

  @Option(names = "--strict", description = "Count warnings as errors.")
  private boolean strict;

  @Option(names = "--json", description = "Print a JSON array instead of lines.")
  private boolean json;

  LintCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<Finding> findings = ModelLint.of(model);
    if (json) {
      console.out().println(array(findings));
    } else if (findings.isEmpty()) {
      console.out().println("nothing found");
    } else {
      findings.forEach(
          finding ->
              console
                  .out()
                  .printf(
                      "%-7s %s: %s%n", level(finding), finding.rule().label(), finding.message()));
    }
    boolean bad = findings.stream().anyMatch(this::counts);
    return (bad ? ExitCode.BAD_INPUT : ExitCode.OK).status();
  }

  private boolean counts(Finding finding) {
    return switch (finding.level()) {
      case ERROR -> true;
      case WARNING -> strict;
      case NOTE -> false;
    };
  }

  private static String level(Finding finding) {
    Level level = finding.level();
    return level.name().toLowerCase(Locale.ROOT);
  }

  private static ArrayNode array(List<Finding> findings) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Finding finding : findings) {
      array
          .addObject()
          .put("rule", finding.rule().label())
          .put("level", level(finding))
          .put("message", finding.message());
    }
    return array;
  }
}
