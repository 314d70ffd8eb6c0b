package assay.tasks.math500;

import assay.results.GenerationSettings;
import assay.results.Prompt;
import assay.results.Sample;
import assay.tasks.Protocol;
import assay.tasks.TokenCounter;
import java.util.List;
import java.util.Optional;

/// The prompt of OpenAI's simple-evals: one user message that asks for a last line `Answer: ...`;
/// ten attempts at temperature 0.5 with at most 2,048 tokens, as its entries for GPT-4o have it.
record SimpleEvals(String name) implements Protocol {
  private static final String INSTRUCTION =
      "Solve the following math problem step by step. The last line of your response should be of"
          + " the form Answer: $ANSWER (without quotes) where $ANSWER is the answer to the"
          + " problem.";
  private static final String REMINDER =
      "Remember to put your answer on its own line after \"Answer:\", and you do not need to use a"
          + " \\boxed command.";

  @Override
  public String version() {
    return "1";
  }

  @Override
  public GenerationSettings settings() {
    return new GenerationSettings(2048, 0.5, 1, 0, 0, List.of(), 10);
  }

  @Override
  public Prompt render(Sample sample, Optional<TokenCounter> counter) {
    return Prompt.user(INSTRUCTION + "\n\n" + sample.input() + "\n\n" + REMINDER);
  }

  @Override
  public List<String> scorers() {
    return List.of("math/sound");
  }
}
