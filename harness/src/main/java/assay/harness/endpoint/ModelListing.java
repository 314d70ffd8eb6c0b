package assay.harness.endpoint;

import assay.harness.run.RunFailedException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// What an endpoint lists under `models`.
record ModelListing(Connections connections, EndpointAddress address, EndpointOptions options) {
  private static final Deadlines DEADLINES =
      new Deadlines(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));
  private static final int LIMIT_BYTES = 16 << 20;

  /// What is said of one model.
  ///
  /// @param name the endpoint's own, with the one that it stands for
  /// @param context most tokens of prompt and answer together, where vLLM, SGLang or `assay serve`
  ///   tells it
  record ListedModel(String name, OptionalInt context) {}

  /// Returns what the endpoint says of the model; empty where it does not list it.
  ///
  /// @throws RunFailedException if nothing answers there, or something that is no such server
  Optional<ListedModel> model() {
    Wire wire = options.api().orElse(Api.CHAT).wire();
    Request request =
        new Request(
            address.path("models"),
            EndpointCall.headers(wire, options.credentials()),
            Optional.empty());
    try {
      Received received =
          new TimedCall(connections, DEADLINES, LIMIT_BYTES)
              .send(request, wire.streamed(), false)
              .received();
      return received.success() ? listed(received.tree()) : Optional.empty();
    } catch (BadReplyException e) {
      return Optional.empty();
    } catch (LateException e) {
      throw unreachable(e.getMessage(), e);
    } catch (WrongServerException e) {
      throw new RunFailedException(options.credentials().redact(e.getMessage()), e);
    } catch (IOException e) {
      throw unreachable(Reasons.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailedException("interrupted while asking " + address.base(), e);
    }
  }

  private RunFailedException unreachable(String reason, Exception e) {
    return new RunFailedException(
        "%s cannot be asked: %s. Is the server running, and is the address right?"
            .formatted(address.base(), options.credentials().redact(reason)),
        e);
  }

  private Optional<ListedModel> listed(JsonNode listing) {
    for (JsonNode entry : listing.path("data")) {
      if (entry.path("id").asText().equals(address.model())) {
        String root = entry.path("root").asText("");
        return Optional.of(
            new ListedModel(
                address.model() + (root.isEmpty() ? "" : " (" + root + ")"),
                ReplyJson.count(entry.path("max_model_len"))));
      }
    }
    return Optional.empty();
  }
}
