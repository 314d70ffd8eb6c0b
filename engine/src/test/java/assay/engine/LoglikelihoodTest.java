package assay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.Sampling;
import assay.engine.decoding.ScoredToken;
import assay.engine.decoding.TokenLogprobs;
import assay.engine.format.DType;
import assay.engine.kernels.KernelSelector;
import assay.engine.kernels.Kernels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LoglikelihoodTest {
  /// Logits may be 1e-4 off, and so may then each log-probability, twice over.
  private static final double TOLERANCE = 2e-4;

  @TempDir Path folder;

  /// A line of `likelihoods.txt`, made by SciPy from llama.cpp's logits.
  record Reference(
      String model, int context, int length, double sum, boolean greedy, List<Double> each) {
    static Reference parse(String line) {
      String[] words = line.split(" ", -1);
      return new Reference(
          words[0],
          Integer.parseInt(words[1]),
          Integer.parseInt(words[2]),
          Double.parseDouble(words[3]),
          Boolean.parseBoolean(words[4]),
          Arrays.stream(words, 5, words.length).map(Double::parseDouble).toList());
    }

    @Override
    public String toString() {
      return "%s, %d + %d".formatted(model, context, length);
    }
  }

  static Stream<Reference> references() throws IOException {
    try (InputStream file = LoglikelihoodTest.class.getResourceAsStream("likelihoods.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Reference::parse);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("references")
  void isThatOfScipyOnReferenceLogits(Reference reference) throws IOException {
    GoldenModel golden = GoldenModel.direct(reference.model());
    int[] tokens = golden.tokens();
    int[] context = Arrays.copyOf(tokens, reference.context());
    int[] continuation =
        Arrays.copyOfRange(tokens, context.length, context.length + reference.length());
    for (Kernels kernels : KernelSelector.available()) {
      LoadOptions options = new LoadOptions(kernels.name(), 2, OptionalInt.empty());
      try (LanguageModel model = ModelLoader.open(golden.file(), options)) {
        Loglikelihood found = model.loglikelihood(context, continuation);
        assertThat(found.greedy()).isEqualTo(reference.greedy());
        assertThat(found.sum()).isCloseTo(reference.sum(), within(TOLERANCE * reference.length()));
        assertThat(found.tokens().stream().mapToDouble(TokenLogprobs::logprob).toArray())
            .containsExactly(
                reference.each().stream().mapToDouble(d -> d).toArray(), within(TOLERANCE));
      }
    }
  }

  static List<String> architectures() {
    return GoldenModel.ARCHITECTURES;
  }

  /// llama.cpp takes GELU from a table of binary16 numbers: its logits are 1e-3 off in bloom, mpt
  /// and gemma.
  @ParameterizedTest(name = "{0}")
  @MethodSource("architectures")
  void theGreedyContinuationIsLikelyAndGreedyInEveryArchitecture(String name) throws IOException {
    GoldenModel golden = GoldenModel.direct(name);
    double expected = 0;
    for (int i = 0; i < golden.greedy().length; i++) {
      expected += logprob(golden.logits()[golden.prompt().length - 1 + i], golden.greedy()[i]);
    }
    try (LanguageModel model = ModelLoader.open(golden.file(), LoadOptions.defaults())) {
      Loglikelihood found = model.loglikelihood(golden.prompt(), golden.greedy());
      assertThat(found.greedy()).isTrue();
      assertThat(found.sum()).isCloseTo(expected, within(16 * 2e-3));
      Loglikelihood again = model.loglikelihood(golden.prompt(), golden.greedy());
      assertThat(again.reusedTokens()).isEqualTo(golden.prompt().length - 1);
      assertThat(again.tokens()).isEqualTo(found.tokens());
      DecodingOptions sampled = DecodingOptions.greedy(12).sampling(Sampling.at(0.8, 3));
      List<Generation> several =
          model.generateSeveral(golden.prompt(), sampled, 2, _ -> new byte[0]);
      assertThat(several.getFirst().reusedTokens()).isEqualTo(golden.prompt().length - 1);
      try (LanguageModel fresh = ModelLoader.open(golden.file(), LoadOptions.defaults())) {
        Generation second =
            fresh.generate(
                golden.prompt(), sampled.sampling(Sampling.at(0.8, 4)), _ -> new byte[0]);
        assertThat(several.getLast().tokens()).isEqualTo(second.tokens());
      }
    }
  }

  @Test
  void promptLogprobsAreThoseOfTheReferenceLogits() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2");
    int[] tokens = golden.tokens();
    try (LanguageModel model = ModelLoader.open(golden.file(), LoadOptions.defaults())) {
      List<TokenLogprobs> found = model.logprobs(tokens, 3);
      assertThat(found).hasSize(tokens.length - 1);
      for (int i = 0; i < found.size(); i++) {
        float[] row = golden.logits()[i];
        TokenLogprobs token = found.get(i);
        assertThat(token.token()).isEqualTo(tokens[i + 1]);
        assertThat(token.logprob()).isCloseTo(logprob(row, token.token()), within(TOLERANCE));
        assertThat(token.rank()).isEqualTo(rank(row, token.token()));
        assertThat(token.top().stream().map(ScoredToken::token))
            .containsExactlyElementsOf(top3(row));
        for (ScoredToken likely : token.top()) {
          assertThat(likely.logprob()).isCloseTo(logprob(row, likely.token()), within(TOLERANCE));
        }
      }
    }
  }

  @Test
  void generatedLogprobsAreThoseOfTheModelWhateverTheSampling() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2");
    DecodingOptions options = DecodingOptions.greedy(16).withLogprobs(1);
    try (LanguageModel model = ModelLoader.open(golden.file(), LoadOptions.defaults())) {
      Generation generation = model.generate(golden.prompt(), options, _ -> new byte[0]);
      List<TokenLogprobs> given = model.logprobs(golden.tokens(), 1);
      assertThat(generation.logprobs())
          .isEqualTo(given.subList(golden.prompt().length - 1, given.size()));
      assertThat(generation.logprobs()).allMatch(TokenLogprobs::greedy);
    }
  }

  @Test
  void computesAContextOnceForAllChoices() throws IOException {
    int[] context = IntStream.range(0, 30).toArray();
    try (LanguageModel model = tiny();
        LanguageModel fresh = tiny()) {
      assertThat(model.loglikelihood(context, new int[] {7, 8}).reusedTokens()).isZero();
      for (int[] choice : List.of(new int[] {1}, new int[] {2, 3, 4}, new int[] {5, 1})) {
        Loglikelihood again = model.loglikelihood(context, choice);
        assertThat(again.reusedTokens()).isEqualTo(29); // the last one for its logits
        fresh.logits(new int[] {39}, 0, (_, _) -> {});
        assertThat(again.tokens()).isEqualTo(fresh.loglikelihood(context, choice).tokens());
      }
    }
  }

  @Test
  void theLastTokenTakesNoPosition() throws IOException {
    int[] context = IntStream.range(0, 62).map(i -> i % TinyModel.VOCAB).toArray();
    try (LanguageModel model = tiny()) {
      assertThat(model.loglikelihood(context, new int[] {1, 2, 3}).tokens()).hasSize(3);
      assertThatThrownBy(() -> model.loglikelihood(context, new int[] {1, 2, 3, 4}))
          .isInstanceOf(ContextOverflowException.class)
          .hasMessageContaining("expected at most 64, found 65");
    }
  }

  @Test
  void refusesWhatHasNoLikelihood() throws IOException {
    try (LanguageModel model = tiny()) {
      assertThatThrownBy(() -> model.loglikelihood(new int[0], new int[] {1}))
          .hasMessage(
              """
              context and continuation need at least 1 token each
                found 0 and 1; the context of a text from its start is the model's BOS token\
              """);
      assertThatThrownBy(() -> model.loglikelihood(new int[] {1}, new int[] {2, 40}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("token 40 at index 2 is not in the vocabulary of 40");
      assertThatThrownBy(() -> model.logprobs(new int[] {1}, 0))
          .hasMessage(
              "there is no token that follows another\n  expected at least 2 tokens, found 1");
    }
  }

  private LanguageModel tiny() throws IOException {
    Path file = folder.resolve("tiny.gguf");
    if (!file.toFile().exists()) {
      new TinyModel().writer(DType.F32).write(file);
    }
    return ModelLoader.open(file, new LoadOptions("auto", 1, OptionalInt.empty()));
  }

  /// The plain definition, without the shift by the largest.
  private static double logprob(float[] row, int token) {
    double sum = 0;
    for (float logit : row) {
      sum += Math.exp(logit);
    }
    return Math.log(Math.exp(row[token]) / sum);
  }

  private static int rank(float[] row, int token) {
    return 1 + (int) IntStream.range(0, row.length).filter(i -> row[i] > row[token]).count();
  }

  private static List<Integer> top3(float[] row) {
    return IntStream.range(0, row.length)
        .boxed()
        .sorted((a, b) -> Float.compare(row[b], row[a]))
        .limit(3)
        .toList();
  }
}
