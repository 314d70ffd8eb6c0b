package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The pages under `docs/reference` are what the commands say of themselves. To write them anew:
///
///     mvn -B -q test -pl harness -am -Dtest=ReferenceTest
///         -Dsurefire.failIfNoSpecifiedTests=false -Dassay.reference=apply
final class ReferenceTest {
  private static final Path FOLDER = Documents.ROOT.resolve("docs/reference");
  private static final int WIDTH = 80;

  @Test
  void everyPageIsWhatTheCommandSays() throws IOException {
    Map<String, String> pages = pages();
    if (System.getProperty("assay.reference", "").equals("apply")) {
      write(pages);
    }
    assertThat(committed())
        .as("docs/reference; CONTRIBUTING.md says how it is written anew")
        .containsExactlyInAnyOrderElementsOf(pages.keySet());
    for (Map.Entry<String, String> page : pages.entrySet()) {
      assertThat(FOLDER.resolve(page.getKey()))
          .as("stale: CONTRIBUTING.md says how it is written anew")
          .content()
          .isEqualTo(page.getValue());
    }
  }

  private static Stream<String> committed() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  private static void write(Map<String, String> pages) throws IOException {
    Files.createDirectories(FOLDER);
    for (String stale : committed().toList()) {
      Files.delete(FOLDER.resolve(stale));
    }
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
    }
  }

  /// Returns a page for each command of the program, with those below it, and the list of them.
  private static Map<String, String> pages() {
    CommandLine program = CommandLineParser.program();
    program.setUsageHelpAutoWidth(false);
    program.setUsageHelpWidth(WIDTH);
    Map<String, String> pages = new TreeMap<>();
    StringBuilder index =
        new StringBuilder(
            "# Commands\n\nWhat each command says with `--help`; these pages are made of it.\n\n");
    program
        .getSubcommands()
        .forEach(
            (name, command) -> {
              pages.put(name + ".md", page(command));
              index.append("- [assay %s](%s.md): %s%n".formatted(name, name, summary(command)));
            });
    pages.put("README.md", index + "\n" + section("#", program));
    return pages;
  }

  private static String summary(CommandLine command) {
    String[] description = command.getCommandSpec().usageMessage().description();
    String first = Ansi.OFF.string(description[0]).replaceFirst("(?s)\\. .*", ".");
    return first.replace("%%", "%");
  }

  private static String page(CommandLine command) {
    return section("", command);
  }

  private static String section(String level, CommandLine command) {
    StringBuilder text =
        new StringBuilder(
            "%s# %s%n%n```text%n%s```%n"
                .formatted(
                    level,
                    command.getCommandSpec().qualifiedName(),
                    command.getUsageMessage(Ansi.OFF)));
    if (command.getParent() != null) {
      command
          .getSubcommands()
          .values()
          .forEach(below -> text.append('\n').append(section(level + "#", below)));
    }
    return text.toString();
  }
}
