package assay.harness.endpoint;

import assay.harness.run.CompletionRequest;
import assay.harness.run.Likelihoods;
import assay.harness.run.RunFailedException;
import assay.results.GenerationSettings;
import assay.results.Prompt;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// A server's text completions as what tells likelihoods ([EchoedCompletions]), one at a time.
public final class EndpointLikelihoods implements Likelihoods {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

  private static final GenerationSettings ONE_TOKEN = GenerationSettings.greedy(1, List.of());

  private final EndpointAddress address;
  private final EndpointOptions options;
  private final HttpClient client;

  /// Creates the adapter; nothing is sent yet.
  public EndpointLikelihoods(EndpointAddress address, EndpointOptions options) {
    this.address = address;
    this.options = options;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  @Override
  public Likelihood of(String context, String continuation) throws InterruptedException {
    Prompt.Continuations asked = new Prompt.Continuations(context, List.of(continuation));
    EndpointCall call =
        EndpointCall.of(address, options, new CompletionRequest("", 0, asked, ONE_TOKEN));
    Backoff backoff = new Backoff(options.patience().firstDelay());
    for (int tries = 1; ; tries++) {
      String problem;
      try {
        Received received =
            new TimedCall(client, options.deadlines(), call.limit())
                .send(call.http(), call.wire().streamed(), false)
                .received();
        if (received.success()) {
          return EchoedCompletions.of(asked).likelihood(received.tree());
        }
        Refusal refusal = Refusal.of(received);
        problem = refusal.problem();
        if (refusal.kind() != Refusal.Kind.PASSING) {
          throw new RunFailedException(problem);
        }
      } catch (BadReplyException | LateException | IOException e) {
        problem = Reasons.of(e);
      } catch (RunFailedException e) {
        throw failed(e.getMessage());
      }
      if (tries > options.patience().retries()) {
        throw failed(problem);
      }
      Thread.sleep(backoff.delay(tries, RandomGenerator.getDefault()));
    }
  }

  private RunFailedException failed(String problem) {
    return new RunFailedException(
        "%s: %s".formatted(address.base(), options.credentials().redact(problem)));
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
