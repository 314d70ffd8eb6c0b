package assay.harness.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.harness.run.Console;
import assay.harness.run.UsageException;
import assay.tasks.PublishedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Data and models by name, against a hub on this machine with the real one's addresses.
final class HubTest {
  private static final String DATA = "org/questions";
  private static final byte[] ROWS = random(200_000);

  @TempDir private Path folder;

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private HubServer server;

  @BeforeEach
  void start() throws IOException {
    server = new HubServer().with("datasets/" + DATA + "/data/test.parquet", ROWS);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private Hub hub(String... settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HF_ENDPOINT", server.endpoint());
    environment.put("HF_HOME", folder.toString());
    environment.put("OLLAMA_MODELS", folder.resolve("ollama").toString());
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    PrintStream err = new PrintStream(told, true, StandardCharsets.UTF_8);
    return new Hub(environment, new Console(err, err, false, false));
  }

  private PublishedData published(String digest) {
    return new PublishedData(
        DATA,
        server.commit(),
        List.of(PublishedData.File.of("data/test.parquet", digest)),
        List.of());
  }

  private PublishedData published() {
    return published(HubServer.sha256(ROWS));
  }

  @Test
  void aFileIsDownloadedOnceAndThenTakenFromTheCache() throws IOException {
    Path first = hub().data(published()).getFirst();
    int asked = server.requests().size();
    Path second = hub().data(published()).getFirst();
    assertThat(first).isEqualTo(second).hasBinaryContent(ROWS);
    assertThat(server.requests()).hasSize(asked);
    assertThat(told.toString(StandardCharsets.UTF_8))
        .contains("downloading", "data/test.parquet", "200 kB");
  }

  @Test
  void theCacheHasTheLayoutThatTheHubsOwnProgramsShare() throws IOException {
    Path file = hub().data(published()).getFirst();
    Path repository = folder.resolve("hub").resolve("datasets--org--questions");
    assertThat(file)
        .isEqualTo(repository.resolve("snapshots/" + server.commit() + "/data/test.parquet"))
        .isSymbolicLink();
    assertThat(file.toRealPath())
        .isEqualTo(repository.resolve("blobs").resolve(HubServer.sha256(ROWS)).toRealPath());
    assertThat(Files.readSymbolicLink(file).isAbsolute()).isFalse();
  }

  @Test
  void aFileThatAnotherProgramPutThereIsUsedWithoutAskingTheHub() throws IOException {
    Path repository = folder.resolve("hub/datasets--org--questions");
    Path blob = repository.resolve("blobs").resolve(HubServer.sha256(ROWS));
    Path file =
        repository.resolve("snapshots").resolve(server.commit()).resolve("data/test.parquet");
    Files.createDirectories(blob.getParent());
    Files.createDirectories(file.getParent());
    Files.write(blob, ROWS);
    Files.createSymbolicLink(file, file.getParent().relativize(blob));
    assertThat(hub("HF_HUB_OFFLINE", "1").data(published())).containsExactly(file);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aDownloadThatBreaksGoesOnWhereItWas() throws IOException {
    server.breaking(60_000, 3);
    assertThat(hub().data(published()).getFirst()).hasBinaryContent(ROWS);
    List<Integer> starts =
        server.requests().stream()
            .filter(request -> request.startsWith("GET store"))
            .map(request -> request.replaceFirst(".*?(bytes=(\\d+)-)?$", "0$2"))
            .map(Integer::valueOf)
            .toList();
    // A client may lose the last of what came before a connection broke, but nothing else.
    assertThat(starts).hasSize(4).startsWith(0).isSorted();
    assertThat(starts.getLast()).isPositive();
  }

  @Test
  void whatAnEarlierProcessLeftIsGoneOnWith() throws IOException {
    Path blobs = folder.resolve("hub/datasets--org--questions/blobs");
    Files.createDirectories(blobs);
    byte[] left = Arrays.copyOf(ROWS, 50_000);
    Files.write(blobs.resolve(HubServer.sha256(ROWS) + ".incomplete"), left);
    assertThat(hub().data(published()).getFirst()).hasBinaryContent(ROWS);
    assertThat(server.requests()).anyMatch(request -> request.endsWith("bytes=50000-"));
  }

  @Test
  void aConnectionThatNeverGetsFurtherEndsInAnErrorAndKeepsWhatCame() {
    server.breaking(0, Integer.MAX_VALUE);
    assertThatThrownBy(() -> hub().data(published()))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("data/test.parquet");
  }

  @Test
  void bytesThatAreNotTheAnnouncedOnesAreNotKept() throws IOException {
    server.lying();
    assertThatThrownBy(() -> hub().data(published()))
        .isInstanceOf(HubException.class)
        .hasMessageContaining(HubServer.sha256(ROWS))
        .hasMessageContaining("nothing was kept");
    try (Stream<Path> blobs = Files.list(folder.resolve("hub/datasets--org--questions/blobs"))) {
      assertThat(blobs).isEmpty();
    }
  }

  @Test
  void anotherRevisionsContentUnderThePinnedCommitIsRefusedBeforeItComes() {
    assertThatThrownBy(() -> hub().data(published("f".repeat(64))))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("f".repeat(64));
    assertThat(server.requests()).noneMatch(request -> request.startsWith("GET"));
  }

  @Test
  void theTokenIsShownToTheHubAloneAndNotToWhereItSendsOn() throws IOException {
    hub("HF_TOKEN", "hf_secret").data(published());
    assertThat(server.secretsAtHub()).containsOnly("Bearer hf_secret");
    assertThat(server.secretsAtStore()).isEmpty();
    assertThat(told.toString(StandardCharsets.UTF_8)).doesNotContain("hf_secret");
  }

  @Test
  void offlineSaysWhichFileToPutWhere() {
    assertThatThrownBy(() -> hub("HF_HUB_OFFLINE", "yes").data(published()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("snapshots/" + server.commit() + "/data/test.parquet")
        .hasMessageContaining("HF_HUB_OFFLINE");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aHubThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> hub("HF_ENDPOINT", "http://127.0.0.1:9").data(published()))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("http://127.0.0.1:9 cannot be reached");
  }

  @Test
  void anEndpointThatIsNoneIsRefusedWithoutRepeatingItWhereAHubIsNeeded() {
    for (String endpoint : List.of("http://a b", "hub", "ftp://hub", "http://user:sekret@hub")) {
      Hub hub = hub("HF_ENDPOINT", endpoint);
      assertThatThrownBy(() -> hub.data(published()))
          .as(endpoint)
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("HF_ENDPOINT")
          .hasMessageNotContaining("sekret");
    }
  }

  @Test
  void aMissingFileAndAGatedOneAreToldApart() {
    PublishedData missing =
        new PublishedData(
            DATA,
            server.commit(),
            List.of(new PublishedData.File("no.json", Optional.empty())),
            List.of());
    PublishedData gated =
        new PublishedData(
            "org/gated",
            server.commit(),
            List.of(new PublishedData.File("a.json", Optional.empty())),
            List.of());
    assertThatThrownBy(() -> hub().data(missing)).hasMessageContaining("has no such repository");
    assertThatThrownBy(() -> hub().data(gated)).hasMessageContaining("HF_TOKEN");
  }

  @RepeatedTest(10)
  void severalAtOnceDownloadOnce() throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Path>>> all =
          IntStream.range(0, 6)
              .mapToObj(i -> executor.submit(() -> hub().data(published())))
              .toList();
      for (Future<List<Path>> one : all) {
        assertThat(one.get().getFirst()).hasBinaryContent(ROWS);
      }
    }
    assertThat(server.requests().stream().filter(request -> request.startsWith("GET store")))
        .hasSize(1);
  }

  private Path model(Hub hub, String name) throws IOException {
    return hub.model(ModelName.parse(name));
  }

  private void ggufs() {
    for (String name :
        List.of(
            "m-q4_0.gguf",
            "m-q8_0.gguf",
            "m-fp16-00001-of-00002.gguf",
            "m-fp16-00002-of-00002.gguf",
            "mmproj-q8_0.gguf",
            "README.md")) {
      server.with("org/m-GGUF/" + name, random(2_000 + name.length()));
    }
  }

  @Test
  void aQuantizationChoosesOneFileOfARepositoryWithMany() throws IOException {
    ggufs();
    Path file = model(hub(), "hf:org/m-GGUF:Q8_0");
    assertThat(file).hasFileName("m-q8_0.gguf").hasBinaryContent(random(2_011));
    assertThat(model(hub("HF_HUB_OFFLINE", "1"), "hf:org/m-GGUF:q8_0")).isEqualTo(file);
    assertThat(folder.resolve("hub/models--org--m-GGUF/refs/main")).hasContent(server.commit());
  }

  @Test
  void aSplitFileComesWholeAndIsOpenedByItsFirstPart() throws IOException {
    ggufs();
    Path file = model(hub(), "hf:org/m-GGUF:fp16");
    assertThat(file).hasFileName("m-fp16-00001-of-00002.gguf");
    assertThat(file.resolveSibling("m-fp16-00002-of-00002.gguf")).exists();
  }

  @Test
  void aRepositoryWithManyFilesAsksWhichAndListsThem() {
    ggufs();
    assertThatThrownBy(() -> model(hub(), "hf:org/m-GGUF"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("hf:org/m-GGUF:QUANTIZATION")
        .hasMessageContaining("m-q4_0.gguf, m-q8_0.gguf");
    assertThatThrownBy(() -> model(hub(), "hf:org/m-GGUF:q5_k_m"))
        .hasMessageContaining("no GGUF file of that name")
        .hasMessageContaining("m-q8_0.gguf");
  }

  @Test
  void aCheckpointComesAsAFolderWithoutWhatTheEngineDoesNotRead() throws IOException {
    for (String name :
        List.of(
            "config.json",
            "tokenizer.json",
            "model.safetensors",
            "pytorch_model.bin",
            "README.md")) {
      server.with("org/m/" + name, random(500 + name.length()));
    }
    Path checkpoint = model(hub(), "hf:org/m@" + server.commit());
    try (Stream<Path> files = Files.list(checkpoint)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("config.json", "tokenizer.json", "model.safetensors");
    }
  }

  @Test
  void aModelOfOllamasStoreIsFoundByNameAndTag() throws IOException {
    Path store = folder.resolve("ollama");
    String digest = HubServer.sha256(ROWS);
    Path manifest = store.resolve("manifests/registry.ollama.ai/library/qwen2.5/0.5b");
    Files.createDirectories(manifest.getParent());
    Files.createDirectories(store.resolve("blobs"));
    Files.write(store.resolve("blobs/sha256-" + digest), ROWS);
    Files.writeString(
        manifest,
        """
        {"schemaVersion": 2, "layers": [
          {"mediaType": "application/vnd.ollama.image.license", "digest": "sha256:%s"},
          {"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:%s"}]}
        """
            .formatted("0".repeat(64), digest));
    assertThat(model(hub(), "ollama:qwen2.5:0.5b")).hasBinaryContent(ROWS);
    assertThatThrownBy(() -> model(hub(), "ollama:qwen2.5"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("qwen2.5:latest")
        .hasMessageContaining("ollama pull");
  }

  @Test
  void namesThatWouldLeaveTheCacheAreRefused() {
    for (String name :
        List.of(
            "hf:../x", "hf:org/../x", "hf:org/m@../../x", "ollama:../../x", "hf:a/b/c", "hf:")) {
      assertThatThrownBy(() -> ModelName.parse(name)).as(name).isInstanceOf(UsageException.class);
    }
  }
}
