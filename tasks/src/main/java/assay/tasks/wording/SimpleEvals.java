package assay.tasks.wording;

import assay.results.Prompt;
import assay.results.Sample;
import java.util.List;

/// The user messages of OpenAI's simple-evals, which asks without a system message here; some of
/// its models' entries have one.
///
/// Source: [openai/simple-evals at ee3b031](https://github.com/openai/simple-evals/tree/ee3b031),
/// `math_eval.py`, and `QUERY_TEMPLATE_MULTICHOICE` in `common.py`.
public final class SimpleEvals {
  private static final String MATH =
      "Solve the following math problem step by step. The last line of your response should be of"
          + " the form Answer: $ANSWER (without quotes) where $ANSWER is the answer to the"
          + " problem.";
  private static final String REMINDER =
      "Remember to put your answer on its own line after \"Answer:\", and you do not need to use a"
          + " \\boxed command.";
  private static final String CHOICE =
      "Answer the following multiple choice question. The last line of your response should be of"
          + " the following format: 'Answer: $LETTER' (without quotes) where LETTER is one of ABCD."
          + " Think step by step before answering.";

  private SimpleEvals() {}

  /// Returns the prompt for a problem of mathematics: it asks for a last line `Answer: ...`.
  public static Prompt math(String problem) {
    return Prompt.user(MATH + "\n\n" + problem + "\n\n" + REMINDER);
  }

  /// Returns the prompt for a question with options: it asks for a last line `Answer: $LETTER`.
  ///
  /// @param options four, in the order of their letters
  public static Prompt choice(String question, List<String> options) {
    StringBuilder prompt = new StringBuilder(CHOICE).append("\n\n").append(question).append("\n");
    for (int i = 0; i < options.size(); i++) {
      prompt.append('\n').append(Sample.Choices.letter(i)).append(") ").append(options.get(i));
    }
    return Prompt.user(prompt.toString());
  }
}
