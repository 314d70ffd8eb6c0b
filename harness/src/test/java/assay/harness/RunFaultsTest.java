package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint;
import assay.harness.run.ExitCode;
import assay.results.SampleRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Runs in processes of their own while others are killed, or want the same.
@Timeout(180)
final class RunFaultsTest {
  private static final int SAMPLES = 80;
  private static final int ENOUGH = 4;

  @TempDir private Path folder;

  @Test
  void aServerThatIsKilledAmidItsRepliesCostsNoAnswer() throws Exception {
    Path data = Suites.questions(folder, SAMPLES);
    Path out = folder.resolve("run");
    int port = freePort();
    String model = "http://127.0.0.1:" + port + "/v1#tiny";
    Process server = startServer(port);
    Process run =
        Programs.start(
            folder.resolve("log"),
            Programs.runLine(model, data, out, "--failures-in-a-row", "1000"));
    for (int kill = 1; kill <= 3; kill++) {
      awaitRecords(out, 10L * kill, run);
      server.destroyForcibly().waitFor();
      Thread.sleep(200);
      server = startServer(port);
    }
    assertThat(run.waitFor(90, TimeUnit.SECONDS)).isTrue();
    server.destroyForcibly().waitFor();
    assertThat(run.exitValue()).as(Files.readString(folder.resolve("log"))).isZero();
    assertThat(StoredRecords.of(out))
        .hasSize(SAMPLES)
        .allMatch(record -> record.primaryScore().correct());
  }

  @Test
  void shardsThatAreKilledMergeToTheRunThatOneProgramMakes() throws Exception {
    Path data = Suites.questions(folder, SAMPLES);
    try (FakeEndpoint server =
        FakeEndpoint.start(
            call ->
                new FakeEndpoint.Slow(
                    60,
                    FakeEndpoint.body(
                        call, ServerProgram.answer(call.question()), "stop", "tiny")))) {
      Path whole = folder.resolve("whole");
      assertThat(Commands.run(line(server, data, whole)).status()).isZero();
      for (int shard = 1; shard <= 2; shard++) {
        Path part = folder.resolve("part" + shard);
        String which = shard + "/2";
        Process run =
            Programs.startRun(folder.resolve("log"), server, data, part, "--shard", which);
        awaitRecords(part, 5, run);
        run.destroyForcibly().waitFor();
        assertThat(StoredRecords.count(part)).isBetween(5L, SAMPLES / 2 - 1L);
        Process again =
            Programs.startRun(
                folder.resolve("log"), server, data, part, "--shard", which, "--resume");
        assertThat(again.waitFor()).isZero();
      }
      Path merged = folder.resolve("merged");
      Commands.Result merge =
          Commands.run("merge", folder + "/part1", folder + "/part2", "--out", merged.toString());
      assertThat(merge.status()).as(merge.err()).isZero();
      assertThat(lines(merged)).isEqualTo(SAMPLES);
      assertThat(StoredRecords.of(merged).stream().map(RunFaultsTest::withoutCall).toList())
          .isEqualTo(StoredRecords.of(whole).stream().map(RunFaultsTest::withoutCall).toList());
    }
  }

  @Test
  void aSecondProgramOnTheSameRunIsRefusedAndTheFirstIsNotDisturbed() throws Exception {
    Path data = Suites.questions(folder, SAMPLES);
    Path out = folder.resolve("run");
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch refused = new CountDownLatch(1);
    try (FakeEndpoint server =
        FakeEndpoint.start(
            call -> {
              if (calls.incrementAndGet() > ENOUGH) {
                await(refused);
              }
              return FakeEndpoint.text(call, ServerProgram.answer(call.question()));
            })) {
      Process first = Programs.startRun(folder.resolve("log"), server, data, out);
      awaitRecords(out, ENOUGH, first);
      Path log = folder.resolve("second");
      Process second = Programs.startRun(log, server, data, out, "--resume");
      assertThat(second.waitFor()).isEqualTo(ExitCode.RUN_FAILED.status());
      assertThat(Files.readString(log)).contains("another writer holds this run");
      refused.countDown();
      assertThat(first.waitFor()).isZero();
      assertThat(server.calls()).as("the second asked nothing").hasSize(SAMPLES);
      assertThat(lines(out)).isEqualTo(SAMPLES);
      assertThat(StoredRecords.of(out)).allMatch(record -> record.primaryScore().correct());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String[] line(FakeEndpoint server, Path data, Path out) {
    return Programs.runLine(server.modelArgument(), data, out).toArray(String[]::new);
  }

  private Process startServer(int port) throws Exception {
    Process server =
        Programs.startCommand(
            folder.resolve("server.log"),
            Programs.command(ServerProgram.class.getName(), List.of(String.valueOf(port), "120")));
    while (server.isAlive()) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        break;
      } catch (IOException e) {
        Thread.sleep(20);
      }
    }
    assertThat(server.isAlive()).as(Files.readString(folder.resolve("server.log"))).isTrue();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitRecords(Path run, long count, Process process) throws Exception {
    while (StoredRecords.count(run) < count && process.isAlive()) {
      Thread.sleep(20);
    }
  }

  private static long lines(Path run) throws IOException {
    try (Stream<String> lines = Files.lines(run.resolve("records.jsonl"))) {
      return lines.count();
    }
  }

  private static List<Object> withoutCall(SampleRecord record) {
    return List.of(record.index(), record.sample(), record.prompt(), record.scores());
  }
}
