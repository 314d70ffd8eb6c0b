package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// The examples at the end of every command's help.
final class HelpExamplesTest {
  private static final int WIDTH = 80;

  static Stream<String> commands() {
    return HelpTest.commands();
  }

  @ParameterizedTest(name = "assay {0}")
  @MethodSource("commands")
  void everyCommandTeachesWithExamplesThatItsParserTakes(String path) {
    CommandLine command = at(path);
    assertThat(command.getCommandSpec().usageMessage().footerHeading())
        .isIn("%nExamples:%n", "%nExample:%n");
    List<ShellLine> examples = examples(command);
    assertThat(examples)
        .as("examples of the command itself, or of one below it")
        .anyMatch(line -> String.join(" ", line.words()).startsWith(("assay " + path).strip()));
    assertThat(examples)
        .allSatisfy(
            line -> assertThat(CommandLineParser.complaints(line)).as("%s", line).isEmpty());
  }

  /// A line that a terminal would break cannot be copied.
  @ParameterizedTest(name = "assay {0}")
  @MethodSource("commands")
  void noLineOfTheExamplesIsBroken(String path) {
    CommandLine command = at(path);
    command.setUsageHelpAutoWidth(false);
    command.setUsageHelpWidth(WIDTH);
    List<String> shown = command.getUsageMessage(CommandLine.Help.Ansi.OFF).lines().toList();
    assertThat(footer(command)).allMatch(line -> line.length() <= WIDTH).isSubsetOf(shown);
  }

  @Test
  void anOptionThatDoesNotExistIsFound() {
    assertThat(CommandLineParser.complaints(ShellLine.of("assay run ... --shart 1/2")))
        .anyMatch(complaint -> complaint.contains("--shart"));
    assertThat(CommandLineParser.complaints(ShellLine.of("assay run --suite mmlu-pro")))
        .anyMatch(complaint -> complaint.contains("--model"));
    assertThat(CommandLineParser.complaints(ShellLine.of("assay run ... --limit many")))
        .anyMatch(complaint -> complaint.contains("many"));
    assertThat(
            CommandLineParser.complaints(
                ShellLine.of("assay submit --slurm --shards 2 --out o -- ... --modell m")))
        .anyMatch(complaint -> complaint.contains("--modell"));
  }

  private static CommandLine at(String path) {
    CommandLine command = CommandLineParser.program();
    for (String name : path.isEmpty() ? new String[0] : path.split(" ", -1)) {
      command = command.getSubcommands().get(name);
    }
    return command;
  }

  private static List<String> footer(CommandLine command) {
    return Stream.of(command.getCommandSpec().usageMessage().footer())
        .map(line -> line.replace("%%", "%"))
        .toList();
  }

  private static List<ShellLine> examples(CommandLine command) {
    List<ShellLine> examples = new ArrayList<>();
    StringBuilder whole = new StringBuilder();
    for (String line : footer(command)) {
      if (whole.isEmpty() && !line.matches("  (source <\\(|[A-Z_]+=\\S+ )?assay .*")) {
        continue;
      }
      whole.append(line.replaceFirst("\\\\$", ""));
      if (!line.endsWith("\\")) {
        examples.add(ShellLine.of(whole.toString()));
        whole.setLength(0);
      }
    }
    return examples;
  }
}
