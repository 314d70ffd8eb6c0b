package assay.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.GoldenModel;
import assay.engine.cache.PageCache;
import assay.engine.cache.PageFormat;
import assay.engine.cache.PageTable;
import assay.engine.config.CacheType;
import assay.engine.config.ModelConfig;
import assay.engine.execute.Team;
import assay.engine.family.Families;
import assay.engine.format.GgufFile;
import assay.engine.kernels.KernelSelector;
import assay.engine.kernels.Kernels;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Logits against those of llama.cpp, for every kernel implementation and every way to cut a prompt
/// into batches.
final class TransformerTest {
  private static final float EXACT = 1e-4f; // of ../shared/data/golden/README.md

  /// Half a unit in the last place of binary16, 2^-12, for each of some hundred activations that go
  /// into a logit; four layers of it.
  private static final float ROUNDED_GELU = 4e-3f;

  private static final List<Integer> BATCHES = List.of(1, 7, 112);

  @ParameterizedTest(name = "{0}, {1}, batches of {2}")
  @MethodSource("f32Cases")
  void meetsReferenceForF32Weights(String name, Kernels kernels, int batch) throws IOException {
    GoldenModel golden = GoldenModel.direct(name);
    assertThat(largestError(golden, kernels, batch)).isLessThan(EXACT);
  }

  @ParameterizedTest(name = "{0}, {1}, batches of {2}")
  @MethodSource("packedCases")
  void meetsReferenceForExpandedWeights(String name, Kernels kernels, int batch)
      throws IOException {
    GoldenModel golden = GoldenModel.expanded(name);
    assertThat(largestError(golden, kernels, batch)).isLessThan(EXACT);
  }

  /// llama.cpp rounds the activations too when the weights are packed, so that it is near, not
  /// equal.
  @ParameterizedTest(name = "{0} within {1}")
  @CsvSource({"qwen2-bf16, 0.05", "qwen2-f16, 0.005", "qwen2-q8_0, 0.2"})
  void staysNearTheReferenceThatRoundsActivations(String name, float bound) throws IOException {
    GoldenModel golden = GoldenModel.direct(name);
    assertThat(largestError(golden, KernelSelector.select("auto"), 112)).isLessThan(bound);
  }

  static Stream<Arguments> f32Cases() {
    return cases(
        "qwen2",
        "qwen2-tied",
        "qwen2moe",
        "qwen3",
        "qwen3moe",
        "llama",
        "llama-yarn",
        "mixtral",
        "phi3",
        "deepseek2",
        "deepseek2-lite-yarn");
  }

  /// llama.cpp takes GELU from a table of binary16 numbers, so that it is near, not equal.
  @ParameterizedTest(name = "{0}, {1}, batches of {2}")
  @MethodSource("geluCases")
  void staysNearTheReferenceThatRoundsGelu(String name, Kernels kernels, int batch)
      throws IOException {
    GoldenModel golden = GoldenModel.direct(name);
    assertThat(largestError(golden, kernels, batch)).isLessThan(ROUNDED_GELU);
  }

  static Stream<Arguments> geluCases() {
    return cases("bloom", "mpt", "gemma2", "gemma3");
  }

  static Stream<Arguments> packedCases() {
    return cases("qwen2-bf16", "qwen2-f16", "qwen2-q8_0");
  }

  private static Stream<Arguments> cases(String... names) {
    return Stream.of(names)
        .flatMap(
            name ->
                KernelSelector.exact().stream()
                    .flatMap(
                        kernels ->
                            BATCHES.stream().map(batch -> Arguments.of(name, kernels, batch))));
  }

  private static float largestError(GoldenModel golden, Kernels kernels, int batch)
      throws IOException {
    float[][] logits = logits(golden, kernels, batch);
    float largest = 0;
    for (int row = 0; row < logits.length; row++) {
      for (int i = 0; i < logits[row].length; i++) {
        largest = Math.max(largest, Math.abs(logits[row][i] - golden.logits()[row][i]));
      }
    }
    return largest;
  }

  private static float[][] logits(GoldenModel golden, Kernels kernels, int batch)
      throws IOException {
    int[] tokens = golden.tokens();
    float[][] rows = new float[tokens.length][];
    try (GgufFile file = GgufFile.open(golden.file());
        Arena memory = Arena.ofShared();
        Team team = new Team(2)) {
      ModelConfig config = Families.read(file);
      PageFormat format = new PageFormat(config, CacheType.F32);
      PageCache cache = new PageCache(format, Long.MAX_VALUE);
      PageTable pages = new PageTable(format);
      Transformer model = new Transformer(config, Weights.of(file, config), format);
      Activations a = new Activations(config, batch);
      List<Pass> passes =
          team.workers().stream()
              .map(worker -> new Pass(a, worker, kernels.fresh(), memory))
              .toList();
      int[] all = IntStream.range(0, batch).toArray();
      for (int from = 0; from < tokens.length; from += batch) {
        int count = Math.min(tokens.length - from, batch);
        while (pages.missing(count) > 0) {
          pages.add(cache.take().orElseThrow());
        }
        a.batch().clear();
        a.batch().add(pages, tokens, from, from + count);
        float[] logits = new float[count * config.vocabSize()];
        team.run(
            worker -> {
              model.step(passes.get(worker.index()));
              worker.meet();
              model.logits(passes.get(worker.index()), all, count, logits);
            });
        a.batch().advance();
        for (int row = 0; row < count; row++) {
          int start = row * config.vocabSize();
          rows[from + row] = Arrays.copyOfRange(logits, start, start + config.vocabSize());
        }
      }
    }
    return rows;
  }
}
