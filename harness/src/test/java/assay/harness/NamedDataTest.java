package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.catalog.Catalog;
import assay.harness.demo.DemoFiles;
import assay.harness.hub.Hub;
import assay.harness.hub.HubServer;
import assay.harness.run.Console;
import assay.results.Digests;
import assay.results.Origin;
import assay.results.published.PublishedScores;
import assay.results.store.RunDirectory;
import assay.tasks.PublishedData;
import assay.tasks.benchmarks.Benchmarks;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs of a suite and a model that are only named.
final class NamedDataTest {
  private static final String FILE = "hard/validation.csv";

  @TempDir private Path folder;
  private HubServer server;
  private String digest;

  @BeforeEach
  void publish() throws IOException {
    List<String> lines = new ArrayList<>(List.of("id,question,a,b,c,d,topic"));
    for (int i = 0; i < 30; i++) {
      lines.add("q%d,What is %d + 1?,%d,wrong,no,never,sums".formatted(i, i, i + 1));
    }
    String text = String.join("\n", lines) + "\n";
    digest = Digests.ofText(text);
    server =
        new HubServer()
            .with("datasets/org/permuted/" + FILE, text.getBytes(StandardCharsets.UTF_8))
            .with(
                "org/tiny-GGUF/tiny-f32.gguf",
                Files.readAllBytes(DemoFiles.extract(folder.resolve("demo")).model()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Commands.Result assay(Map<String, String> environment, String... args) {
    PublishedData published =
        new PublishedData(
            "org/permuted",
            server.commit(),
            List.of(PublishedData.File.of(FILE, digest)),
            List.of());
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Hub hub = new Hub(environment, new Console(nowhere, nowhere, false, true));
    Benchmarks benchmarks = new Benchmarks(List.of(new PermutedChoice(Optional.of(published))));
    return Commands.run(new Catalog(benchmarks, PublishedScores.bundled(), hub), args);
  }

  private Map<String, String> online() {
    return Map.of("HF_ENDPOINT", server.endpoint(), "HF_HOME", folder.toString());
  }

  private Map<String, String> offline() {
    return Map.of("HF_HUB_OFFLINE", "1", "HF_HOME", folder.toString());
  }

  private String[] run(String out) {
    return new String[] {
      "run",
      "--suite",
      PermutedChoice.SUITE,
      "--model",
      "hf:org/tiny-GGUF:f32",
      "--first",
      "2",
      "--max-tokens",
      "4",
      "--out",
      folder.resolve(out).toString()
    };
  }

  @Test
  void aSuiteAndAModelThatAreOnlyNamedAreDownloadedAndThenRunOffline() throws IOException {
    Commands.Result first = assay(online(), run("first"));
    assertThat(first.status()).as(first.err()).isZero();
    Commands.Result second = assay(offline(), run("second"));
    assertThat(second.status()).as(second.err()).isZero();
    for (String name : List.of("first", "second")) {
      RunDirectory stored = RunDirectory.open(folder.resolve(name));
      assertThat(stored.manifest().dataset().digest()).isEqualTo(digest);
      assertThat(stored.manifest().circumstances().places().data().getFirst().toString())
          .contains(server.commit());
      assertThat(stored.manifest().circumstances().places().published())
          .contains(new Origin("org/permuted", server.commit(), Map.of(FILE, digest)));
      assertThat(stored.manifest().circumstances().places().named())
          .contains(new Origin("hf:org/tiny-GGUF:f32", server.commit(), Map.of()));
    }
    assertThat(Commands.run("report", folder.resolve("first").toString()).status()).isZero();
    assertThat(Files.readString(folder.resolve("first/report/report.md")))
        .contains("org/permuted at " + server.commit(), digest)
        .contains("hf:org/tiny-GGUF:f32 at " + server.commit());
  }

  @Test
  void whatIsNotThereAndMayNotComeIsNamedWithItsPlace() {
    Commands.Result refused = assay(offline(), run("none"));
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("datasets--org--permuted", FILE, "HF_HUB_OFFLINE");
    Commands.Result broken =
        assay(
            Map.of("HF_ENDPOINT", "http://127.0.0.1:9", "HF_HOME", folder.toString()), run("none"));
    assertThat(broken.status()).isEqualTo(1);
    assertThat(broken.err()).contains("cannot be reached", "--data FILE");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void theDataCommandsGetListAndVerify() throws IOException {
    assertThat(assay(offline(), "data", "ls").out()).contains("not here", server.commit());
    assertThat(assay(offline(), "data", "verify").status()).isZero();
    Commands.Result absent = assay(offline(), "data", "verify", PermutedChoice.SUITE);
    assertThat(absent.status()).isEqualTo(3);
    assertThat(absent.out()).contains("not here");
    Commands.Result got = assay(online(), "data", "get", PermutedChoice.SUITE);
    assertThat(got.status()).as(got.err()).isZero();
    Path file = Path.of(got.out().strip());
    assertThat(assay(offline(), "data", "ls").out()).contains(file.toString());
    assertThat(assay(offline(), "data", "verify").out()).contains("as published");
    Files.writeString(file.toRealPath(), "id,question\n");
    Commands.Result verified = assay(offline(), "data", "verify");
    assertThat(verified.status()).isEqualTo(3);
    assertThat(verified.out()).contains("differs", digest);
    assertThat(assay(online(), "data", "get", "other").err()).contains(PermutedChoice.SUITE);
  }
}
