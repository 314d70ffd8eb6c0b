package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.harness.endpoint.FakeEndpoint;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run on a real Slurm of this one machine, which `tools/slurm/cluster.sh` starts. Without
/// Slurm's packages, or not as root, it is skipped.
final class SlurmTest {
  private static final Path CLUSTER = Documents.ROOT.resolve("tools/slurm/cluster.sh");
  private static final String KEY = "sk-never-written-1234567890";
  private static final int SHARDS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private String configuration = "";
  private final CountDownLatch requeued = new CountDownLatch(1);

  private record Ended(int status, String text) {}

  @BeforeEach
  void start() throws Exception {
    Ended up = ended(List.of(CLUSTER.toString(), "up", folder.resolve("slurm").toString()));
    assumeTrue(up.status() != 2, () -> "no Slurm here: " + up.text().strip());
    assertThat(up.status()).as(up.text()).isZero();
    configuration = up.text().strip().replaceFirst("^SLURM_CONF=", "");
  }

  @AfterEach
  void stop() throws Exception {
    if (!configuration.isEmpty()) {
      ended(List.of("scancel", "--user=root"));
    }
    ended(List.of(CLUSTER.toString(), "down", folder.resolve("slurm").toString()));
  }

  @Test
  void killedAndRequeuedTasksEndWithTheRecordsOfOneRun() throws Exception {
    Path data = Suites.questions(folder, 15);
    Path out = folder.resolve("it's a run");
    try (FakeEndpoint server = FakeEndpoint.start(this::answer)) {
      // One call at a time, so that each shard's first answers are its first questions'.
      List<String> run = new ArrayList<>(Suites.options(data, server.modelArgument()));
      run.addAll(List.of("--concurrency", "1"));
      Ended submitted = submit(out, run);
      assertThat(submitted.status()).as(submitted.text()).isZero();
      String job = submitted.text().replaceAll("(?s)submitted as jobs (\\d+),.*", "$1");
      await("records of shards 1 and 2", () -> lines(out, 1) == 2 && lines(out, 2) == 2);
      assertThat(submit(out, run).text()).contains("is still queued as job " + job);
      kill(out.resolve("shards/1"));
      assertThat(ended(List.of("scontrol", "requeue", job + "_2")).status()).isZero();
      for (int task : List.of(1, 2)) {
        await("task %d queued again".formatted(task), () -> waits(job + "_" + task));
        assertThat(lines(out, task)).isEqualTo(2);
      }
      requeued.countDown();
      await("the merge", () -> Files.exists(out.resolve("run/manifest.json")));
      whole(run);
    }
    assertThat(records(out.resolve("run"))).isEqualTo(records(folder.resolve("whole")));
    assertThat(manifest(out.resolve("run"))).isEqualTo(manifest(folder.resolve("whole")));
    assertThat(Files.readString(out.resolve("logs/shard-1.txt")))
        .contains("shard 1 ended with status 137, and is queued again");
    assertThat(assay(List.of("submit", "--status", out.toString())).text().lines())
        .containsExactly(
            "shard 1     done               5/5",
            "shard 2     done               5/5",
            "shard 3     done               5/5",
            "merge       done");
    Ended collected = assay(List.of("submit", "--collect", out.toString(), "--json"));
    assertThat(collected.status()).as(collected.text()).isZero();
    assertThat(collected.text()).contains("\"mmlu-pro\"");
    assertThat(files(folder)).noneMatch(SlurmTest::holdsTheKey);
  }

  /// Of each shard's five questions two are answered before the tasks were queued again.
  private FakeEndpoint.Answer answer(FakeEndpoint.Call call) {
    assertThat(call.authorization()).isEqualTo("Bearer " + KEY);
    int item = Suites.item(call.question());
    try {
      assertThat(item % 5 < 2 || requeued.await(5, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    String answer = item % 4 == 0 ? "?" : "The answer is (%s).".formatted(Suites.letter(item));
    return FakeEndpoint.text(call, answer);
  }

  private void whole(List<String> run) throws Exception {
    List<String> line = new ArrayList<>(List.of("run"));
    line.addAll(run);
    line.addAll(List.of("--out", folder.resolve("whole").toString()));
    Ended ended = assay(line);
    assertThat(ended.status()).as(ended.text()).isZero();
  }

  private Ended submit(Path out, List<String> run) throws Exception {
    Path program = folder.resolve("assay here");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(
        program,
        "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -cp '%s' assay.harness.Main \"$@\"\n"
            .formatted(java, System.getProperty("java.class.path")));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    List<String> line =
        new ArrayList<>(List.of("submit", "--slurm", "--shards", String.valueOf(SHARDS)));
    line.addAll(List.of("--program", program.toString(), "--out", out.toString(), "--quiet", "--"));
    line.addAll(run);
    return assay(line);
  }

  private Ended assay(List<String> line) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "assay.harness.Main"));
    words.addAll(line);
    return ended(words);
  }

  private Ended ended(List<String> words) throws Exception {
    Path text = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(text.toFile());
    process.environment().put("SLURM_CONF", configuration);
    process.environment().put("OPENAI_API_KEY", KEY);
    int status = process.start().waitFor();
    return new Ended(status, Files.readString(text));
  }

  private boolean waits(String task) throws Exception {
    return ended(List.of("squeue", "--noheader", "--array", "--format=%i %T"))
        .text()
        .lines()
        .anyMatch(line -> line.equals(task + " PENDING"));
  }

  private static void kill(Path shard) {
    List<ProcessHandle> found =
        ProcessHandle.allProcesses()
            .filter(each -> words(each).contains("-cp"))
            .filter(each -> words(each).contains(shard.toString()))
            .toList();
    assertThat(found).hasSize(1).allMatch(ProcessHandle::destroyForcibly);
  }

  private static List<String> words(ProcessHandle process) {
    try {
      return List.of(
          Files.readString(Path.of("/proc/%d/cmdline".formatted(process.pid()))).split("\0"));
    } catch (IOException e) {
      return List.of(); // it has ended
    }
  }

  private void await(String what, Callable<Boolean> there) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!there.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what + "\n" + cluster());
      }
      Thread.sleep(200);
    }
  }

  /// What the queue and the tasks say, for who reads a failure.
  private String cluster() throws Exception {
    StringBuilder said = new StringBuilder(ended(List.of("squeue", "--array", "--long")).text());
    said.append(ended(List.of("sinfo", "--long", "--Node")).text());
    for (Path log : files(folder)) {
      if (log.getParent().endsWith("logs")) {
        said.append(log).append('\n').append(Files.readString(log));
      }
    }
    return said.append(Files.readString(folder.resolve("slurm/slurmctld.log"))).toString();
  }

  private static long lines(Path out, int shard) throws IOException {
    Path records = out.resolve("shards/%d/records.jsonl".formatted(shard));
    if (!Files.exists(records)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(records)) {
      return lines.count();
    }
  }

  /// Returns the records in the samples' order, without how long each call took.
  private static List<JsonNode> records(Path run) throws IOException {
    List<JsonNode> records = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("records.jsonl"))) {
      JsonNode record = new JsonMapper().readTree(line).path("record");
      ((ObjectNode) record.path("outcome")).remove("elapsedNanos");
      records.add(record);
    }
    records.sort(Comparator.comparingInt(record -> record.path("index").asInt()));
    return records;
  }

  private static JsonNode manifest(Path run) throws IOException {
    JsonNode manifest = new JsonMapper().readTree(run.resolve("manifest.json").toFile());
    ((ObjectNode) manifest).remove(List.of("program", "work"));
    return manifest;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      // What the cluster hands on to its tasks is its own, and only root reads it.
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(folder.resolve("slurm")))
          .toList();
    }
  }

  private static boolean holdsTheKey(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(KEY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
