package assay.harness.serve.work;

import assay.engine.Generation;
import assay.engine.decoding.TokenLogprobs;
import java.util.List;
import java.util.Optional;

/// What has come of one task of [PromptWork].
public sealed interface Progress {
  /// Returns the number of the task, from 0.
  int task();

  /// The prompt was scored.
  ///
  /// @param tokens of the prompt from the second on
  record Scored(int task, List<TokenLogprobs> tokens) implements Progress {
    public Scored {
      tokens = List.copyOf(tokens);
    }
  }

  /// A token was chosen.
  ///
  /// @param logprobs of it, if the options ask for them
  record Chosen(int task, int attempt, int token, Optional<TokenLogprobs> logprobs)
      implements Progress {}

  /// A continuation has ended.
  record Continued(int task, int attempt, Generation generation) implements Progress {}

  /// Nothing more comes of the task.
  record Done(int task) implements Progress {}

  /// The task could not be finished.
  ///
  /// @param cause such as [java.util.concurrent.CancellationException]
  record Failed(int task, Throwable cause) implements Progress {}
}
