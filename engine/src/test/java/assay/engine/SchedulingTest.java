package assay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.cache.EntryRangeException;
import assay.engine.config.CacheType;
import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.TokenDecoder;
import assay.engine.format.DType;
import assay.engine.format.GgufWriter;
import assay.engine.format.MalformedModelException;
import assay.engine.format.Shape;
import assay.engine.kernels.KernelSelector;
import assay.engine.schedule.Forecast;
import assay.engine.schedule.PromptList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Which sequences are computed when, in a cache that has no room for all of them.
@Timeout(120)
final class SchedulingTest {
  private static final TokenDecoder NO_TEXT = _ -> new byte[0];
  private static final int PAGE = 64;
  private static final long PAGE_BYTES = PAGE * 512; // of the golden model qwen2

  @TempDir private Path folder;

  /// Two sequences of three pages fit. Begun all at once, they would take each other's pages away
  /// and compute the same tokens again and again.
  @Test
  void beginsNoMoreThanFitsTheCache() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2");
    try (LanguageModel model = open(golden, 6, 8)) {
      List<Ticket> tickets = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        tickets.add(model.engine().submit(generate(own(100, i), 60), new Listener() {}));
      }
      tickets.forEach(Ticket::await);
      // The last token is chosen and not computed; two prompts may begin with an equal token.
      assertThat(model.engine().work().tokens()).isBetween(12 * 155L, 12 * 159L);
    }
  }

  @Test
  void shortPromptsDoNotKeepALongOneWaiting() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2");
    List<Integer> ends = Collections.synchronizedList(new ArrayList<>());
    try (LanguageModel model = open(golden, 8, 8)) {
      List<Ticket> tickets = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        int number = i;
        int length = i == 8 ? 430 : 50;
        Listener listener =
            new Listener() {
              @Override
              public void finished(int attempt, Generation generation) {
                ends.add(number);
              }
            };
        tickets.add(model.engine().submit(generate(own(length, i), 10), listener));
      }
      tickets.forEach(Ticket::await);
    }
    assertThat(ends.indexOf(8)).isEqualTo(8);
  }

  @Test
  void aTokenInCommonIsNotWorthWaitingFor() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2");
    try (LanguageModel model = open(golden, 100, 16)) {
      Blocker blocker = new Blocker(model);
      List<Ticket> tickets = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        int[] prompt = own(20, i);
        prompt[0] = 1;
        tickets.add(model.engine().submit(generate(prompt, 1), new Listener() {}));
      }
      blocker.release();
      tickets.forEach(Ticket::await);
      assertThat(model.engine().work()).isEqualTo(new Engine.Work(2, 1 + 7 * 20));
    }
  }

  /// A request that keeps the engine in its step, so that what is submitted meanwhile comes at
  /// once.
  private static final class Blocker implements Listener {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final Ticket ticket;

    Blocker(LanguageModel model) {
      ticket = model.engine().submit(new Request.Score(new int[] {0}, 0), this);
      awaitQuietly(reached);
    }

    @Override
    public void row(int index, float[] logits) {
      reached.countDown();
      awaitQuietly(released);
    }

    void release() {
      released.countDown();
      ticket.await();
    }

    private static void awaitQuietly(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// One page is free beside what two sequences use. The beginning that is announced stays, though
  /// others were used later.
  @Test
  void keepsWhatAnnouncedPromptsBeginWith() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2");
    int[] front = own(2 * PAGE, 1);
    try (LanguageModel model = open(golden, 6, 1)) {
      PromptList prompts = new PromptList();
      prompts.add(behind(front, 20, 0), 1);
      prompts.add(behind(front, 20, 1), 1);
      Forecast forecast = prompts.forecast();
      model.engine().expect(forecast);
      assertThat(reused(model, behind(front, 20, 0))).isZero();
      for (int i = 0; i < 6; i++) {
        assertThat(reused(model, own(120, 10 + i))).isLessThan(PAGE);
      }
      assertThat(reused(model, behind(front, 20, 1))).isEqualTo(2 * PAGE);
      forecast.answered(behind(front, 20, 0), 0);
      forecast.answered(behind(front, 20, 1), 2 * PAGE);
      assertThat(forecast.shareableTokens()).isEqualTo(2 * PAGE);
      assertThat(forecast.savedTokens()).isEqualTo(2 * PAGE);
      for (int i = 0; i < 6; i++) {
        assertThat(reused(model, own(120, 20 + i))).isLessThan(PAGE);
      }
      assertThat(reused(model, behind(front, 20, 2))).as("nobody waits for it now").isZero();
    }
  }

  @Test
  void ordersPromptsByWhatTheyBeginWithAndElseLeavesThem() {
    PromptList prompts = new PromptList();
    int[] first = own(40, 1);
    int[] second = own(50, 2);
    prompts.add(behind(first, 30, 0), 1);
    prompts.add(behind(second, 30, 1), 1);
    prompts.add(own(5, 3), 1);
    prompts.add(behind(first, 30, 2), 1);
    prompts.add(behind(second, 30, 3), 2);
    prompts.add(own(5, 4), 1);
    prompts.add(behind(first, 30, 4), 1);
    Forecast forecast = prompts.forecast();
    // Those that are shorter than a block come first: nothing of them is shared.
    assertThat(forecast.order()).containsExactly(2, 5, 0, 3, 6, 1, 4);
    // Two blocks of the first front twice more, three of the second, and of prompt 4 two once more.
    assertThat(forecast.shareableTokens()).isEqualTo(16 * (2 * 2 + 3 * 2 + 1));
  }

  /// Token 3 gives a key of 800000 in the first layer, all others give 0.
  @Test
  void endsOnlyTheSequenceWhoseKeysDoNotFitTheCache() throws IOException {
    Path file = folder.resolve("overflow.gguf");
    GgufWriter writer =
        new TinyModel()
            .without("token_embd.weight")
            .without("blk.0.attn_k.weight")
            .writer(DType.F32);
    int width = TinyModel.MODEL_DIM;
    Random random = new Random(5);
    float[] embedding = new float[TinyModel.VOCAB * width];
    for (int i = 0; i < embedding.length; i++) {
      embedding[i] = i % width == 0 ? 0 : random.nextFloat() - 0.5f;
    }
    Arrays.fill(embedding, 3 * width, 4 * width, 0);
    embedding[3 * width] = 1;
    float[] keys = new float[32 * width];
    keys[0] = 1e5f;
    writer.tensor(
        "token_embd.weight", DType.F32, Shape.of(TinyModel.VOCAB, width), () -> embedding);
    writer.tensor("blk.0.attn_k.weight", DType.F32, Shape.of(32, width), () -> keys);
    writer.write(file);
    LoadOptions options =
        new LoadOptions("auto", 2, OptionalInt.empty(), Optional.empty(), CacheType.F16);
    try (LanguageModel model = ModelLoader.open(file, options)) {
      int[] good = {1, 2, 4, 5};
      List<Integer> alone = model.generate(good, DecodingOptions.greedy(3), NO_TEXT).tokens();
      List<Generation> beside = new ArrayList<>();
      Blocker blocker = new Blocker(model);
      Ticket bad = model.engine().submit(generate(new int[] {1, 2, 3}, 3), new Listener() {});
      Ticket kept =
          model
              .engine()
              .submit(
                  generate(good, 3),
                  new Listener() {
                    @Override
                    public void finished(int attempt, Generation generation) {
                      beside.add(generation);
                    }
                  });
      blocker.release();
      assertThatThrownBy(bad::await)
          .isInstanceOf(EntryRangeException.class)
          .hasMessageContaining("a key or value does not fit the cache's type");
      kept.await();
      assertThat(beside.getFirst().tokens()).isEqualTo(alone);
    }
  }

  @Test
  void aModelThatCannotBeOpenedLeavesNoMemoryBehind() throws IOException {
    Assumptions.assumeTrue(
        KernelSelector.machineObstacle().isEmpty(), "skipped: no packed weights here");
    Path file = folder.resolve("broken.gguf");
    new TinyModel().without("blk.1.ffn_down.weight").writer(DType.Q8_0).write(file);
    long before = virtualKilobytes();
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> ModelLoader.open(file, LoadOptions.defaults()))
          .isInstanceOf(MalformedModelException.class);
    }
    // A slab of 18 MiB each would be 1.8 million.
    assertThat(virtualKilobytes() - before).isLessThan(400_000);
  }

  private static long virtualKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmSize:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  /// A step of the plain loops takes seconds, a layer a fortieth of that.
  @Test
  void closesBetweenTwoLayersOfAStep() throws Exception {
    Path file = SlowModel.write(folder.resolve("slow.gguf"));
    LanguageModel model = ModelLoader.open(file, new LoadOptions("scalar", 2, OptionalInt.empty()));
    int[] prompt = IntStream.range(0, 60).toArray();
    Ticket ticket = model.engine().submit(generate(prompt, 1), new Listener() {});
    Thread.sleep(300);
    long start = System.nanoTime();
    model.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThatThrownBy(ticket::await).hasMessage("the engine is closed");
  }

  @Test
  void aStepThatNobodyWaitsForIsGivenUp() throws Exception {
    Path file = SlowModel.write(folder.resolve("slow.gguf"));
    try (LanguageModel model =
        ModelLoader.open(file, new LoadOptions("scalar", 2, OptionalInt.empty()))) {
      Ticket cancelled =
          model.engine().submit(generate(IntStream.range(0, 60).toArray(), 1), new Listener() {});
      Thread.sleep(300);
      cancelled.cancel();
      model.engine().submit(generate(new int[] {1}, 1), new Listener() {}).await();
      // What was given up is not counted.
      assertThat(model.engine().work()).isEqualTo(new Engine.Work(1, 1));
    }
  }

  private static int reused(LanguageModel model, int[] prompt) {
    return model.generate(prompt, DecodingOptions.greedy(1), NO_TEXT).reusedTokens();
  }

  private static Request generate(int[] prompt, int tokens) {
    return new Request.Continue(prompt, DecodingOptions.greedy(tokens), NO_TEXT, 1);
  }

  /// Returns tokens that no other number has in common, beyond one or two.
  private static int[] own(int length, int number) {
    return new Random(number).ints(length, 5, 200).toArray();
  }

  private static int[] behind(int[] front, int length, int number) {
    int[] all = Arrays.copyOf(front, front.length + length);
    System.arraycopy(own(length, 1000 + number), 0, all, front.length, length);
    return all;
  }

  private static LanguageModel open(GoldenModel golden, int pages, int sequences)
      throws IOException {
    LoadOptions options =
        new LoadOptions("auto", 2, OptionalInt.empty(), Optional.empty(), CacheType.F32)
            .holding(sequences, OptionalLong.of(pages * PAGE_BYTES));
    return ModelLoader.open(golden.file(), options);
  }
}
