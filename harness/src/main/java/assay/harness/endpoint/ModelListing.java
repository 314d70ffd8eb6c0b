package assay.harness.endpoint;

import assay.harness.run.RunFailedException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;

/// What an endpoint lists under `models`.
record ModelListing(HttpClient client, EndpointAddress address, EndpointOptions options) {
  private static final Deadlines DEADLINES =
      new Deadlines(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));
  private static final int LIMIT_BYTES = 16 << 20;

  /// Returns the endpoint's own name for the model; empty where it lists none.
  ///
  /// @throws RunFailedException if there is no connection
  Optional<String> name() {
    Wire wire = options.api().orElse(Api.CHAT).wire();
    Credentials credentials = options.credentials();
    HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve("models")).GET();
    wire.headers(credentials.key()).forEach(request::setHeader);
    credentials.headers().forEach((name, value) -> request.setHeader(name, value.reveal()));
    try {
      Received received =
          new TimedCall(client, DEADLINES, LIMIT_BYTES)
              .send(request.build(), wire.streamed(), false)
              .received();
      return received.success() ? listed(received.tree()) : Optional.empty();
    } catch (BadReplyException e) {
      return Optional.empty();
    } catch (LateException e) {
      throw unreachable(e.getMessage(), e);
    } catch (IOException e) {
      throw unreachable(Reasons.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailedException("interrupted while asking " + address.base(), e);
    }
  }

  private RunFailedException unreachable(String reason, Exception e) {
    return new RunFailedException(
        "%s: no connection: %s. Is the server running, and is the address right?"
            .formatted(address.base(), options.credentials().redact(reason)),
        e);
  }

  private Optional<String> listed(JsonNode listing) {
    for (JsonNode entry : listing.path("data")) {
      if (entry.path("id").asText().equals(address.model())) {
        String root = entry.path("root").asText("");
        return Optional.of(address.model() + (root.isEmpty() ? "" : " (" + root + ")"));
      }
    }
    return Optional.empty();
  }
}
