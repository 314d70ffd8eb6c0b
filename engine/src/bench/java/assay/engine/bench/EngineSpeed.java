package assay.engine.bench;

import assay.engine.Generation;
import assay.engine.LanguageModel;
import assay.engine.Listener;
import assay.engine.LoadOptions;
import assay.engine.ModelLoader;
import assay.engine.Request;
import assay.engine.Ticket;
import assay.engine.decoding.DecodingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/// Prefill and decode of one sequence, and decode of several at once, in tokens a second of wall
/// time: the median of some rounds after one that is not counted.
///
/// Arguments: model file, threads, tokens of the prompt, tokens to generate, rounds.
public final class EngineSpeed {
  private static final int[] SEQUENCES = {1, 4, 8, 16};
  private static final int SHORT_PROMPT = 8;

  private final LanguageModel model;
  private final Random random = new Random(1);
  private final int rounds;

  private EngineSpeed(LanguageModel model, int rounds) {
    this.model = model;
    this.rounds = rounds;
  }

  /// Measures and prints.
  public static void main(String[] args) throws IOException {
    int promptTokens = Integer.parseInt(args[2]);
    int generated = Integer.parseInt(args[3]);
    LoadOptions options =
        new LoadOptions(
            "auto", Integer.parseInt(args[1]), OptionalInt.of(promptTokens + generated + 1));
    try (LanguageModel model = ModelLoader.open(Path.of(args[0]), options)) {
      EngineSpeed speed = new EngineSpeed(model, Integer.parseInt(args[4]));
      speed.report("prefill " + promptTokens, () -> speed.prefill(promptTokens));
      for (int sequences : SEQUENCES) {
        speed.report("decode x" + sequences, () -> speed.decode(sequences, generated));
      }
    }
  }

  private void report(String what, DoubleSupplier round) {
    double _ = round.getAsDouble();
    double[] rates = IntStream.range(0, rounds).mapToDouble(_ -> round.getAsDouble()).toArray();
    Arrays.sort(rates);
    System.out.printf(
        Locale.ROOT,
        "%-12s %8.1f (%.1f-%.1f) tokens/s%n",
        what,
        rates[rounds / 2],
        rates[0],
        rates[rounds - 1]);
  }

  private double prefill(int tokens) {
    Generation text = model.generate(prompt(tokens), DecodingOptions.greedy(1), _ -> new byte[0]);
    return tokens / text.prefillSeconds();
  }

  private double decode(int sequences, int generated) {
    long start = System.nanoTime();
    Ticket[] tickets = new Ticket[sequences];
    for (int i = 0; i < sequences; i++) {
      DecodingOptions options = DecodingOptions.greedy(generated);
      Request request = new Request.Continue(prompt(SHORT_PROMPT), options, _ -> new byte[0], 1);
      tickets[i] = model.engine().submit(request, new Listener() {});
    }
    for (Ticket ticket : tickets) {
      ticket.await();
    }
    return sequences * generated / ((System.nanoTime() - start) * 1e-9);
  }

  private int[] prompt(int tokens) {
    return random.ints(tokens, 0, model.config().vocabSize()).toArray();
  }
}
