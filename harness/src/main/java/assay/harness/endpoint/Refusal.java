package assay.harness.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;

/// What a reply with another status than success says.
///
/// @param status of HTTP
/// @param words the server's own
/// @param kind what it means for the run
record Refusal(int status, String words, Kind kind) {
  private static final JsonMapper JSON = new JsonMapper();

  /// What a refusal means.
  enum Kind {
    /// The same call may succeed later.
    PASSING,
    /// This call never will.
    LASTING,
    /// This call does not fit the context window.
    CONTEXT,
    /// No call will before somebody does something: no credit, no quota.
    EVERY_CALL,
    /// No call will, if none did before: a wrong key, name or address.
    EVERY_CALL_SO_FAR
  }

  /// Reads a refusal.
  static Refusal of(Received reply) {
    int status = reply.status();
    if (status / 100 == 3) {
      String place = reply.headers().first("Location").orElse("an unknown place");
      return new Refusal(
          status,
          "redirected to %s, which is not followed, as the key would go there".formatted(place),
          Kind.EVERY_CALL_SO_FAR);
    }
    String body = reply.body();
    return new Refusal(status, message(body), kind(status, body.toLowerCase(Locale.ROOT)));
  }

  private static Kind kind(int status, String body) {
    if (status == 402
        || body.contains("insufficient_quota")
        || body.contains("exceeded your current quota")
        || body.contains("credit balance is too low")) {
      return Kind.EVERY_CALL;
    }
    if (body.contains("context_length_exceeded")
        || body.contains("maximum context length")
        || body.contains("exceeds the available context size")
        || body.contains("prompt is too long")) {
      return Kind.CONTEXT;
    }
    return switch (status) {
      case 408, 409, 425, 429 -> Kind.PASSING;
      case 401, 403, 404 -> Kind.EVERY_CALL_SO_FAR;
      default -> status >= 500 ? Kind.PASSING : Kind.LASTING;
    };
  }

  /// Returns whether the endpoint has too much to do.
  boolean overloaded() {
    return kind == Kind.PASSING && (status == 429 || status == 503 || status == 529);
  }

  /// Returns the refusal in a sentence.
  String problem() {
    return "HTTP %d: %s".formatted(status, words);
  }

  private static String message(String body) {
    try {
      JsonNode error = JSON.readTree(body).path("error");
      String message = error.isTextual() ? error.asText() : error.path("message").asText("");
      return excerpt(message.isEmpty() ? body : message);
    } catch (JsonProcessingException e) {
      return excerpt(body);
    }
  }

  private static String excerpt(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 300 ? line : line.substring(0, 300) + "...";
  }
}
