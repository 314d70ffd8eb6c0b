package assay.engine.bench;

import assay.engine.Generation;
import assay.engine.LanguageModel;
import assay.engine.LoadOptions;
import assay.engine.ModelLoader;
import assay.engine.decoding.DecodingOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;

/// Prefill and decode of one sequence, in tokens a second: the median of some rounds after one that
/// is not counted.
///
/// Arguments: model file, threads, tokens of the prompt, tokens to generate, rounds.
public final class EngineSpeed {
  private EngineSpeed() {}

  /// Measures and prints.
  public static void main(String[] args) throws Exception {
    int threads = Integer.parseInt(args[1]);
    int promptTokens = Integer.parseInt(args[2]);
    int generated = Integer.parseInt(args[3]);
    int rounds = Integer.parseInt(args[4]);
    LoadOptions options =
        new LoadOptions("auto", threads, OptionalInt.of(promptTokens + generated + 64));
    double[] prefill = new double[rounds];
    double[] decode = new double[rounds];
    try (LanguageModel model = ModelLoader.open(Path.of(args[0]), options)) {
      Random random = new Random(1);
      for (int round = -1; round < rounds; round++) {
        int[] prompt = random.ints(promptTokens, 0, model.config().vocabSize()).toArray();
        Generation text =
            model.generate(prompt, DecodingOptions.greedy(generated), _ -> new byte[0]);
        if (round >= 0) {
          prefill[round] = promptTokens / text.prefillSeconds();
          decode[round] = (generated - 1) / text.decodeSeconds();
        }
      }
    }
    Arrays.sort(prefill);
    Arrays.sort(decode);
    System.out.printf(
        Locale.ROOT,
        "%s: prefill %.1f (%.1f-%.1f), decode %.1f (%.1f-%.1f) tokens/s%n",
        Path.of(args[0]).getFileName(),
        prefill[rounds / 2],
        prefill[0],
        prefill[rounds - 1],
        decode[rounds / 2],
        decode[0],
        decode[rounds - 1]);
  }
}
