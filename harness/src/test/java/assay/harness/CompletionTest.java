package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Completion by the shells themselves.
final class CompletionTest {
  @TempDir private Path folder;

  private String script(String shell) throws IOException {
    Commands.Result result = Commands.run("completion", shell);
    assertThat(result.status()).as(result.err()).isZero();
    Path file = folder.resolve("assay." + shell);
    Files.writeString(file, result.out());
    return file.toString();
  }

  private List<String> lines(String shell, String commands) throws Exception {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(shell, "-c", commands)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("HOME", folder.toString());
    int status = builder.start().waitFor();
    List<String> lines = Files.readAllLines(output);
    assertThat(status).as(lines.toString()).isZero();
    return lines.stream().map(String::strip).toList();
  }

  private static boolean installed(String shell) {
    return List.of(System.getenv("PATH").split(File.pathSeparator, -1)).stream()
        .anyMatch(place -> Files.isExecutable(Path.of(place, shell)));
  }

  /// Bash calls the function that is set for the program with the words and where the cursor is.
  private List<String> bash(String line) throws Exception {
    String ask =
        """
        source %s
        COMP_WORDS=(%s)
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        COMP_LINE="${COMP_WORDS[*]}"
        COMP_POINT=${#COMP_LINE}
        complete -p assay > /dev/null || exit 1
        # It sets options of the completion that is under way, of which there is none here.
        _complete_assay 2> /dev/null
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(script("bash"), line);
    return lines("bash", ask);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "assay re|retry,report,regress,reproduce",
        "assay engine lo|logits,loglikelihood,logprobs",
        "assay run --suite m|mmlu-pro,math-500,mbpp,mmlu,mmlu-redux,mbpp-plus",
        "assay run --scorer choice/so|choice/sound",
        "assay run --protocol mmlu-pro/official-local-|mmlu-pro/official-local-0shot",
        "assay run --sandbox d|docker",
        "assay run --roll|",
        "assay run --resu|--resume",
        "assay run --data quest|questions.parquet",
        "assay run --model quest|questions.parquet"
      })
  void bashCompletes(String line, String expected) throws Exception {
    assumeTrue(installed("bash"), "bash is not installed");
    Files.writeString(folder.resolve("questions.parquet"), "");
    assertThat(bash(line))
        .filteredOn(word -> !word.isEmpty())
        .containsExactlyInAnyOrder(expected == null ? new String[0] : expected.split(",", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "assay re|retry,report,regress,reproduce",
        "assay engine lo|logits,loglikelihood,logprobs",
        "assay run --suite m|mmlu-pro,math-500,mbpp,mmlu,mmlu-redux,mbpp-plus",
        "assay run --scorer choice/so|choice/sound",
        "assay run --resu|--resume",
        "assay run --data quest|questions.parquet",
        "assay run --model quest|questions.parquet"
      })
  void fishCompletes(String line, String expected) throws Exception {
    assumeTrue(installed("fish"), "fish is not installed");
    Files.writeString(folder.resolve("questions.parquet"), "");
    String ask = "source %s; complete -C '%s'".formatted(script("fish"), line);
    assertThat(lines("fish", ask))
        .map(each -> each.replaceFirst("\t.*", ""))
        .containsExactlyInAnyOrder(expected.split(",", -1));
  }

  @Test
  void zshReadsTheScript() throws Exception {
    assumeTrue(installed("zsh"), "zsh is not installed");
    String loading = "autoload -U +X compinit && compinit -u; source " + script("zsh");
    assertThat(lines("zsh", loading + "; (( $+functions[_complete_assay] ))")).isEmpty();
  }

  @Test
  void fishScriptsNameEveryCommandAndEveryOption() throws IOException {
    String fish = Files.readString(Path.of(script("fish")));
    HelpTest.commands()
        .filter(path -> !path.isEmpty())
        .forEach(
            path -> {
              String last = path.substring(path.lastIndexOf(' ') + 1);
              assertThat(fish).contains(" -a " + last + " -d ");
            });
    assertThat(fish)
        .contains("complete -c assay -n '__assay_at run' -l suite -x -a 'mmlu-pro ")
        .contains("complete -c assay -n '__assay_at run' -l data -r -F -d ");
  }
}
