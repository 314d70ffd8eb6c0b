package assay.harness.endpoint;

import assay.harness.run.CompletionRequest;
import assay.harness.run.Likelihoods;
import assay.harness.run.RunFailedException;
import assay.results.Cause;
import assay.results.Failure;
import assay.results.GenerationSettings;
import assay.results.Prompt;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A server's text completions as what tells likelihoods ([EchoedCompletions]), one at a time.
public final class EndpointLikelihoods implements Likelihoods {
  private static final GenerationSettings ONE_TOKEN = GenerationSettings.greedy(1, List.of());

  private final EndpointAddress address;
  private final EndpointOptions options;
  private final Connections connections;

  /// Creates the adapter; nothing is sent yet.
  public EndpointLikelihoods(EndpointAddress address, EndpointOptions options) {
    this.address = address;
    this.options = options;
    this.connections = new Connections(Dialing.byTheSystem(address.base()));
  }

  @Override
  public Likelihood of(String context, String continuation) throws InterruptedException {
    Prompt.Continuations asked = new Prompt.Continuations(context, List.of(continuation));
    EndpointCall call =
        EndpointCall.of(address, options, new CompletionRequest("", 0, asked, ONE_TOKEN));
    Backoff backoff = new Backoff(options.patience().firstDelay());
    Tries tries = new Tries(options.patience());
    while (true) {
      Try.Again again;
      try {
        Received received = received(call, tries.left());
        if (received.success()) {
          return EchoedCompletions.of(asked).likelihood(received.tree());
        }
        Refusal refusal = Refusal.of(received, call.maxTokens());
        if (refusal.kind() != Refusal.Kind.PASSING) {
          throw new RunFailedException(refusal.problem());
        }
        again = new Try.Again(Cause.ENDPOINT_ERROR, refusal.problem());
      } catch (LateException e) {
        again = new Try.Again(Cause.TIMEOUT, e.getMessage());
      } catch (BadReplyException | IOException e) {
        again = new Try.Again(Cause.ENDPOINT_ERROR, Reasons.of(e));
      } catch (RunFailedException e) {
        throw failed(e.getMessage());
      }
      Optional<Failure> end = tries.failed(again);
      Duration delay = backoff.delay(tries.count(), RandomGenerator.getDefault());
      if (end.isPresent() || delay.compareTo(tries.left()) >= 0) {
        throw failed(end.orElse(tries.late(again)).detail());
      }
      Thread.sleep(delay);
    }
  }

  private Received received(EndpointCall call, Duration left)
      throws InterruptedException, LateException, BadReplyException, IOException {
    if (!left.isPositive()) {
      throw new LateException("no further try could begin");
    }
    return new TimedCall(connections, options.deadlines().within(left), call.limit())
        .send(call.request(), call.wire().streamed(), false)
        .received();
  }

  private RunFailedException failed(String problem) {
    return new RunFailedException(
        "%s: %s".formatted(address.base(), options.credentials().redact(problem)));
  }

  @Override
  public void close() {
    connections.close();
  }
}
