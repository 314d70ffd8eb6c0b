package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint;
import assay.harness.endpoint.FakeEndpoint.Reply;
import assay.harness.run.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What cannot be done as it was asked is told, and nothing is told that is not so.
final class ToldWordsTest {
  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void write() throws IOException {
    data = Suites.questions(folder, 4);
  }

  private String[] run(String model, String out) {
    return Suites.line(data, model, folder.resolve(out));
  }

  private String recorded(String name) throws IOException {
    Path recording =
        Files.write(
            folder.resolve(name + ".jsonl"),
            List.of("{\"question_id\": 1000, \"output\": \"The answer is (A).\"}"));
    assertThat(Commands.run(run("recorded:" + recording, name)).status()).isZero();
    return folder.resolve(name).toString();
  }

  @Test
  void aRankingOfTwoRunsIsRefused() throws IOException {
    String one = recorded("one");
    String two = recorded("two");
    for (String command : List.of("compare", "report")) {
      Commands.Result result = Commands.run(command, one, two, "--rank-from-below");
      assertThat(result.status()).isEqualTo(ExitCode.USAGE.status());
      assertThat(result.err())
          .contains("--rank-from-below sorts a ranking, which takes 3 runs or more; there are 2");
    }
  }

  @Test
  void moreAttemptsThanThereAreAreRefused() throws IOException {
    String one = recorded("one");
    String two = recorded("two");
    for (String[] line : new String[][] {{"compare", one, two}, {"report", one}}) {
      String[] asked = new String[line.length + 2];
      System.arraycopy(line, 0, asked, 0, line.length);
      asked[line.length] = "--k";
      asked[line.length + 1] = "1,5";
      Commands.Result result = Commands.run(asked);
      assertThat(result.status()).isEqualTo(ExitCode.USAGE.status());
      assertThat(result.err()).contains("--k 5: there is one attempt at a sample");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ollama", "hf"})
  void aMarkWithoutANameIsToldWithOneColon(String mark) {
    Commands.Result result = Commands.run(run(mark + ":", "none"));
    assertThat(result.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(result.err()).contains("--model " + mark + ": write ").doesNotContain("::");
  }

  @Test
  void aRunThatStoredNothingIsNotToBeContinued() throws Exception {
    try (FakeEndpoint server =
        FakeEndpoint.start(call -> new Reply(401, Map.of(), "{\"error\":\"no such key\"}"))) {
      String[] line = run(server.modelArgument(), "refused");
      Commands.Result begun = Commands.run(line);
      assertThat(begun.status()).isEqualTo(ExitCode.RUN_FAILED.status());
      assertThat(begun.err()).as("its folder is there").contains("continue  assay run");
      assertThat(folder.resolve("refused/manifest.json")).exists();
    }
    Files.writeString(folder.resolve("file"), "no folder");
    recorded("one");
    Commands.Result never =
        Commands.run(run("recorded:" + folder.resolve("one.jsonl"), "file/run"));
    assertThat(never.status()).isNotZero();
    assertThat(never.err()).doesNotContain("continue  ");
  }
}
