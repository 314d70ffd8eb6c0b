package assay.tasks.wording;

import assay.results.Message;
import assay.results.Prompt;
import java.util.List;

/// The instruction to reason and to box the answer, with which Qwen and DeepSeek ask mathematics.
///
/// Where it stands moves scores, so that it is a part of a protocol's name.
///
/// Sources: [QwenLM/Qwen2.5-Math at a45202b](https://github.com/QwenLM/Qwen2.5-Math/tree/a45202b),
/// prompt type `qwen25-math-cot` (system message); [QwenLM/QwQ at
/// 620a5ea](https://github.com/QwenLM/QwQ/tree/620a5ea), `eval/data` (after the problem), as also
/// the README of DeepSeek-R1 advises, which knows no system message.
public final class BoxedAnswer {
  private static final String INSTRUCTION =
      "Please reason step by step, and put your final answer within \\boxed{}.";

  /// The stop words that Qwen2.5-Math's script sets for every prompt type.
  public static final List<String> STOP = List.of("</s>", "<|im_end|>", "<|endoftext|>");

  private BoxedAnswer() {}

  /// Returns the bare problem after the instruction as system message. Qwen writes ChatML by hand;
  /// here the model's own template does, to the same text.
  public static Prompt bySystem(String problem) {
    return new Prompt.Chat(
        List.of(new Message("system", INSTRUCTION), new Message("user", problem)));
  }

  /// Returns one user message, the instruction on a line of its own after the problem.
  public static Prompt byUser(String problem) {
    return Prompt.user(problem + "\n" + INSTRUCTION);
  }
}
