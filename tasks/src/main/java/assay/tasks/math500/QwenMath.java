package assay.tasks.math500;

import assay.results.GenerationSettings;
import assay.results.Message;
import assay.results.Prompt;
import assay.results.Sample;
import assay.tasks.Protocol;
import assay.tasks.TokenCounter;
import java.util.List;
import java.util.Optional;

/// The prompt of Qwen2.5-Math's instruct models: the instruction as system message and the bare
/// problem, greedy. Qwen writes ChatML by hand; here the model's own template does, to the same
/// text.
record QwenMath(String name) implements Protocol {
  private static final int MAX_NEW_TOKENS = 2048;
  private static final Message SYSTEM =
      new Message(
          "system", "Please reason step by step, and put your final answer within \\boxed{}.");

  /// The stop words that Qwen's script sets for every prompt type.
  static final List<String> STOP = List.of("</s>", "<|im_end|>", "<|endoftext|>");

  @Override
  public String version() {
    return "1";
  }

  @Override
  public GenerationSettings settings() {
    return GenerationSettings.greedy(MAX_NEW_TOKENS, STOP);
  }

  @Override
  public Prompt render(Sample sample, Optional<TokenCounter> counter) {
    return new Prompt.Chat(List.of(SYSTEM, new Message("user", sample.input())));
  }

  @Override
  public List<String> scorers() {
    return List.of("math/sound", "math/hendrycks+qwen-extraction", "math/hendrycks");
  }
}
