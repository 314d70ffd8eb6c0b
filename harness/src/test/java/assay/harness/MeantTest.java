package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.run.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Words that are nearly right.
final class MeantTest {
  @TempDir private Path folder;

  private static void refused(String words, String... args) {
    Commands.Result result = Commands.run(args);
    assertThat(result.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(result.err()).contains(words);
  }

  @Test
  void commands() {
    refused("'rnu'; did you mean \"run\"?", "rnu");
    refused("'lnit'; did you mean \"lint\"?", "engine", "lnit");
    refused("no command regres; did you mean \"regress\"?", "man", "regres");
  }

  @Test
  void optionsEvenWhereOthersAreMissing() {
    refused("Unknown option: '--sute'; did you mean \"--suite\"?", "run", "--sute", "mmlu-pro");
    refused("'--modle=x'; did you mean \"--model\"?", "run", "--suite", "mmlu-pro", "--modle=x");
    refused("'--jsn'; did you mean \"--json\"?", "list", "--jsn");
  }

  @Test
  void suitesProtocolsAndScorers() throws Exception {
    refused(
        "; did you mean \"mmlu-pro\"?", "run", "--suite", "mmlupro", "--model", "recorded:x.json");
    String data = Suites.questions(folder, 3).toString();
    refused(
        "; did you mean \"mmlu-pro/official-api\"?",
        "run",
        "--suite",
        "mmlu-pro",
        "--data",
        data,
        "--model",
        "recorded:x.json",
        "--protocol",
        "mmlu-pro/oficial-api");
    refused(
        "; did you mean \"choice/sound\"?",
        "score",
        "--suite",
        "mmlu-pro",
        "--data",
        data,
        "--recorded",
        Suites.recording(folder, 3).toString(),
        "--scorer",
        "choice/sond");
  }

  @Test
  void nothingIsGuessedForWhatIsFarFromAll() {
    assertThat(Commands.run("xylophone").err()).doesNotContain("did you mean");
  }
}
