package assay.harness.endpoint;

import assay.harness.run.Likelihoods;
import assay.harness.run.RunFailedException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// A server's text completions as what tells likelihoods: it is asked to give a text back (`echo`)
/// with the log-probabilities of its tokens (`logprobs`), and to add one token, as not all servers
/// allow none.
public final class EndpointLikelihoods implements Likelihoods {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

  /// A token comes with its text, its offset, its log-probability and the likeliest.
  private static final int LIMIT_BYTES = 64 << 20;

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
    String prompt = context + continuation;
    String kept = context.stripTrailing();
    JsonNode logprobs = answered(prompt).path("choices").path(0).path("logprobs");
    EchoedPrompt echoed = EchoedPrompt.read(logprobs, prompt).orElseThrow(() -> failed(NO_ECHO));
    return echoed
        .behind(kept.codePointCount(0, kept.length()))
        .orElseThrow(
            () ->
                failed(
                    "the continuation's first token is the first of all, which has no probability:"
                        + " give a prompt before it"));
  }

  private static final String NO_ECHO =
      "the reply has no log-probabilities of the prompt's own tokens, so this server cannot score"
          + " by log-likelihood. vLLM and SGLang can (completions with echo and logprobs);"
          + " llama.cpp's server and Ollama give those of generated tokens alone";

  private JsonNode answered(String prompt) throws InterruptedException {
    HttpRequest request = request(prompt);
    Backoff backoff = new Backoff(options.patience().firstDelay());
    for (int tries = 1; ; tries++) {
      String problem;
      try {
        Received received =
            new TimedCall(client, options.deadlines(), LIMIT_BYTES)
                .send(request, new TextCompletions().streamed(), false)
                .received();
        if (received.success()) {
          JsonNode root = received.tree();
          ReplyJson.requireNoError(root);
          return root;
        }
        Refusal refusal = Refusal.of(received);
        problem = refusal.problem();
        if (refusal.kind() != Refusal.Kind.PASSING) {
          throw failed(problem);
        }
      } catch (BadReplyException | LateException | IOException e) {
        problem = Reasons.of(e);
      }
      if (tries > options.patience().retries()) {
        throw failed(problem);
      }
      Thread.sleep(backoff.delay(tries, RandomGenerator.getDefault()));
    }
  }

  private HttpRequest request(String prompt) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("model", address.model())
            .put("prompt", prompt)
            .put("max_tokens", 1)
            .put("temperature", 0)
            .put("echo", true)
            .put("logprobs", 1);
    options.body().forEach(body::set);
    HttpRequest.Builder http =
        HttpRequest.newBuilder(address.resolve("completions"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()));
    OpenAiJson.bearer(options.credentials().key()).forEach(http::setHeader);
    options.credentials().headers().forEach((name, value) -> http.setHeader(name, value.reveal()));
    return http.build();
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
