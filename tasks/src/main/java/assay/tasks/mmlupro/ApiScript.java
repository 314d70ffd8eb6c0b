package assay.tasks.mmlupro;

import assay.results.GenerationSettings;
import assay.results.Prompt;
import assay.results.Sample;
import assay.tasks.Protocol;
import assay.tasks.TokenCounter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The prompt of `evaluate_from_api.py`: one user message with all five examples, whatever its
/// length.
record ApiScript(String name, Shots shots) implements Protocol {
  private static final int MAX_NEW_TOKENS = 4000;
  private static final String HEADER =
      "The following are multiple choice questions (with answers) about ";
  private static final String INSTRUCTION =
      ". Think step by step and"
          + " then output the answer in the format of \"The answer is (X)\" at the end.\n\n";
  private static final String ANSWER_MARK = "A: ";

  @Override
  public String version() {
    return "1";
  }

  @Override
  public GenerationSettings settings() {
    return GenerationSettings.greedy(MAX_NEW_TOKENS, List.of());
  }

  @Override
  public Prompt render(Sample sample, Optional<TokenCounter> counter) {
    String category = sample.facets().get(MmluPro.CATEGORY);
    StringBuilder prompt = new StringBuilder(HEADER + category + INSTRUCTION);
    for (Shots.Shot shot : shots.of(category)) {
      question(prompt, shot.question(), shot.options(), shot.reasoning());
    }
    question(prompt, sample.input(), MmluPro.options(sample), "Let's think step by step.");
    return Prompt.user(prompt.toString());
  }

  private static void question(
      StringBuilder prompt, String question, List<String> options, String reasoning) {
    prompt.append("Question: ").append(question).append("\nOptions: ");
    Sample.Choices.lines(options).forEach(line -> prompt.append(line).append('\n'));
    String shown =
        reasoning.startsWith(ANSWER_MARK) ? reasoning.substring(ANSWER_MARK.length()) : reasoning;
    prompt.append("Answer: ").append(shown).append("\n\n");
  }

  @Override
  public Map<String, String> materials() {
    return Map.of("shots", shots.digest());
  }

  @Override
  public List<String> scorers() {
    return MmluPro.scorers("choice/official-api", "choice/official");
  }
}
