package assay.harness.model;

import assay.engine.ContextOverflowException;
import assay.engine.Loglikelihood;
import assay.harness.run.Likelihoods;
import assay.harness.run.UsageException;

/// The bundled engine as what tells likelihoods.
///
/// @param model is closed with it
public record EngineLikelihoods(EngineModel model) implements Likelihoods {

  @Override
  public Likelihood of(String context, String continuation) {
    ContinuationTokens split = model.split(context, continuation);
    try {
      Loglikelihood scored = model.weights().loglikelihood(split.context(), split.continuation());
      return new Likelihood(
          scored.tokens().stream()
              .map(token -> new Token(model.text(token.token()), token.logprob()))
              .toList(),
          scored.greedy());
    } catch (ContextOverflowException | IllegalArgumentException e) {
      throw new UsageException(
          "--continuation \"%s\": %s".formatted(continuation, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
