package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.store.RunDirectory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Questions whose options have another order in each attempt, asked, stored and judged again. The
/// letters are those that Python draws (see `GpqaTest`).
final class PermutedRunTest {
  private static final Path DATA =
      Documents.ROOT.resolve("tasks/src/test/resources/assay/tasks/demo/gpqa/gpqa_standin.csv");
  private static final List<String> LETTERS =
      List.of(
          "CDCBCCCDACADADCBCBAABDCB",
          "BDAAAACCCACBDCBAADAADCDA",
          "BDDCDABADAACCCDCACDBADCB",
          "CABDACAADAADCACABBBCBDCA");
  private static final Pattern MASS = Pattern.compile("mass (\\d+) kg moves at (\\d+) m/s");

  @TempDir private Path folder;

  /// Works the momentum out and names the option that says it.
  private static String answer(String prompt) {
    Matcher values = MASS.matcher(prompt);
    assertThat(values.find()).isTrue();
    int momentum = Integer.parseInt(values.group(1)) * Integer.parseInt(values.group(2));
    Matcher option = Pattern.compile("(?m)^([A-D])\\) " + momentum + "$").matcher(prompt);
    assertThat(option.find()).isTrue();
    return "Momentum is mass times velocity.\n\nAnswer: " + option.group(1);
  }

  private Path run() throws IOException {
    Path out = folder.resolve("run");
    try (FakeEndpoint server =
        FakeEndpoint.start(call -> FakeEndpoint.text(call, answer(call.question())))) {
      Commands.Result result =
          Commands.run(
              "run",
              "--suite",
              "gpqa-diamond",
              "--data",
              DATA.toString(),
              "--model",
              server.modelArgument(),
              "--out",
              out.toString());
      assertThat(result.status()).as(result.err()).isZero();
    }
    return out;
  }

  @Test
  void eachRecordHoldsTheOrderThatItsAttemptWasAskedIn() throws IOException {
    Path run = run();
    try (Stream<SampleRecord> records = RunDirectory.open(run).records()) {
      List<SampleRecord> all =
          records
              .sorted(
                  (a, b) ->
                      a.attempt() == b.attempt()
                          ? a.index() - b.index()
                          : a.attempt() - b.attempt())
              .toList();
      assertThat(all).hasSize(96).allMatch(record -> record.primaryScore().correct());
      assertThat(all.stream().map(record -> record.sample().target()).collect(Collectors.joining()))
          .isEqualTo(String.join("", LETTERS));
      assertThat(all)
          .allSatisfy(
              record -> assertThat(record.sample().extras()).isInstanceOf(Sample.Choices.class));
    }
    for (String scorer : List.of("choice/simple-evals-4", "choice/sound")) {
      for (List<String> data : List.of(List.of("--data", DATA.toString()), List.<String>of())) {
        assertThat(right(run, scorer, data)).as("%s %s", scorer, data).isEqualTo(96);
      }
    }
  }

  private static int right(Path run, String scorer, List<String> data) throws IOException {
    List<String> words =
        Stream.concat(
                Stream.of(
                    "score",
                    "--suite",
                    "gpqa-diamond",
                    "--recorded",
                    run.toString(),
                    "--scorer",
                    scorer,
                    "--json"),
                data.stream())
            .toList();
    Commands.Result scored = Commands.run(words.toArray(String[]::new));
    assertThat(scored.status()).as(scored.err()).isZero();
    return new ObjectMapper().readTree(scored.out()).path("correct").asInt(-1);
  }

  @Test
  void optionsWhoseOrderTellsTheAnswerAreRefused() throws IOException {
    Path questions = Suites.questions(folder, 30);
    String text =
        Files.readString(questions).replaceAll("\"answer\":\"[A-D]\"", "\"answer\":\"A\"");
    Files.writeString(questions, text);
    String recording = "recorded:" + Suites.recording(folder, 30);
    Commands.Result refused =
        Commands.run(Suites.line(questions, recording, folder.resolve("told")));
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .contains("questions.jsonl: the right option of all 30 questions is A");
    assertThat(
            Commands.run(Suites.line(questions, recording, folder.resolve("few"), "--first", "29"))
                .status())
        .isZero();
  }
}
