package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.command.AssayCommand;
import assay.harness.run.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// The help of every command and of every subcommand.
final class HelpTest {
  @TempDir private Path folder;

  static Stream<String> commands() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return paths(
        AssayCommand.commandLine(new Console(nowhere, nowhere, false, false), Commands.CATALOG),
        "");
  }

  private static Stream<String> paths(CommandLine command, String path) {
    return Stream.concat(
        Stream.of(path),
        command.getSubcommands().entrySet().stream()
            .flatMap(sub -> paths(sub.getValue(), (path + " " + sub.getKey()).strip())));
  }

  @ParameterizedTest(name = "assay {0} --help")
  @MethodSource("commands")
  void leavesNoPlaceholderUnformatted(String command) {
    Commands.Result result = Commands.run(arguments(command));
    assertThat(result.status()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("Usage: assay")
        .doesNotContain("%%", "%n", "%s", "%d", "%,", "${", "@|", "|@");
  }

  /// picocli writes its warnings to the process's own standard error, whatever stream it is given.
  @Test
  void warnsOfNothing() throws IOException, InterruptedException {
    Path warnings = folder.resolve("stderr");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Pages.class.getName())
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(warnings.toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readString(warnings)).isEmpty();
    assertThat(Files.readString(folder.resolve("stdout")))
        .contains(commands().map(command -> "assay " + command).toList());
  }

  private static String[] arguments(String command) {
    List<String> arguments = new ArrayList<>();
    Stream.of(command.split(" ")).filter(word -> !word.isEmpty()).forEach(arguments::add);
    arguments.add("--help");
    return arguments.toArray(String[]::new);
  }

  /// Prints the help of every command in one process.
  static final class Pages {
    private Pages() {}

    public static void main(String[] none) {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
      Console console = new Console(out, err, false, false);
      boolean failed =
          commands().mapToInt(command -> Main.run(arguments(command), console)).sum() != 0;
      System.exit(failed ? 1 : 0);
    }
  }
}
