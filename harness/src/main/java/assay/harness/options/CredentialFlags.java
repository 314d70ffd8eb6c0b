package assay.harness.options;

import assay.harness.endpoint.Api;
import assay.harness.endpoint.Credentials;
import assay.harness.endpoint.Secret;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.run.UsageException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What an endpoint is shown and is written nowhere.
@InGroup(OptionGroup.ENDPOINT)
public final class CredentialFlags {
  private static final String OPENAI_KEY = "OPENAI_API_KEY";
  private static final String ANTHROPIC_KEY = "ANTHROPIC_API_KEY";

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

  /// Returns the key and the further headers.
  ///
  /// @param api that the endpoint speaks, where that was said
  /// @throws UsageException if an environment variable is not there
  Credentials of(Optional<Api> api) {
    return new Credentials(key(api), secretHeaders());
  }

  private Map<String, Secret> secretHeaders() {
    Map<String, Secret> secrets = new HashMap<>();
    headers.forEach(
        (name, variable) ->
            secrets.put(name, required("--header %s=%s".formatted(name, variable), variable)));
    return secrets;
  }

  private Optional<Secret> key(Optional<Api> api) {
    if (keyVariable != null) {
      return Optional.of(required("--api-key-env " + keyVariable, keyVariable));
    }
    return secret(api.equals(Optional.of(Api.MESSAGES)) ? ANTHROPIC_KEY : OPENAI_KEY);
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
