package assay.tasks.mmlupro;

import assay.results.GenerationSettings;
import assay.results.Prompt;
import assay.results.Sample;
import assay.tasks.PromptTooLongException;
import assay.tasks.Protocol;
import assay.tasks.TokenCounter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The prompt of `evaluate_from_local.py`: raw text for base and chat models alike.
///
/// While the prompt has 2,048 tokens or more (the script's model length of 4,096 less the 2,048
/// that may be generated), the last example is dropped. One deviation: the script goes on below
/// zero examples, where Python's slice brings four of them back and a long question never ends,
/// while here such a question is a [PromptTooLongException].
///
/// @param shots the worked examples; none for the zero-shot form
record LocalScript(String name, Optional<Shots> shots) implements Protocol {
  private static final int MODEL_LENGTH_TOKENS = 4096;
  private static final int MAX_NEW_TOKENS = 2048;
  private static final String HEADER =
      "The following are multiple choice questions (with answers) about ";
  private static final String INSTRUCTION =
      ". Think step by step and"
          + " then finish your answer with \"the answer is (X)\" where X is the correct letter"
          + " choice.\n\n\n\n";
  private static final String ANSWER = "Answer: Let's think step by step.";

  @Override
  public String version() {
    return "1";
  }

  @Override
  public GenerationSettings settings() {
    return GenerationSettings.greedy(MAX_NEW_TOKENS, List.of("Question:"));
  }

  @Override
  public Prompt render(Sample sample, Optional<TokenCounter> counter) {
    String category = sample.facets().get(MmluPro.CATEGORY);
    List<Shots.Shot> examples = shots.map(all -> all.of(category)).orElse(List.of());
    if (counter.isEmpty()) {
      return new Prompt.Text(prompt(sample, category, examples));
    }
    int budget = MODEL_LENGTH_TOKENS - MAX_NEW_TOKENS;
    int tokens = 0;
    for (int kept = examples.size(); kept >= 0; kept--) {
      String prompt = prompt(sample, category, examples.subList(0, kept));
      tokens = counter.get().count(prompt);
      if (tokens < budget) {
        return new Prompt.Text(prompt);
      }
    }
    throw new PromptTooLongException(sample.id(), tokens, budget);
  }

  private static String prompt(Sample sample, String category, List<Shots.Shot> examples) {
    StringBuilder prompt = new StringBuilder(HEADER + category + INSTRUCTION);
    for (Shots.Shot shot : examples) {
      question(prompt, shot.question(), shot.options());
      prompt
          .append(shot.reasoning().replace("A: Let's think step by step.", ANSWER))
          .append("\n\n");
    }
    question(prompt, sample.input(), MmluPro.options(sample));
    return prompt.append(ANSWER).toString();
  }

  private static void question(StringBuilder prompt, String question, List<String> options) {
    prompt.append("Question:\n").append(question).append("\nOptions:\n");
    Sample.Choices.lines(options).forEach(line -> prompt.append(line).append('\n'));
  }

  @Override
  public Map<String, String> materials() {
    return shots.map(all -> Map.of("shots", all.digest())).orElse(Map.of());
  }

  @Override
  public List<String> scorers() {
    return MmluPro.scorers("choice/official", "choice/official-api");
  }
}
