package assay.harness.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// How an endpoint is called.
///
/// @param api which interface; empty for OpenAI's chat or text completions, as the prompt is
/// @param concurrency most calls under way at once
/// @param stream whether replies are streamed
/// @param body fields that every call has besides; a null leaves one out
/// @param deadlines for one try
/// @param patience for all tries
/// @param credentials never stored or shown
public record EndpointOptions(
    Optional<Api> api,
    int concurrency,
    boolean stream,
    Map<String, JsonNode> body,
    Deadlines deadlines,
    Patience patience,
    Credentials credentials) {

  public EndpointOptions {
    Objects.requireNonNull(api);
    if (concurrency < 1) {
      throw new IllegalArgumentException("an endpoint needs concurrency >= 1");
    }
    body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
    Objects.requireNonNull(deadlines);
    Objects.requireNonNull(patience);
    Objects.requireNonNull(credentials);
  }

  /// Returns in words what is not as every call is, without a secret.
  Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    api.ifPresent(one -> words.put("api", one.toString()));
    if (stream) {
      words.put("stream", "yes");
    }
    body.forEach((name, value) -> words.put("body " + name, credentials.redact(value.toString())));
    credentials.headers().keySet().stream()
        .sorted()
        .forEach(name -> words.put("header " + name, "***"));
    return words;
  }
}
