package assay.scorers.choice;

import assay.scorers.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Measures extractions a second over the recorded MMLU-Pro outputs, on one thread. A program, not
/// a test; `tools/scorers/choice_bench.py` measures Python's `re` on the same outputs.
///
/// `java -cp ... assay.scorers.choice.ChoiceThroughput`, in the folder `scorers`.
final class ChoiceThroughput {
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 5;

  private ChoiceThroughput() {}

  private record Output(String text, List<String> options) {}

  /// Prints one line a set of rules: the median of the rounds.
  public static void main(String[] arguments) {
    List<Output> outputs = outputs();
    long characters = outputs.stream().mapToLong(output -> output.text().length()).sum();
    System.out.printf(Locale.ROOT, "%d outputs, %d characters%n", outputs.size(), characters);
    measure("choice/official", List.of(ChoiceScorer.official()), outputs);
    measure("all published rules, one scan", ChoiceScorer.published(), outputs);
    measure("choice/sound", List.of(ChoiceScorer.sound()), outputs);
    List<ChoiceScorer> all =
        Stream.concat(ChoiceScorer.published().stream(), Stream.of(ChoiceScorer.sound())).toList();
    measure("all published rules and sound", all, outputs);
  }

  private static List<Output> outputs() {
    List<Output> outputs = new ArrayList<>();
    for (String name :
        List.of(
            "Phi-3-mini-4k-instruct.sub8.jsonl",
            "Meta-Llama-3-8B.sub8.jsonl",
            "Qwen1.5-7B-Chat.sub8.jsonl",
            "gemini-1.5-flash-002.sub8.jsonl",
            "Mixtral-8x7B-v0.1.full.jsonl.gz",
            "Mistral-7B-v0.1.full.jsonl.gz",
            "Llama-2-70b-hf.full.jsonl.gz",
            "Qwen1.5-110B.full.jsonl.gz")) {
      for (JsonNode row : SharedData.rows("mmlu_pro/outputs_" + name)) {
        outputs.add(
            new Output(
                row.get("output").textValue(),
                Collections.nCopies(row.get("n_options").intValue(), "")));
      }
    }
    return outputs;
  }

  private static void measure(String name, List<ChoiceScorer> scorers, List<Output> outputs) {
    List<Double> seconds = new ArrayList<>();
    int found = 0;
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (Output output : outputs) {
        ScannedText text = ScannedText.of(output.text());
        for (ChoiceScorer scorer : scorers) {
          found += scorer.extract(text, output.options()).isPresent() ? 1 : 0;
        }
      }
      if (round >= 0) {
        seconds.add((System.nanoTime() - start) / 1e9);
      }
    }
    Collections.sort(seconds);
    double median = seconds.get(ROUNDS / 2);
    System.out.printf(
        Locale.ROOT,
        "%-32s %10.0f outputs/s %12.0f extractions/s (%d letters)%n",
        name,
        outputs.size() / median,
        (double) outputs.size() * scorers.size() / median,
        found / (WARM_UP + ROUNDS));
  }
}
