package assay.tasks.livecodebench;

import assay.results.GenerationSettings;
import assay.results.Prompt;
import assay.results.Sample;
import assay.tasks.Protocol;
import assay.tasks.TokenCounter;
import java.util.List;
import java.util.Optional;

/// The runner's prompts for models whose chat markup it writes by hand: raw text, in which the
/// markup stands for special tokens.
///
/// @param opening markup and system message up to the user's turn
/// @param task what the user asks for
/// @param closing the markup that opens the assistant's turn
record MarkupPrompt(
    String name, GenerationSettings settings, String opening, String task, String closing)
    implements Protocol {

  static MarkupPrompt codeQwen(String name, GenerationSettings settings) {
    return new MarkupPrompt(
        name,
        settings,
        "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user",
        Wording.TASK + " You will NOT return anything except for the program.",
        "<|im_end|>\n<|im_start|>assistant\n");
  }

  static MarkupPrompt deepSeekR1(String name, GenerationSettings settings) {
    return new MarkupPrompt(
        name,
        settings,
        "<｜begin▁of▁sentence｜>A conversation between User and Assistant. The user asks a question,"
            + " and the Assistant solves it. The assistant first thinks about the reasoning process"
            + " in the mind and then provides the user with the answer. The reasoning process and"
            + " answer are enclosed within <think> </think> and <answer> </answer> tags,"
            + " respectively, i.e., <think> reasoning process here </think> <answer> answer here"
            + " </answer>.<｜User｜>",
        Wording.TASK,
        "<｜Assistant｜>");
  }

  @Override
  public String version() {
    return "2";
  }

  @Override
  public Prompt render(Sample sample, Optional<TokenCounter> counter) {
    return new Prompt.Text(
        opening
            + "\n\n"
            + task
            + "\n\nQuestion: "
            + sample.input()
            + "\n\n"
            + Wording.format(sample, Wording.READ_STDIN)
            + closing);
  }

  @Override
  public List<String> scorers() {
    return List.of("code/official", "code/real");
  }
}
