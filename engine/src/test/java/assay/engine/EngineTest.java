package assay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.cache.CacheFullException;
import assay.engine.config.CacheType;
import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.Sampling;
import assay.engine.decoding.TokenDecoder;
import assay.engine.decoding.TokenLogprobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many requests at once: the same bits as one at a time, and no prefix computed twice.
@Timeout(300)
final class EngineTest {
  private static final TokenDecoder LETTERS = token -> new byte[] {(byte) ('A' + token % 26)};

  @Test
  void computesASharedPrefixOnce() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2");
    try (LanguageModel model = ModelLoader.open(golden.file(), options("auto", 2, CacheType.F32))) {
      List<HeardRun> runs = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int[] prompt = Arrays.copyOf(golden.tokens(), 100);
        prompt[98] = i;
        runs.add(generate(model, prompt, DecodingOptions.greedy(20), 2));
      }
      int computed = 0;
      for (HeardRun run : runs) {
        run.await();
        for (Generation generation : run.generations()) {
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
      HeardRun old = generate(model, first, options, 1);
      HeardRun young = generate(model, second, options, 1);
      assertThat(old.await().texts().getFirst()).hasSize(140);
      assertThat(young.await().texts().getFirst()).isEqualTo(alone.tokens());
      assertThat(model.engine().work().tokens())
          .as("with what was computed again")
          .isGreaterThan(2 * (60 + 139));
    }
  }

  @Test
  void tellsWhatIsUnderWayWhileTheFirstStepIsComputed() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2");
    try (LanguageModel model = ModelLoader.open(golden.file(), options("auto", 2, CacheType.F32))) {
      List<Engine.Occupancy> seen = Collections.synchronizedList(new ArrayList<>());
      Listener listener =
          new Listener() {
            @Override
            public void token(int attempt, int token, Optional<TokenLogprobs> logprobs) {
              seen.add(model.engine().occupancy());
            }
          };
      int[] prompt = Arrays.copyOf(golden.tokens(), 100); // two pages of 64 positions
      model
          .engine()
          .submit(new Request.Continue(prompt, DecodingOptions.greedy(1), LETTERS, 1), listener)
          .await();
      assertThat(seen).extracting(Engine.Occupancy::running).containsExactly(1);
      assertThat(seen).extracting(Engine.Occupancy::pagesInUse).containsExactly(2);
    }
  }

  /// The threads of the engine read the logits of several attempts side by side.
  @Test
  void tellsTheTokensOfSeveralAttemptsOneAtATime() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2");
    int attempts = 4;
    List<List<TokenLogprobs>> told = new ArrayList<>();
    List<List<TokenLogprobs>> whole = new ArrayList<>();
    for (int i = 0; i < attempts; i++) {
      told.add(new ArrayList<>());
      whole.add(List.of());
    }
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Listener listener =
        new Listener() {
          @Override
          public void token(int attempt, int token, Optional<TokenLogprobs> logprobs) {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            LockSupport.parkNanos(1_000); // so that another thread would be seen
            told.get(attempt).add(logprobs.orElseThrow());
            inside.decrementAndGet();
          }

          @Override
          public void finished(int attempt, Generation generation) {
            whole.set(attempt, generation.logprobs());
          }
        };
    DecodingOptions options =
        DecodingOptions.greedy(60).sampling(Sampling.at(1, 7)).withLogprobs(2);
    try (LanguageModel model = ModelLoader.open(golden.file(), options("auto", 2, CacheType.F32))) {
      int[] prompt = Arrays.copyOf(golden.tokens(), 20);
      model
          .engine()
          .submit(new Request.Continue(prompt, options, LETTERS, attempts), listener)
          .await();
    }
    assertThat(most).hasValue(1);
    assertThat(told).isEqualTo(whole).allSatisfy(each -> assertThat(each).hasSize(60));
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
      HeardRun cancelled = generate(model, golden.prompt(), DecodingOptions.greedy(1500), 3);
      HeardRun kept = generate(model, golden.prompt(), DecodingOptions.greedy(16), 1);
      Ticket ticket = cancelled.ticket();
      ticket.cancel();
      assertThatThrownBy(ticket::await).isInstanceOf(CancellationException.class);
      assertThat(kept.await().texts().getFirst())
          .containsExactlyElementsOf(Arrays.stream(golden.greedy()).boxed().toList());
    }
  }

  @Test
  void endsOnlyTheRequestWhoseListenerFails() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2");
    try (LanguageModel model = ModelLoader.open(golden.file(), options("auto", 2, CacheType.F32))) {
      HeardRun kept = generate(model, golden.prompt(), DecodingOptions.greedy(16), 1);
      Listener failing =
          new Listener() {
            @Override
            public void row(int index, float[] logits) {
              throw new IllegalStateException("row " + index);
            }
          };
      Ticket failed = model.engine().submit(new Request.Score(golden.prompt(), 7), failing);
      assertThatThrownBy(failed::await).hasMessage("row 7");
      assertThat(kept.await().texts().getFirst()).hasSize(16);
    }
  }

  @Test
  void endsRequestsWhenItIsClosed() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2");
    LanguageModel model = ModelLoader.open(golden.file(), options("auto", 2, CacheType.F32));
    HeardRun run = generate(model, golden.prompt(), DecodingOptions.greedy(1500), 1);
    model.close();
    assertThatThrownBy(run.ticket()::await).hasMessage("the engine is closed");
    HeardRun late = generate(model, golden.prompt(), DecodingOptions.greedy(1), 1);
    assertThatThrownBy(late.ticket()::await).hasMessage("the engine is closed");
  }

  private static HeardRun generate(
      LanguageModel model, int[] prompt, DecodingOptions options, int attempts) {
    Request request = new Request.Continue(prompt, options, LETTERS, attempts);
    return new HeardRun().submitTo(model.engine(), request);
  }

  private static LoadOptions options(String kernels, int threads, CacheType type) {
    return new LoadOptions(kernels, threads, OptionalInt.empty(), Optional.empty(), type);
  }
}
