package assay.harness.model;

import assay.harness.run.CompletionRequest;
import assay.harness.run.Model;
import assay.harness.run.RunFailedException;
import assay.results.Cause;
import assay.results.Failure;
import assay.results.ModelFacts;
import assay.results.Outcome;
import assay.results.RunManifest.ModelIdentity;
import assay.tasks.TokenCounter;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/// A model behind an OpenAI-compatible endpoint.
///
/// Calls that may succeed later (429, 408, 5xx, a broken or incomplete reply, no reply in time) are
/// tried again with exponential backoff and jitter, or after what `Retry-After` asks for. What
/// stays refused is a [Failure], never an empty completion. A key that is refused before any call
/// succeeded ends the run.
public final class EndpointModel implements Model {
  /// A completion is a few hundred kilobytes at most; an endless reply must not fill the memory.
  private static final long REPLY_LIMIT_BYTES = 64L << 20;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration LISTING_TIMEOUT = Duration.ofSeconds(20);

  private final EndpointAddress address;
  private final EndpointOptions options;
  private final Backoff backoff;
  private final HttpClient client;
  private final AtomicBoolean everAnswered = new AtomicBoolean();
  private final AtomicReference<String> answeringModel = new AtomicReference<>("");

  /// Creates the adapter; nothing is sent yet.
  public EndpointModel(EndpointAddress address, EndpointOptions options) {
    this.address = address;
    this.options = options;
    this.backoff = new Backoff(options.firstDelay());
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  /// Returns endpoint and model, with the name that the endpoint itself lists for it.
  @Override
  public ModelIdentity identity() {
    return new ModelIdentity(
        address.model(),
        Map.of(),
        new ModelFacts.Endpoint(
            address.base().toString(), address.model(), listedModel().orElse("not reported")));
  }

  private Optional<String> listedModel() {
    try {
      HttpResponse<String> response =
          client.send(
              request("models").timeout(LISTING_TIMEOUT).GET().build(),
              BodyHandlers.limiting(BodyHandlers.ofString(), REPLY_LIMIT_BYTES));
      if (response.statusCode() != 200) {
        return Optional.empty();
      }
      for (JsonNode entry : new JsonMapper().readTree(response.body()).path("data")) {
        if (entry.path("id").asText().equals(address.model())) {
          String root = entry.path("root").asText("");
          return Optional.of(address.model() + (root.isEmpty() ? "" : " (" + root + ")"));
        }
      }
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new RunFailedException(
          "%s: no connection: %s. Is the server running, and is the address right?"
              .formatted(address.base(), reason(e)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailedException("interrupted while asking " + address.base(), e);
    }
  }

  @Override
  public int concurrency() {
    return options.concurrency();
  }

  @Override
  public Optional<TokenCounter> tokenCounter() {
    return Optional.empty();
  }

  @Override
  public Outcome complete(CompletionRequest request) throws InterruptedException {
    HttpRequest call =
        request(ChatWire.path(request.prompt()))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(ChatWire.body(address.model(), request)))
            .build();
    Attempt last = attempt(call, request);
    for (int failed = 1; failed <= options.retries(); failed++) {
      if (!(last instanceof Retry retry)) {
        break;
      }
      Thread.sleep(backoff.delay(failed, retry.asked(), RandomGenerator.getDefault()));
      last = attempt(call, request);
    }
    return switch (last) {
      case Done done -> done.outcome();
      case Retry retry ->
          new Failure(
              retry.cause(),
              "%s, after %d tries".formatted(retry.problem(), options.retries() + 1));
    };
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(address.resolve(path));
    options.apiKey().ifPresent(key -> builder.header("Authorization", "Bearer " + key.reveal()));
    return builder;
  }

  /// What came of one try.
  private sealed interface Attempt {}

  /// A result that no further try would change.
  private record Done(Outcome outcome) implements Attempt {}

  /// A failure that may pass.
  private record Retry(Cause cause, String problem, Optional<Duration> asked) implements Attempt {}

  private Attempt attempt(HttpRequest call, CompletionRequest request) throws InterruptedException {
    long start = System.nanoTime();
    // The request's own timeout ends with the headers; this one covers the body too.
    CompletableFuture<HttpResponse<String>> pending =
        client.sendAsync(call, BodyHandlers.limiting(BodyHandlers.ofString(), REPLY_LIMIT_BYTES));
    try {
      HttpResponse<String> response =
          pending.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return judge(response, request, Duration.ofNanos(System.nanoTime() - start));
    } catch (TimeoutException e) {
      pending.cancel(true);
      String problem = "no complete reply within %d s".formatted(options.timeout().toSeconds());
      return new Retry(Cause.TIMEOUT, problem, Optional.empty());
    } catch (ExecutionException e) {
      String problem = "the call broke: " + reason(e.getCause());
      return new Retry(Cause.ENDPOINT_ERROR, problem, Optional.empty());
    }
  }

  private Attempt judge(
      HttpResponse<String> response, CompletionRequest request, Duration elapsed) {
    int status = response.statusCode();
    if (status == 200) {
      try {
        ChatWire.Reply reply = ChatWire.reply(response.body(), request.prompt(), elapsed);
        everAnswered.set(true);
        return new Done(sameModel(reply));
      } catch (ChatWire.BadReplyException e) {
        return new Retry(Cause.ENDPOINT_ERROR, redact(e.getMessage()), Optional.empty());
      }
    }
    String problem =
        redact("HTTP %d: %s".formatted(status, ChatWire.errorMessage(response.body())));
    if (status == 429 || status == 408 || status >= 500) {
      return new Retry(
          Cause.ENDPOINT_ERROR, problem, Backoff.retryAfter(response.headers(), Instant.now()));
    }
    if ((status == 401 || status == 403 || status == 404) && !everAnswered.get()) {
      throw new RunFailedException(
          "%s refuses every call: %s. Check the address, the model's name and the key"
              .formatted(address.base(), problem));
    }
    Cause cause =
        ChatWire.saysContextOverflow(response.body())
            ? Cause.CONTEXT_OVERFLOW
            : Cause.ENDPOINT_ERROR;
    return new Done(new Failure(cause, problem));
  }

  /// Replies of two models must not be mixed in one score.
  private Outcome sameModel(ChatWire.Reply reply) {
    answeringModel.compareAndSet("", reply.model());
    String first = answeringModel.get();
    return reply.model().isEmpty() || reply.model().equals(first)
        ? reply.completion()
        : new Failure(
            Cause.ENDPOINT_ERROR,
            "answered by model \"%s\", earlier replies were by \"%s\""
                .formatted(redact(reply.model()), redact(first)));
  }

  private String redact(String text) {
    return options.apiKey().map(key -> key.redact(text)).orElse(text);
  }

  private String reason(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return redact(message);
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
