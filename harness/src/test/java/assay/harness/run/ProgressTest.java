package assay.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Completion;
import assay.results.Effort;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.StopReason;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The progress line, on a clock that the test moves.
final class ProgressTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long nanos;

  @Test
  void aFastRunIsToldInSamplesASecond() {
    Progress progress = progress(false, 100);
    for (int i = 0; i < 40; i++) {
      pass(250);
      progress.step(recorded(i % 2 == 0));
    }
    assertThat(lines())
        .containsExactly(
            "math-500 [#########---------------] 40/100  4.0/s  ETA 0:15  50.0 % correct");
  }

  @Test
  void aSlowRunIsToldInSecondsASampleAndTokensASecond() {
    Progress progress = progress(false, 10);
    pass(150_000);
    progress.step(generated(300));
    assertThat(lines())
        .containsExactly(
            "math-500 [##----------------------] 1/10  150.0 s/sample  2.0 tokens/s  ETA 22:30"
                + "  100.0 % correct");
  }

  @Test
  void aTerminalShowsTheAgeOfTheOldestCallWhileNothingIsFinished() {
    Progress progress = progress(true, 10);
    Progress.Call first = progress.call();
    pass(9_000);
    progress.tick();
    Progress.Call second = progress.call();
    pass(56_000);
    progress.tick();
    first.close();
    pass(4_000);
    progress.tick();
    second.close();
    pass(4_000);
    progress.tick();
    String bar = "math-500 [------------------------] 0/10  ETA unknown";
    assertThat(lines())
        .containsExactly("", bar, bar + "  oldest call 1:05", bar + "  oldest call 1:00", bar);
  }

  @Test
  void aLogIsSilentForHalfAMinuteAtMost() {
    Progress progress = progress(false, 10);
    progress.call();
    pass(29_500);
    progress.tick();
    assertThat(out.size()).isZero();
    pass(500);
    progress.tick();
    pass(29_500);
    progress.tick();
    pass(3_570_500);
    progress.tick();
    String bar = "math-500 [------------------------] 0/10  ETA unknown  oldest call ";
    assertThat(lines()).containsExactly(bar + "0:30", bar + "1:00:30");
    pass(9_000);
    progress.step(recorded(true));
    assertThat(lines()).hasSize(2);
    pass(1_000);
    progress.step(recorded(true));
    assertThat(lines()).hasSize(3);
    assertThat(lines().getLast()).contains("2/10", "oldest call 1:00:40");
  }

  @Test
  void aLogIsToldTheEndOnce() {
    Progress progress = progress(false, 2);
    pass(11_000);
    progress.step(recorded(true));
    pass(1_000);
    progress.step(recorded(true));
    assertThat(lines()).hasSize(1);
    progress.close();
    assertThat(lines()).hasSize(2);
    progress.close();
    assertThat(lines()).hasSize(2).last().asString().contains("2/2");
  }

  @Test
  void saysWhatIsWaitedFor() {
    Progress progress = progress(false, 10);
    Progress.Call first = progress.call();
    Progress.Call second = progress.call();
    assertThat(progress.waitedFor()).isEqualTo("waiting for 2 calls under way");
    first.close();
    assertThat(progress.waitedFor()).isEqualTo("waiting for 1 call under way");
    second.close();
    assertThat(progress.waitedFor()).isEqualTo("what was answered is judged and stored");
  }

  private Progress progress(boolean terminal, long total) {
    PrintStream err = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new Progress(new Console(err, err, terminal, false), "math-500", total, 0, () -> nanos);
  }

  private void pass(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private List<String> lines() {
    return List.of(out.toString(StandardCharsets.UTF_8).split("\r\033\\[K|\n", 0));
  }

  private static SampleRecord recorded(boolean right) {
    return record(Completion.recorded("text"), right);
  }

  private static SampleRecord generated(int tokens) {
    Completion completion =
        new Completion(
                "text", OptionalInt.of(7), OptionalInt.of(tokens), StopReason.STOP, Duration.ZERO)
            .withEffort(
                new Effort(7, Duration.ZERO, tokens - 1, Duration.ZERO, OptionalDouble.empty()));
    return record(completion, true);
  }

  private static SampleRecord record(Completion completion, boolean right) {
    return new SampleRecord(
        0,
        0,
        new Sample("1", "digest", "question", "target", Map.of(), new Sample.Plain()),
        new Prompt.Unrecorded(),
        completion,
        Map.of(
            "canned",
            right ? new Score.Correct("a", "canned") : new Score.Wrong("b", "canned", "")));
  }
}
