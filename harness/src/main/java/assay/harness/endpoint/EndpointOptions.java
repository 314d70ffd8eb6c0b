package assay.harness.endpoint;

import assay.harness.run.UsageException;
import assay.results.CallLimits;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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

  private static final String BODY = "body ";
  private static final String HEADER = "header ";

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

  /// Returns these options for calls of the same interface and content as a manifest has them in
  /// words.
  ///
  /// @param calls what [#words] made
  /// @throws UsageException if a header is missing, whose value no manifest has, or a field of the
  ///   body cannot be read
  public EndpointOptions like(Map<String, String> calls) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    calls.forEach(
        (word, value) -> {
          if (word.startsWith(BODY)) {
            fields.put(word.substring(BODY.length()), json(word, value));
          } else if (word.startsWith(HEADER)) {
            requireHeader(word.substring(HEADER.length()));
          }
        });
    return new EndpointOptions(
        Optional.ofNullable(calls.get("api")).flatMap(Api::labelled),
        concurrency,
        calls.containsKey("stream"),
        fields,
        deadlines,
        patience,
        credentials);
  }

  private void requireHeader(String name) {
    if (!credentials.headers().containsKey(name)) {
      throw new UsageException(
          "the calls had the header %s, whose value is stored nowhere: name it with --header %s=VARIABLE"
              .formatted(name, name));
    }
  }

  private static JsonNode json(String word, String value) {
    try {
      return new JsonMapper().readTree(value);
    } catch (JsonProcessingException e) {
      throw new UsageException("the manifest's %s is not JSON: %s".formatted(word, value), e);
    }
  }

  /// Requires that the interface can tell likelihoods.
  ///
  /// @throws UsageException if another one is named
  public void requireEcho() {
    if (api.isPresent() && api.get() != Api.COMPLETIONS) {
      throw new UsageException(
          "--api %s: log-likelihoods are asked of text completions (echo and logprobs). Leave --api out, or write --api completions"
              .formatted(api.get()));
    }
  }

  /// Returns what manifests say of how long a call may take.
  CallLimits limits() {
    return new CallLimits(
        deadlines.whole(),
        Optional.of(patience.total()),
        Optional.of(deadlines.firstToken()).filter(_ -> stream),
        Optional.of(deadlines.idle()).filter(_ -> stream));
  }

  /// Returns in words what is not as every call is, without a secret.
  Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    api.ifPresent(one -> words.put("api", one.toString()));
    if (stream) {
      words.put("stream", "yes");
    }
    body.forEach((name, value) -> words.put(BODY + name, credentials.redact(value.toString())));
    credentials.headers().keySet().stream()
        .sorted()
        .forEach(name -> words.put(HEADER + name, "***"));
    return words;
  }
}
