package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint;
import assay.results.Completion;
import assay.results.Outcome;
import assay.results.SampleRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run in a process of its own that is killed at random moments.
final class KillTest {
  private static final int KILLS = 20;
  private static final int SAMPLES = 1_200;
  private static final long CALL_MILLIS = 30;

  @TempDir private Path folder;

  @Test
  void twentyKillsEndWithTheRecordsOfAnUndisturbedRun() throws Exception {
    Path data = Suites.questions(folder, SAMPLES);
    // Slow only while it is killed, so that there is something to kill.
    AtomicLong millis = new AtomicLong();
    try (FakeEndpoint server =
        FakeEndpoint.start(
            call ->
                new FakeEndpoint.Slow(
                    millis.get(),
                    FakeEndpoint.body(call, answer(call.question()), "stop", "tiny")))) {
      Path undisturbed = folder.resolve("undisturbed");
      assertThat(start(server, data, undisturbed).waitFor()).isZero();
      millis.set(CALL_MILLIS);

      Path killed = folder.resolve("killed");
      long seed = System.nanoTime();
      Random random = new Random(seed);
      int interrupted = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        Process run = start(server, data, killed);
        // Half of them at any moment, half of them amid the records, however slow the start is.
        if (kill % 2 == 0) {
          awaitMore(killed, size(killed), run);
        }
        int delay = kill % 2 == 0 ? random.nextInt(400) : 300 + random.nextInt(900);
        if (!run.waitFor(delay, TimeUnit.MILLISECONDS)) {
          interrupted++;
        }
        run.destroyForcibly().waitFor();
      }
      assertThat(interrupted).as("kills that hit a living run, seed %d", seed).isEqualTo(KILLS);
      long before = records(killed).size();
      millis.set(0);
      assertThat(before).as("records after the kills, seed %d", seed).isBetween(1L, SAMPLES - 1L);
      assertThat(start(server, data, killed).waitFor()).isZero();
      assertThat(records(killed)).as("seed %d", seed).isEqualTo(records(undisturbed));
      try (Stream<String> lines = Files.lines(killed.resolve("records.jsonl"))) {
        assertThat(lines.count()).as("one record an attempt, seed %d", seed).isEqualTo(SAMPLES);
      }
    }
  }

  private static long size(Path run) throws IOException {
    Path file = run.resolve("records.jsonl");
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private static void awaitMore(Path run, long before, Process process) throws Exception {
    while (size(run) <= before && process.isAlive()) {
      Thread.sleep(5);
    }
  }

  /// Right for two of three items, and without any answer for some.
  private static String answer(String prompt) {
    int item = Suites.item(prompt);
    return item % 7 == 0 ? "no idea" : "The answer is (" + Suites.letter(item - item % 3) + ").";
  }

  private Process start(FakeEndpoint server, Path data, Path out) throws IOException {
    Path log = folder.resolve(out.getFileName() + ".log");
    return Programs.startRun(log, server, data, out, "--resume", "--quiet");
  }

  /// The records in the order of the samples, without the one thing that no two runs share: how
  /// long each call took.
  private static List<SampleRecord> records(Path run) throws IOException {
    return StoredRecords.of(run).stream().map(KillTest::withoutTime).toList();
  }

  private static SampleRecord withoutTime(SampleRecord record) {
    Outcome outcome =
        record.outcome() instanceof Completion completion
            ? new Completion(
                completion.text(),
                completion.promptTokens(),
                completion.completionTokens(),
                completion.stopReason(),
                Duration.ZERO)
            : record.outcome();
    return new SampleRecord(
        record.index(),
        record.attempt(),
        record.sample(),
        record.prompt(),
        outcome,
        record.scores());
  }
}
