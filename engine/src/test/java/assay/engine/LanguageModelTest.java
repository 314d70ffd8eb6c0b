package assay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.FinishReason;
import assay.engine.decoding.Penalties;
import assay.engine.decoding.Sampling;
import assay.engine.decoding.TokenDecoder;
import assay.engine.format.DType;
import assay.engine.kernels.KernelSelector;
import assay.engine.kernels.Kernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LanguageModelTest {
  private static final TokenDecoder LETTERS = token -> new byte[] {(byte) ('A' + token % 26)};

  @TempDir Path folder;

  /// With 8 bits an activation another token may become the likeliest.
  static Stream<Arguments> greedyCases() {
    return KernelSelector.available().stream()
        .map(Kernels::name)
        .filter(name -> !name.endsWith("/8-bit"))
        .flatMap(
            kernels ->
                Stream.concat(
                    GoldenModel.ARCHITECTURES.stream().map(name -> Arguments.of(name, "", kernels)),
                    Stream.of("qwen2-bf16", "qwen2-f16", "qwen2-q8_0")
                        .map(name -> Arguments.of(name, ".dequant", kernels))));
  }

  static Stream<String> kernelNames() {
    return KernelSelector.available().stream().map(Kernels::name);
  }

  @ParameterizedTest(name = "{0} against {0}{1}, {2}")
  @MethodSource("greedyCases")
  void continuesLikeTheReference(String name, String reference, String kernels) throws IOException {
    GoldenModel golden =
        reference.isEmpty() ? GoldenModel.direct(name) : GoldenModel.expanded(name);
    LoadOptions options = new LoadOptions(kernels, 2, OptionalInt.empty());
    try (LanguageModel model = ModelLoader.open(golden.file(), options)) {
      Generation generation =
          model.generate(golden.prompt(), DecodingOptions.greedy(16), _ -> new byte[0]);
      assertThat(generation.tokens()).containsExactlyElementsOf(boxed(golden.greedy()));
      assertThat(generation.finishReason()).isEqualTo(FinishReason.LENGTH_LIMIT);
      assertThat(generation.promptTokens()).isEqualTo(96);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kernelNames")
  void reusesAPrefixOfAnyLengthWithoutChangingABit(String kernels) throws IOException {
    int[] tokens = tokens(40);
    List<float[]> expected;
    try (LanguageModel fresh = tiny(kernels, 1)) {
      expected = rows(fresh, tokens, 0);
    }
    try (LanguageModel model = tiny(kernels, 2)) {
      for (int split = 0; split < tokens.length; split++) {
        int[] other = tokens.clone();
        Arrays.fill(other, split, other.length, (tokens[split] + 1) % TinyModel.VOCAB);
        rows(model, other, 0);
        List<float[]> actual = rows(model, tokens, split);
        assertThat(actual).as("split %d", split).hasSize(tokens.length - split);
        for (int i = 0; i < actual.size(); i++) {
          assertThat(actual.get(i)).as("split %d", split).isEqualTo(expected.get(split + i));
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kernelNames")
  void generatesTheSameFromAReusedPrefix(String kernels) throws IOException {
    int[] prompt = tokens(30);
    DecodingOptions sampled =
        DecodingOptions.greedy(20).sampling(new Sampling(0.9, OptionalInt.of(20), 0.95, 0, 1, 3));
    try (LanguageModel model = tiny(kernels, 2)) {
      Generation first = model.generate(prompt, sampled, LETTERS);
      Generation second = model.generate(prompt, sampled, LETTERS);
      assertThat(first.reusedTokens()).isZero();
      assertThat(second.reusedTokens()).isEqualTo(29); // the last one for its logits
      assertThat(second.tokens()).isEqualTo(first.tokens()).hasSize(20);
      assertThat(second.text()).isEqualTo(first.text()).hasSize(20);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kernelNames")
  void severalCompletionsAreThoseOfSeparateRuns(String kernels) throws IOException {
    int[] prompt = tokens(30);
    DecodingOptions sampled =
        DecodingOptions.greedy(20)
            .sampling(new Sampling(0.9, OptionalInt.empty(), 0.95, 0, 1, 40))
            .adjusting(new Penalties(1.1, 0.1, 0, OptionalInt.of(8)), Map.of(3, 1f));
    try (LanguageModel model = tiny(kernels, 2)) {
      List<Generation> several = model.generateSeveral(prompt, sampled, 4, LETTERS);
      assertThat(several.stream().map(Generation::reusedTokens)).containsExactly(0, 30, 30, 30);
      assertThat(several.stream().map(Generation::tokens)).doesNotHaveDuplicates();
      for (int i = 0; i < 4; i++) {
        DecodingOptions separate = sampled.sampling(sampled.sampling().withSeed(40 + i));
        try (LanguageModel fresh = tiny(kernels, 1)) {
          Generation alone = fresh.generate(prompt, separate, LETTERS);
          assertThat(several.get(i).tokens()).isEqualTo(alone.tokens());
          assertThat(several.get(i).text()).isEqualTo(alone.text());
        }
      }
    }
  }

  /// 20 texts of 100 tokens; logits differ by about 1e-5 between kernels, so that a difference in
  /// one of the 2,000 draws would be a surprise.
  @Test
  void sameSeedSameTextWithAllKernels() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2");
    DecodingOptions sampled =
        DecodingOptions.greedy(100).sampling(new Sampling(0.8, OptionalInt.empty(), 0.95, 0, 1, 1));
    List<List<List<Integer>>> texts = new ArrayList<>();
    for (Kernels kernels : KernelSelector.available()) {
      LoadOptions options = new LoadOptions(kernels.name(), 2, OptionalInt.empty());
      try (LanguageModel model = ModelLoader.open(golden.file(), options)) {
        texts.add(
            model.generateSeveral(golden.prompt(), sampled, 20, _ -> new byte[0]).stream()
                .map(Generation::tokens)
                .toList());
      }
    }
    assertThat(texts.getFirst()).hasSize(20).doesNotHaveDuplicates();
    assertThat(texts).allSatisfy(text -> assertThat(text).isEqualTo(texts.getFirst()));
  }

  @Test
  void keepsAPromptWhileAnotherIsComputed() throws IOException {
    try (LanguageModel model = tiny("auto", 1)) {
      Generation first = model.generate(tokens(30), DecodingOptions.greedy(8), LETTERS);
      model.logits(new int[] {tokens(1)[0], 39, 39}, 0, (_, _) -> {});
      Generation second = model.generate(tokens(30), DecodingOptions.greedy(8), LETTERS);
      assertThat(second.reusedTokens()).isEqualTo(29);
      assertThat(second.tokens()).isEqualTo(first.tokens());
    }
  }

  @Test
  void refusesABiasForATokenThatTheModelDoesNotKnow() throws IOException {
    DecodingOptions options =
        DecodingOptions.greedy(1).adjusting(Penalties.NONE, Map.of(TinyModel.VOCAB, 1f));
    try (LanguageModel model = tiny("auto", 1)) {
      assertThatThrownBy(() -> model.generate(tokens(3), options, LETTERS))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("token 40 with a logit bias is not in the vocabulary of 40");
    }
  }

  @Test
  void doesNotDependOnTheNumberOfThreads() throws IOException {
    int[] tokens = tokens(20);
    try (LanguageModel one = tiny("auto", 1);
        LanguageModel three = tiny("auto", 3)) {
      List<float[]> expected = rows(one, tokens, 0);
      List<float[]> actual = rows(three, tokens, 0);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(actual.get(i)).isEqualTo(expected.get(i));
      }
    }
  }

  @Test
  void stopsAtAStopTokenAndKeepsItOutOfTheText() throws IOException {
    int[] prompt = tokens(5);
    try (LanguageModel model = tiny("auto", 1)) {
      Generation free = model.generate(prompt, DecodingOptions.greedy(8), LETTERS);
      int stop = free.tokens().get(3);
      int first = free.tokens().indexOf(stop);
      Generation stopped =
          model.generate(
              prompt, DecodingOptions.greedy(8).stoppingAt(List.of(), Set.of(stop)), LETTERS);
      assertThat(stopped.finishReason()).isEqualTo(FinishReason.STOP_TOKEN);
      assertThat(stopped.tokens()).isEqualTo(free.tokens().subList(0, first + 1));
      assertThat(stopped.text()).isEqualTo(free.text().substring(0, first));
    }
  }

  @Test
  void endsWhenTheContextIsFull() throws IOException {
    try (LanguageModel model = tiny("auto", 1)) {
      Generation generation = model.generate(tokens(60), DecodingOptions.greedy(100), LETTERS);
      assertThat(generation.finishReason()).isEqualTo(FinishReason.CONTEXT_FULL);
      assertThat(generation.tokens()).hasSize(4);
    }
  }

  @Test
  void refusesAPromptThatFillsTheContext() throws IOException {
    try (LanguageModel model = tiny("auto", 1)) {
      assertThatThrownBy(() -> model.generate(tokens(64), DecodingOptions.greedy(1), LETTERS))
          .isInstanceOf(ContextOverflowException.class)
          .hasMessage(
              """
              the prompt of 64 tokens does not fit the context
                expected at most 63, found 64. Shorten the prompt, or load the model with a longer \
              context if it was made for one\
              """);
    }
  }

  @Test
  void refusesATokenThatTheModelDoesNotKnow() throws IOException {
    try (LanguageModel model = tiny("auto", 1)) {
      assertThatThrownBy(
              () -> model.generate(new int[] {1, 40}, DecodingOptions.greedy(1), LETTERS))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("token 40 at index 1 is not in the vocabulary of 40");
      assertThat(rows(model, tokens(3), 0)).hasSize(3);
    }
  }

  @Test
  void refusesALongerContextThanTheModels() throws IOException {
    Path file = write();
    LoadOptions options = new LoadOptions("auto", 1, OptionalInt.of(65));
    assertThatThrownBy(() -> ModelLoader.open(file, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the context is longer than the model was made for\n  expected at most 64, found 65");
  }

  @Test
  void refusesKernelsThatDoNotRunHere() throws IOException {
    Path file = write();
    LoadOptions options = new LoadOptions("vector-1024", 1, OptionalInt.empty());
    assertThatThrownBy(() -> ModelLoader.open(file, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "kernels \"vector-1024\" do not run here\n  expected auto or one of ")
        .hasMessageContaining("scalar");
  }

  @Test
  void countsAllParameters() throws IOException {
    try (LanguageModel model = tiny("scalar", 1)) {
      long layer = 2 * 64 + 2 * (64 * 64) + 2 * (32 * 64) + 64 + 2 * 32 + 3 * (96 * 64);
      assertThat(model.totalParameters()).isEqualTo(2 * layer + 2 * (40 * 64) + 64);
      assertThat(model.kernelName()).isEqualTo("scalar");
      assertThat(model.contextLength()).isEqualTo(64);
    }
  }

  private LanguageModel tiny(String kernels, int threads) throws IOException {
    return ModelLoader.open(write(), new LoadOptions(kernels, threads, OptionalInt.empty()));
  }

  private Path write() throws IOException {
    Path file = folder.resolve("tiny.gguf");
    if (!file.toFile().exists()) {
      new TinyModel().writer(DType.Q8_0).write(file);
    }
    return file;
  }

  private static List<float[]> rows(LanguageModel model, int[] tokens, int firstRow) {
    List<float[]> rows = new ArrayList<>();
    model.logits(
        tokens,
        firstRow,
        (index, logits) -> {
          assertThat(index).isEqualTo(firstRow + rows.size());
          rows.add(logits.clone());
        });
    return rows;
  }

  private static int[] tokens(int count) {
    return new Random(11).ints(count, 0, TinyModel.VOCAB).toArray();
  }

  private static List<Integer> boxed(int[] tokens) {
    return Arrays.stream(tokens).boxed().toList();
  }
}
