package assay.harness.cache;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.run.CompletionRequest;
import assay.harness.run.Model;
import assay.results.CallFacts;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Digests;
import assay.results.Failure;
import assay.results.GenerationSettings;
import assay.results.Message;
import assay.results.ModelFacts;
import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.RunManifest.ModelIdentity;
import assay.tasks.TokenCounter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CachedModelTest {
  private static final GenerationSettings SETTINGS =
      new GenerationSettings(64, 0, 1, 0, 40, List.of("###"), 2);

  @TempDir private Path folder;

  /// Answers with its name and how often it was asked.
  private static final class Counting implements Model {
    private final AtomicInteger calls = new AtomicInteger();
    private final ModelIdentity identity;

    Counting(ModelIdentity identity) {
      this.identity = identity;
    }

    @Override
    public ModelIdentity identity() {
      return identity;
    }

    @Override
    public Outcome complete(CompletionRequest request) {
      int call = calls.incrementAndGet();
      return request.sampleId().equals("fails")
          ? new Failure(Cause.TIMEOUT, "late")
          : Completion.recorded("%s %d \ud83d".formatted(identity.name(), call));
    }

    @Override
    public int concurrency() {
      return 1;
    }

    @Override
    public Optional<TokenCounter> tokenCounter() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  private static ModelIdentity weights(String name, String digest) {
    return new ModelIdentity(
        name,
        Map.of("weights", digest),
        new ModelFacts.Endpoint("https://host/v1", name, "not reported"));
  }

  private static CompletionRequest ask(
      String id, int attempt, String prompt, GenerationSettings settings) {
    return new CompletionRequest(
        id, attempt, new Prompt.Chat(List.of(new Message("user", prompt))), settings);
  }

  @Test
  void theSameQuestionIsAskedOnceAndIsMarkedTheSecondTime() throws Exception {
    Counting model = new Counting(weights("a", "1"));
    Completion first = complete(model, ask("1", 0, "2+2?", SETTINGS));
    Completion second = complete(model, ask("1", 0, "2+2?", SETTINGS));
    assertThat(model.calls).hasValue(1);
    assertThat(first.call()).isEmpty();
    assertThat(second.text()).isEqualTo(first.text()).endsWith("\ud83d");
    assertThat(second.call()).contains(CallFacts.UNKNOWN.fromCache());
  }

  @Test
  void anotherQuestionOfAnyKindIsAsked() throws Exception {
    Counting model = new Counting(weights("a", "1"));
    List<CompletionRequest> requests =
        List.of(
            ask("1", 0, "2+2?", SETTINGS),
            ask("1", 1, "2+2?", SETTINGS),
            ask("1", 0, "2+2? ", SETTINGS),
            new CompletionRequest("1", 0, new Prompt.Text("2+2?"), SETTINGS),
            ask("1", 0, "2+2?", new GenerationSettings(65, 0, 1, 0, 40, List.of("###"), 2)),
            ask("1", 0, "2+2?", new GenerationSettings(64, 0.5, 1, 0, 40, List.of("###"), 2)),
            ask("1", 0, "2+2?", new GenerationSettings(64, 0, 0.5, 0, 40, List.of("###"), 2)),
            ask("1", 0, "2+2?", new GenerationSettings(64, 0, 1, 3, 40, List.of("###"), 2)),
            ask("1", 0, "2+2?", new GenerationSettings(64, 0, 1, 0, 41, List.of("###"), 2)),
            ask("1", 0, "2+2?", new GenerationSettings(64, 0, 1, 0, 40, List.of(), 2)));
    for (CompletionRequest request : requests) {
      complete(model, request);
    }
    assertThat(model.calls).hasValue(requests.size());
    for (CompletionRequest request : requests) {
      complete(model, request);
    }
    assertThat(model.calls).hasValue(requests.size());
  }

  @Test
  void noModelAnswersForAnother() throws Exception {
    List<ModelIdentity> identities =
        List.of(
            weights("a", "1"),
            weights("a", "2"),
            weights("b", "1"),
            new ModelIdentity(
                "a",
                Map.of("weights", "1"),
                new ModelFacts.Endpoint("https://other/v1", "a", "not reported")),
            new ModelIdentity(
                "a",
                Map.of("weights", "1"),
                new ModelFacts.Endpoint(
                    "https://host/v1", "a", "not reported", Map.of("body effort", "low"))),
            new ModelIdentity(
                "a", Map.of("weights", "1"), new ModelFacts.Recording("x", Map.of())));
    for (ModelIdentity identity : identities) {
      Counting model = new Counting(identity);
      complete(model, ask("1", 0, "2+2?", SETTINGS));
      assertThat(model.calls).as("%s", identity).hasValue(1);
    }
  }

  @Test
  void anotherBuildOfTheEngineAnswersForItself() throws Exception {
    Counting model = new Counting(weights("a", "1"));
    for (String code : List.of("one", "another", "one")) {
      try (CachedModel cached = cached(model, code)) {
        cached.complete(ask("1", 0, "2+2?", SETTINGS));
      }
    }
    assertThat(model.calls).hasValue(2);
    Path code = Files.createDirectories(folder.resolve("classes"));
    Files.writeString(code.resolve("A.class"), "1");
    String before = EngineBuild.of(code);
    assertThat(EngineBuild.of(code)).isEqualTo(before);
    Files.writeString(code.resolve("A.class"), "2");
    assertThat(EngineBuild.of(code)).isNotEqualTo(before);
    assertThat(EngineBuild.digest()).hasSize(64);
  }

  @Test
  void aPromptWithHalfAPairIsAskedOnce() throws Exception {
    Counting model = new Counting(weights("a", "1"));
    complete(model, ask("1", 0, "cut \ud83d", SETTINGS));
    complete(model, ask("1", 0, "cut \ud83d", SETTINGS));
    complete(model, ask("1", 0, "cut ?", SETTINGS));
    assertThat(model.calls).hasValue(2);
  }

  @Test
  void aFailureIsAskedAgain() throws Exception {
    Counting model = new Counting(weights("a", "1"));
    CompletionRequest failing = ask("fails", 0, "2+2?", SETTINGS);
    try (CachedModel cached = cached(model)) {
      assertThat(cached.complete(failing)).isInstanceOf(Failure.class);
      assertThat(cached.complete(failing)).isInstanceOf(Failure.class);
    }
    assertThat(model.calls).hasValue(2);
  }

  @Test
  void aDamagedFileIsComputedAnewAndFound() throws Exception {
    Counting model = new Counting(weights("a", "1"));
    complete(model, ask("1", 0, "2+2?", SETTINGS));
    complete(model, ask("2", 0, "3+3?", SETTINGS));
    CompletionCache cache = new CompletionCache(folder);
    Path file = cache.entries().getFirst().file();
    byte[] bytes = Files.readAllBytes(file);
    List<byte[]> damages = new ArrayList<>();
    damages.add(new byte[0]);
    damages.add("nonsense".getBytes(StandardCharsets.UTF_8));
    damages.add(Arrays.copyOf(bytes, bytes.length / 2));
    byte[] flipped = bytes.clone();
    flipped[bytes.length / 2] ^= 1;
    damages.add(flipped);
    damages.add(Files.readAllBytes(cache.entries().get(1).file()));
    int calls = 2;
    for (byte[] damage : damages) {
      Files.write(file, damage);
      assertThat(cache.model(cache.entries().getFirst())).isEmpty();
      complete(model, ask("1", 0, "2+2?", SETTINGS));
      complete(model, ask("2", 0, "3+3?", SETTINGS));
      calls++;
      assertThat(model.calls).hasValue(calls);
    }
  }

  @Test
  void whatEarlierVersionsKeptIsFound() throws Exception {
    Counting model = new Counting(weights("a", "1"));
    complete(model, ask("1", 0, "2+2?", SETTINGS));
    CompletionCache cache = new CompletionCache(folder);
    Path file = cache.entries().getFirst().file();
    String[] lines = Files.readString(file).split("\n", -1);
    String content = lines[0] + "\n" + lines[1] + "\n";
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write((content + Digests.ofText(content) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    Files.write(file, zipped.toByteArray());
    assertThat(cache.model(cache.entries().getFirst())).contains("a");
    complete(model, ask("1", 0, "2+2?", SETTINGS));
    assertThat(model.calls).hasValue(1);
  }

  @Test
  void longTextsAreKeptSmall() throws Exception {
    Counting model = new Counting(weights("a", "1"));
    String prompt = "one line of many examples\n".repeat(1_000);
    complete(model, ask("1", 0, prompt, SETTINGS));
    complete(model, ask("1", 0, prompt, SETTINGS));
    assertThat(model.calls).hasValue(1);
    assertThat(new CompletionCache(folder).entries().getFirst().bytes()).isLessThan(4_096);
  }

  @Test
  void whatWasUsedLongestAgoGoesFirst() throws Exception {
    Counting model = new Counting(weights("a", "1"));
    for (int i = 0; i < 5; i++) {
      complete(model, ask("1", 0, "question " + i, SETTINGS));
    }
    CompletionCache cache = new CompletionCache(folder);
    List<CacheEntry> entries = cache.entries();
    for (int i = 0; i < entries.size(); i++) {
      Files.setLastModifiedTime(
          entries.get(i).file(),
          FileTime.from(Instant.parse("2026-01-0%dT00:00:00Z".formatted(i + 1))));
    }
    long three = entries.subList(2, 5).stream().mapToLong(CacheEntry::bytes).sum();
    assertThat(cache.prune(three, Instant.EPOCH))
        .extracting(CacheEntry::file)
        .containsExactly(entries.get(0).file(), entries.get(1).file());
    assertThat(cache.prune(Long.MAX_VALUE, Instant.parse("2026-01-04T00:00:00Z")))
        .extracting(CacheEntry::file)
        .containsExactly(entries.get(2).file());
    assertThat(cache.entries()).hasSize(2);
  }

  @Test
  void manyAtOnceNeverSeeHalfAFile() throws Exception {
    Counting model = new Counting(weights("a", "1"));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> tasks = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        CompletionRequest request = ask("1", 0, "question " + i % 7, SETTINGS);
        // Each has its own view of the folder, as another process would.
        tasks.add(() -> complete(model, request).text());
      }
      for (Future<String> text : threads.invokeAll(tasks)) {
        assertThat(text.get()).startsWith("a ");
      }
    }
    CompletionCache cache = new CompletionCache(folder);
    assertThat(cache.entries()).hasSize(7);
    for (CacheEntry entry : cache.entries()) {
      assertThat(cache.model(entry)).contains("a");
    }
  }

  @Test
  void aFolderThatCannotBeUsedCostsAWarningOnly() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    Counting model = new Counting(weights("a", "1"));
    try (CachedModel cached =
        new CachedModel(model, model.identity(), "", new CompletionCache(file), Long.MAX_VALUE)) {
      assertThat(cached.complete(ask("1", 0, "2+2?", SETTINGS))).isInstanceOf(Completion.class);
      assertThat(cached.news()).singleElement().asString().contains("is not used");
      assertThat(cached.news()).isEmpty();
    }
  }

  @Test
  void aServerNearbyAndARecordingAreNotKeptUnasked() {
    assertThat(CachePlace.unasked(endpoint("http://127.0.0.1:8080/v1"))).isFalse();
    assertThat(CachePlace.unasked(endpoint("http://192.168.1.7/v1"))).isFalse();
    assertThat(CachePlace.unasked(endpoint("https://8.8.8.8/v1"))).isTrue();
    assertThat(CachePlace.unasked(new ModelFacts.Recording("x", Map.of()))).isFalse();
    assertThat(CachePlace.standard(Map.of("HOME", "/home/me")))
        .contains(Path.of("/home/me/.cache/assay/completions"));
    assertThat(CachePlace.standard(Map.of("XDG_CACHE_HOME", "/c")))
        .contains(Path.of("/c/assay/completions"));
    assertThat(CachePlace.standard(Map.of("ASSAY_CACHE", "off"))).isEmpty();
    assertThat(CachePlace.standard(Map.of("ASSAY_CACHE", "/mine"))).contains(Path.of("/mine"));
  }

  private static ModelFacts endpoint(String address) {
    return new ModelFacts.Endpoint(address, "m", "not reported");
  }

  private Completion complete(Model model, CompletionRequest request) throws Exception {
    try (CachedModel cached = cached(model)) {
      return (Completion) cached.complete(request);
    }
  }

  private CachedModel cached(Model model) {
    return cached(model, "");
  }

  private CachedModel cached(Model model, String code) {
    return new CachedModel(
        model, model.identity(), code, new CompletionCache(folder), Long.MAX_VALUE);
  }
}
