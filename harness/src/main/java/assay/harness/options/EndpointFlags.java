package assay.harness.options;

import assay.harness.endpoint.Api;
import assay.harness.endpoint.EndpointOptions;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.run.UsageException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How an endpoint is called.
@InGroup(OptionGroup.ENDPOINT)
public final class EndpointFlags {
  @Mixin private CallFlags calls;
  @Mixin private CredentialFlags credentials;

  @Option(
      names = "--api",
      paramLabel = "NAME",
      description =
          "Endpoint: the interface it speaks: chat, completions or responses (OpenAI's), messages"
              + " (Anthropic's). Default: chat or completions, as the protocol's prompts are.")
  private Api api;

  @Option(
      names = "--stream",
      description =
          "Endpoint: stream replies, so that a connection that fell silent is noticed soon.")
  private boolean stream;

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
    return new EndpointOptions(
        Optional.ofNullable(api),
        calls.concurrency(),
        stream,
        fields(),
        calls.deadlines(),
        calls.patience(),
        credentials.of(Optional.ofNullable(api)));
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
}
