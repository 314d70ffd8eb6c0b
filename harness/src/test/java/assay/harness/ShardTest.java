package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint;
import assay.harness.run.ExitCode;
import assay.results.Shard;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run in parts is the run as a whole.
final class ShardTest {
  @TempDir private Path folder;

  @Test
  void everyRowIsInOneShard() {
    for (int rows : new int[] {1, 2, 7, 100, 12_032}) {
      for (int of : new int[] {1, 2, 3, 7, 64}) {
        int next = 0;
        for (int number = 1; number <= of; number++) {
          Shard shard = new Shard(number, of);
          assertThat(shard.first(rows)).isEqualTo(next);
          next = shard.end(rows);
          assertThat(next - shard.first(rows)).isBetween(rows / of, rows / of + 1);
        }
        assertThat(next).isEqualTo(rows);
      }
    }
  }

  @Test
  void mergedShardsAreTheRecordsOfOneRun() throws Exception {
    Path data = Suites.questions(folder, 11);
    try (FakeEndpoint server = FakeEndpoint.start(ShardTest::answer)) {
      run(server, data, folder.resolve("whole"));
      for (int number = 1; number <= 3; number++) {
        run(server, data, folder.resolve("part" + number), "--shard", number + "/3");
      }
      assertThat(server.calls()).hasSize(22);
    }
    Commands.Result merged =
        Commands.run("merge", part(3), part(1), part(2), "--out", folder.resolve("all").toString());
    assertThat(merged.status()).as(merged.err()).isZero();
    assertThat(records("all")).isEqualTo(sorted(records("whole")));
    assertThat(manifest("all")).isEqualTo(manifest("whole"));
    assertThat(Commands.run("merge", part(1), "--out", folder.resolve("all").toString()).err())
        .contains("shard 2/3 is missing");
  }

  @Test
  void aShardThatWasRetriedIsMergedAsIfNothingHadFailed() throws Exception {
    Path data = Suites.questions(folder, 11);
    AtomicBoolean broken = new AtomicBoolean();
    try (FakeEndpoint server =
        FakeEndpoint.start(
            call ->
                broken.get() && Suites.item(call.question()) % 3 == 0
                    ? new FakeEndpoint.Reply(500, Map.of(), "{\"error\": \"broken\"}")
                    : answer(call))) {
      run(server, data, folder.resolve("whole"));
      run(server, data, folder.resolve("part1"), "--shard", "1/2", "--retries", "0");
      broken.set(true);
      run(server, data, folder.resolve("part2"), "--shard", "2/2", "--retries", "0");
      broken.set(false);
      Commands.Result before = merge("early");
      assertThat(before.status()).as(before.err()).isZero();
      assertThat(records("early")).isNotEqualTo(sorted(records("whole")));
      Commands.Result retry = Commands.run("retry", part(2));
      assertThat(retry.status()).as(retry.err()).isZero();
      assertThat(retry.err()).contains("again     2 attempts", "still not measured: 0");
    }
    assertThat(Files.readAllLines(folder.resolve("part2/records.jsonl"))).hasSize(6 + 2);
    Commands.Result merged = merge("all");
    assertThat(merged.status()).as(merged.err()).isZero();
    assertThat(records("all")).isEqualTo(sorted(records("whole")));
    assertThat(manifest("all")).isEqualTo(manifest("whole"));
  }

  private Commands.Result merge(String out) {
    return Commands.run("merge", part(1), part(2), "--out", folder.resolve(out).toString());
  }

  @Test
  void whatIsNoWholeSetOfOneRunIsRefused() throws Exception {
    Path data = Suites.questions(folder, 6);
    try (FakeEndpoint server = FakeEndpoint.start(ShardTest::answer)) {
      run(server, data, folder.resolve("whole"));
      run(server, data, folder.resolve("part1"), "--shard", "1/2");
      run(server, data, folder.resolve("part2"), "--shard", "2/2");
      run(server, data, folder.resolve("part3"), "--shard", "2/2", "--max-tokens", "7");
      run(server, data, folder.resolve("part4"), "--shard", "2/3");
      refused("are both shard 1/2", part(1), part(1));
      refused("differ in settings.maxTokens", part(1), part(3));
      refused("cut differently", part(1), part(4));
      refused("is a whole run", folder.resolve("whole").toString());
      Path file = folder.resolve("part2").resolve("records.jsonl");
      List<String> lines = Files.readAllLines(file);
      Files.write(file, lines.subList(0, lines.size() - 1));
      refused("has 2 of 3 attempts", part(1), part(2));
      run(server, data, folder.resolve("part2"), "--shard", "2/2", "--resume");
      Commands.Result other =
          Commands.run(args(server, data, folder.resolve("part2"), "--shard", "1/2", "--resume"));
      assertThat(other.err()).contains("holds another run").contains("dataset.shard");
    }
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(
            Commands.run("merge", part(1), part(2), "--out", folder.resolve("out").toString())
                .status())
        .isZero();
  }

  private void refused(String words, String... shards) {
    Commands.Result result =
        Commands.run(
            Stream.of(
                    Stream.of("merge"),
                    Stream.of(shards),
                    Stream.of("--out", folder.resolve("out").toString()))
                .flatMap(each -> each)
                .toArray(String[]::new));
    assertThat(result.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(result.err()).contains(words);
  }

  private String part(int number) {
    return folder.resolve("part" + number).toString();
  }

  private static FakeEndpoint.Answer answer(FakeEndpoint.Call call) {
    return FakeEndpoint.text(call, "The answer is (A). " + call.question().length());
  }

  private static void run(FakeEndpoint server, Path data, Path out, String... more) {
    Commands.Result result = Commands.run(args(server, data, out, more));
    assertThat(result.status()).as(result.err()).isZero();
  }

  private static String[] args(FakeEndpoint server, Path data, Path out, String... more) {
    String[] args = Suites.line(data, server.modelArgument(), out, "--concurrency", "1");
    return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
  }

  /// A run stores attempts as they finish, a merge in the order of the samples.
  private static List<JsonNode> sorted(List<JsonNode> records) {
    return records.stream()
        .sorted(Comparator.comparingInt(record -> record.path("index").asInt()))
        .toList();
  }

  /// Returns the lines of the records, without the times of calls.
  private List<JsonNode> records(String run) throws Exception {
    List<JsonNode> records = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(run).resolve("records.jsonl"))) {
      JsonNode record = new JsonMapper().readTree(line).path("record");
      ((ObjectNode) record.path("outcome")).remove("elapsedNanos");
      records.add(record);
    }
    return records;
  }

  private JsonNode manifest(String run) throws Exception {
    JsonNode manifest =
        new JsonMapper().readTree(folder.resolve(run).resolve("manifest.json").toFile());
    ((ObjectNode) manifest).remove(List.of("program", "work"));
    return manifest;
  }
}
