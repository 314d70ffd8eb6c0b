package assay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.cache.CacheFullException;
import assay.engine.config.CacheType;
import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.Sampling;
import assay.engine.decoding.TokenDecoder;
import assay.engine.kernels.KernelSelector;
import assay.engine.kernels.Kernels;
import assay.engine.schedule.Forecast;
import assay.engine.schedule.PromptList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Many requests at once: the same bits as one at a time, and no prefix computed twice.
@Timeout(300)
final class EngineTest {
  private static final TokenDecoder LETTERS = token -> new byte[] {(byte) ('A' + token % 26)};

  /// Grouped heads, windows and caps, latent attention with experts, ALiBi.
  private static final List<String> MODELS = List.of("qwen2", "gemma3", "deepseek2", "bloom");

  static Stream<Arguments> schedules() {
    return KernelSelector.available().stream()
        .map(Kernels::name)
        .flatMap(
            kernels ->
                MODELS.stream()
                    .flatMap(
                        model -> seeds(kernels).map(seed -> Arguments.of(model, kernels, seed))));
  }

  /// Plain loops are slow.
  private static Stream<Long> seeds(String kernels) {
    return kernels.equals("scalar") ? Stream.of(1L) : Stream.of(1L, 2L, 3L, 4L);
  }

  /// Requests that share prefixes, in a random order from three threads, some of them announced,
  /// with random numbers of threads and places, in a cache that holds little more than the longest
  /// of them or many; some are given up, before they begin or amid their tokens.
  @ParameterizedTest(name = "{0}, {1}, seed {2}")
  @MethodSource("schedules")
  void givesTheSameBitsWhateverIsComputedBeside(String name, String kernels, long seed)
      throws IOException {
    GoldenModel golden = GoldenModel.direct(name);
    Random random = new Random(seed);
    CacheType type = List.of(CacheType.F32, CacheType.F16, CacheType.Q8_0).get((int) (seed % 3));
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      jobs.add(Job.draw(golden.tokens(), random));
    }
    LoadOptions alone = options(kernels, 1, type);
    for (Job job : jobs) {
      try (LanguageModel model = ModelLoader.open(golden.file(), alone)) {
        job.expected = job.run(model.engine()).await();
      }
    }
    int pages = random.nextBoolean() ? 4 : 40;
    long bytes = pages * pageBytes(golden, type);
    LoadOptions drawn =
        options(kernels, 1 + random.nextInt(3), type)
            .holding(1 + random.nextInt(6), OptionalLong.of(bytes));
    Collections.shuffle(jobs, random);
    try (LanguageModel model = ModelLoader.open(golden.file(), drawn);
        ExecutorService threads = Executors.newFixedThreadPool(3)) {
      model.engine().expect(announced(jobs, random));
      List<Future<Run>> runs = new ArrayList<>();
      for (Job job : jobs) {
        runs.add(threads.submit(() -> job.run(model.engine())));
        int given = random.nextInt(4);
        int tokens = random.nextInt(20);
        if (given == 0) {
          Future<?> _ = threads.submit(() -> job.run(model.engine()).ticket.join().cancel());
        } else if (given == 1) {
          Future<?> _ = threads.submit(() -> job.run(model.engine(), new Run(tokens)));
        }
      }
      for (int i = 0; i < jobs.size(); i++) {
        assertThat(get(runs.get(i)).await().heard())
            .as("job %d of seed %d", i, seed)
            .isEqualTo(jobs.get(i).expected.heard());
      }
    }
  }

  private static Forecast announced(List<Job> jobs, Random random) {
    PromptList prompts = new PromptList();
    for (Job job : jobs) {
      if (random.nextBoolean()) {
        prompts.add(job.request.tokens(), 1 + random.nextInt(3));
      }
    }
    return prompts.forecast();
  }

  private static Run get(Future<Run> run) {
    try {
      return run.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long pageBytes(GoldenModel golden, CacheType type) throws IOException {
    try (LanguageModel model = ModelLoader.open(golden.file(), options("scalar", 1, type))) {
      // Planes of a page are rounded up to whole cache lines; scales of short heads are not.
      return 64 * model.kvBytesPerToken() * 5 / 4 + 4096;
    }
  }

  /// A request, and what came of it alone.
  private static final class Job {
    private final Request request;
    private Run expected = new Run();

    Job(Request request) {
      this.request = request;
    }

    /// A front of the model's tokens, then some that are drawn.
    static Job draw(int[] tokens, Random random) {
      int[] drawn = Arrays.copyOf(tokens, 20 + random.nextInt(90));
      int shared = random.nextInt(drawn.length);
      for (int i = shared; i < drawn.length; i++) {
        drawn[i] = tokens[random.nextInt(tokens.length)];
      }
      if (random.nextInt(3) == 0) {
        return new Job(new Request.Score(drawn, random.nextInt(drawn.length)));
      }
      // Some outgrow the page that they are given ahead, and have others give theirs up.
      int most = random.nextInt(3) == 0 ? 70 + random.nextInt(50) : 1 + random.nextInt(30);
      DecodingOptions greedy = DecodingOptions.greedy(most);
      DecodingOptions options =
          random.nextBoolean() ? greedy : greedy.sampling(Sampling.at(1, random.nextInt(100)));
      return new Job(new Request.Continue(drawn, options, LETTERS, 1 + random.nextInt(3)));
    }

    Run run(Engine engine) {
      return run(engine, new Run());
    }

    Run run(Engine engine, Run run) {
      run.ticket.complete(engine.submit(request, run));
      return run;
    }
  }

  /// What a listener heard.
  private static final class Run implements Listener {
    private final List<Object> rows = new CopyOnWriteArrayList<>();
    private final List<List<Integer>> texts = new ArrayList<>(Collections.nCopies(3, List.of()));
    private final List<List<Integer>> tokens =
        IntStream.range(0, 3).<List<Integer>>mapToObj(_ -> new CopyOnWriteArrayList<>()).toList();
    private final List<Generation> generations = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Ticket> ticket = new CompletableFuture<>();
    private final AtomicInteger left; // tokens until it gives itself up

    Run() {
      this(Integer.MAX_VALUE);
    }

    Run(int tokensWanted) {
      left = new AtomicInteger(tokensWanted);
    }

    @Override
    public void token(int attempt, int token) {
      tokens.get(attempt).add(token);
      if (left.getAndDecrement() == 0) {
        CompletableFuture<Void> _ = ticket.thenAccept(Ticket::cancel);
      }
    }

    @Override
    public void row(int index, float[] logits) {
      rows.add(index);
      rows.add(Arrays.hashCode(logits));
    }

    @Override
    public void finished(int attempt, Generation generation) {
      texts.set(attempt, generation.tokens());
      generations.add(generation);
    }

    Run await() {
      ticket.join().await();
      assertThat(texts).as("the tokens told one by one are those of the text").isEqualTo(tokens);
      return this;
    }

    List<Object> heard() {
      return List.of(rows, texts);
    }
  }

  @Test
  void computesASharedPrefixOnce() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2");
    try (LanguageModel model = ModelLoader.open(golden.file(), options("auto", 2, CacheType.F32))) {
      List<Run> runs = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int[] prompt = Arrays.copyOf(golden.tokens(), 100);
        prompt[98] = i;
        runs.add(generate(model, prompt, DecodingOptions.greedy(20), 2));
      }
      int computed = 0;
      for (Run run : runs) {
        run.await();
        for (Generation generation : run.generations) {
          computed += generation.promptTokens() - generation.reusedTokens();
        }
      }
      assertThat(computed).isEqualTo(98 + 8 * 2);
    }
  }

  /// Four pages of 64 positions: the two sequences fit at first, and not to their ends.
  @Test
  void goesOnWithASequenceThatHadToGiveItsPagesUp() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2");
    int[] first = Arrays.copyOf(golden.tokens(), 60);
    int[] second = Arrays.copyOfRange(golden.tokens(), 40, 100);
    DecodingOptions options = DecodingOptions.greedy(140);
    Generation alone;
    try (LanguageModel model = ModelLoader.open(golden.file(), options("auto", 1, CacheType.F32))) {
      alone = model.generate(second, options, LETTERS);
    }
    LoadOptions small =
        options("auto", 2, CacheType.F32)
            .holding(4, OptionalLong.of(4 * 64 * 512)); // 512 bytes a position
    try (LanguageModel model = ModelLoader.open(golden.file(), small)) {
      Run old = generate(model, first, options, 1);
      Run young = generate(model, second, options, 1);
      assertThat(old.await().texts.getFirst()).hasSize(140);
      assertThat(young.await().texts.getFirst()).isEqualTo(alone.tokens());
      assertThat(model.engine().work().tokens())
          .as("with what was computed again")
          .isGreaterThan(2 * (60 + 139));
    }
  }

  @Test
  void saysThatTheCacheIsTooSmallForASequence() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2");
    LoadOptions small = options("auto", 1, CacheType.F32).holding(4, OptionalLong.of(2 * 64 * 512));
    try (LanguageModel model = ModelLoader.open(golden.file(), small)) {
      int[] prompt = Arrays.copyOf(golden.tokens(), 60);
      assertThatThrownBy(() -> model.generate(prompt, DecodingOptions.greedy(100), LETTERS))
          .isInstanceOf(CacheFullException.class)
          .hasMessage(
              "the KV cache is full with 128 positions of one sequence\n"
                  + "  expected at most 128, which is what its memory holds. "
                  + "Give it more memory, or generate fewer tokens");
      assertThat(model.generate(prompt, DecodingOptions.greedy(10), LETTERS).tokens()).hasSize(10);
    }
  }

  @Test
  void givesUpWhatIsCancelledAndGoesOnWithTheRest() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2");
    try (LanguageModel model = ModelLoader.open(golden.file(), options("auto", 2, CacheType.F32))) {
      Run cancelled = generate(model, golden.prompt(), DecodingOptions.greedy(1500), 3);
      Run kept = generate(model, golden.prompt(), DecodingOptions.greedy(16), 1);
      Ticket ticket = cancelled.ticket.join();
      ticket.cancel();
      assertThatThrownBy(ticket::await).isInstanceOf(CancellationException.class);
      assertThat(kept.await().texts.getFirst())
          .containsExactlyElementsOf(Arrays.stream(golden.greedy()).boxed().toList());
    }
  }

  @Test
  void endsOnlyTheRequestWhoseListenerFails() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2");
    try (LanguageModel model = ModelLoader.open(golden.file(), options("auto", 2, CacheType.F32))) {
      Run kept = generate(model, golden.prompt(), DecodingOptions.greedy(16), 1);
      Listener failing =
          new Listener() {
            @Override
            public void row(int index, float[] logits) {
              throw new IllegalStateException("row " + index);
            }
          };
      Ticket failed = model.engine().submit(new Request.Score(golden.prompt(), 7), failing);
      assertThatThrownBy(failed::await).hasMessage("row 7");
      assertThat(kept.await().texts.getFirst()).hasSize(16);
    }
  }

  @Test
  void endsRequestsWhenItIsClosed() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2");
    LanguageModel model = ModelLoader.open(golden.file(), options("auto", 2, CacheType.F32));
    Run run = generate(model, golden.prompt(), DecodingOptions.greedy(1500), 1);
    model.close();
    assertThatThrownBy(run.ticket.join()::await).hasMessage("the engine is closed");
    Run late = generate(model, golden.prompt(), DecodingOptions.greedy(1), 1);
    assertThatThrownBy(late.ticket.join()::await).hasMessage("the engine is closed");
  }

  private static Run generate(
      LanguageModel model, int[] prompt, DecodingOptions options, int attempts) {
    Run run = new Run();
    Request request = new Request.Continue(prompt, options, LETTERS, attempts);
    run.ticket.complete(model.engine().submit(request, run));
    return run;
  }

  private static LoadOptions options(String kernels, int threads, CacheType type) {
    return new LoadOptions(kernels, threads, OptionalInt.empty(), Optional.empty(), type);
  }
}
