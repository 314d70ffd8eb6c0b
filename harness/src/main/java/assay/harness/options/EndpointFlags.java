package assay.harness.options;

import assay.harness.endpoint.Api;
import assay.harness.endpoint.Credentials;
import assay.harness.endpoint.Deadlines;
import assay.harness.endpoint.EndpointOptions;
import assay.harness.endpoint.Patience;
import assay.harness.endpoint.Secret;
import assay.harness.run.UsageException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How an endpoint is called.
public final class EndpointFlags {
  private static final String OPENAI_KEY = "OPENAI_API_KEY";
  private static final String ANTHROPIC_KEY = "ANTHROPIC_API_KEY";

  @Option(
      names = "--api",
      paramLabel = "NAME",
      description =
          "Endpoint: the interface it speaks: chat, completions or responses (OpenAI's), messages"
              + " (Anthropic's). Default: chat or completions, as the protocol's prompts are.")
  private Api api;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "32",
      description =
          "Endpoint: most calls under way at once (default: ${DEFAULT-VALUE}). It begins with 4,"
              + " goes up while the endpoint keeps its pace and halves when it is overloaded.")
  private int concurrency;

  @Option(
      names = "--stream",
      description =
          "Endpoint: stream replies, so that a connection that fell silent is noticed soon.")
  private boolean stream;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "Endpoint: longest time for one whole reply (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(
      names = "--first-token-timeout",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description =
          "Endpoint, with --stream: longest time to the first token (default: ${DEFAULT-VALUE}).")
  private int firstToken;

  @Option(
      names = "--idle-timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "Endpoint, with --stream: longest silence after the first token (default:"
              + " ${DEFAULT-VALUE}).")
  private int idle;

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "6",
      description =
          "Endpoint: further tries after a failure that may pass (default: ${DEFAULT-VALUE}).")
  private int retries;

  @Option(
      names = "--empty-retries",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Endpoint: further tries after an empty completion (default: ${DEFAULT-VALUE}).")
  private int emptyRetries;

  @Option(
      names = "--max-wait",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description =
          "Endpoint: longest wait that it may ask for; a call that would have to wait longer is"
              + " not measured (default: ${DEFAULT-VALUE}).")
  private int longestWait;

  @Option(
      names = "--failures-in-a-row",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Endpoint: calls that failed one after the other until the run is given up (default:"
              + " ${DEFAULT-VALUE}).")
  private int failuresInARow;

  @Option(
      names = "--api-key-env",
      paramLabel = "NAME",
      description =
          "Endpoint: the environment variable that holds the key (default: "
              + OPENAI_KEY
              + ", for messages "
              + ANTHROPIC_KEY
              + ", where it is set). The key is never written anywhere.")
  private String keyVariable;

  @Option(
      names = "--header",
      paramLabel = "NAME=VARIABLE",
      description =
          "Endpoint: a further header with the environment variable that holds its value, which is"
              + " never written anywhere. May be repeated.")
  private Map<String, String> headers = Map.of();

  @Option(
      names = "--body",
      paramLabel = "FILE",
      description =
          "Endpoint: a JSON object with further fields of every call, such as"
              + " {\"chat_template_kwargs\": {\"enable_thinking\": false}}; null leaves a field"
              + " out. The manifest has them.")
  private Path body;

  /// Returns how the endpoint is called.
  ///
  /// @throws UsageException if a number is too small, or a variable or file is not there
  EndpointOptions options() {
    least("--concurrency", 1, concurrency);
    least("--timeout", 1, timeout);
    least("--first-token-timeout", 1, firstToken);
    least("--idle-timeout", 1, idle);
    least("--retries", 0, retries);
    least("--empty-retries", 0, emptyRetries);
    least("--max-wait", 0, longestWait);
    least("--failures-in-a-row", 1, failuresInARow);
    return new EndpointOptions(
        Optional.ofNullable(api),
        concurrency,
        stream,
        fields(),
        new Deadlines(
            Duration.ofSeconds(timeout), Duration.ofSeconds(firstToken), Duration.ofSeconds(idle)),
        new Patience(
            retries,
            Patience.DEFAULT.firstDelay(),
            Duration.ofSeconds(longestWait),
            emptyRetries,
            failuresInARow),
        new Credentials(key(), secretHeaders()));
  }

  private static void least(String option, int least, int value) {
    if (value < least) {
      throw new UsageException("%s must be at least %d".formatted(option, least));
    }
  }

  private Map<String, JsonNode> fields() {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    if (body == null) {
      return fields;
    }
    try {
      JsonNode read = new JsonMapper().readTree(Files.readString(body));
      if (!read.isObject()) {
        throw new UsageException("--body %s: not a JSON object".formatted(body));
      }
      read.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
      return fields;
    } catch (JsonProcessingException e) {
      throw new UsageException(
          "--body %s:%d: not JSON: %s"
              .formatted(
                  body,
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UsageException("--body %s: cannot be read: %s".formatted(body, e.getMessage()));
    }
  }

  private Map<String, Secret> secretHeaders() {
    Map<String, Secret> secrets = new HashMap<>();
    headers.forEach(
        (name, variable) ->
            secrets.put(name, required("--header %s=%s".formatted(name, variable), variable)));
    return secrets;
  }

  private Optional<Secret> key() {
    if (keyVariable != null) {
      return Optional.of(required("--api-key-env " + keyVariable, keyVariable));
    }
    return secret(api == Api.MESSAGES ? ANTHROPIC_KEY : OPENAI_KEY);
  }

  private static Secret required(String option, String variable) {
    return secret(variable)
        .orElseThrow(() -> new UsageException(option + ": the environment variable is not set"));
  }

  private static Optional<Secret> secret(String variable) {
    return Optional.ofNullable(System.getenv(variable))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .map(Secret::new);
  }
}
