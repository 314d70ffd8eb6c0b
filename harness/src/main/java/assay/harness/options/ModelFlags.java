package assay.harness.options;

import assay.harness.model.EndpointAddress;
import assay.harness.model.EndpointOptions;
import assay.harness.model.ModelChoice;
import assay.harness.model.RecordedFields;
import assay.harness.model.Secret;
import assay.harness.run.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How a model is asked, whichever it is.
public final class ModelFlags {
  private static final String RECORDED = "recorded:";
  private static final String DEFAULT_KEY_VARIABLE = "OPENAI_API_KEY";

  @Mixin private EngineFlags engine;

  @Option(
      names = "--sequences",
      paramLabel = "N",
      defaultValue = "16",
      description =
          "Engine: most sequences computed at once (default: ${DEFAULT-VALUE}). Answers are the"
              + " same whatever it is; energy is told for 1 alone.")
  private int sequences;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "8",
      description = "Endpoint: calls under way at once (default: ${DEFAULT-VALUE}).")
  private int concurrency;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "Endpoint: longest time for one whole reply (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "6",
      description =
          "Endpoint: further tries after a failure that may pass (default: ${DEFAULT-VALUE}).")
  private int retries;

  @Option(
      names = "--api-key-env",
      paramLabel = "NAME",
      description =
          "Endpoint: the environment variable that holds the key (default: "
              + DEFAULT_KEY_VARIABLE
              + ", where it is set). The key is never written anywhere.")
  private String apiKeyVariable;

  @Option(
      names = "--fields",
      paramLabel = "NAMES",
      description =
          "Recorded: names of the fields, as id=question_id,output=text. `assay score --help`"
              + " has the defaults.")
  private String fields = "";

  /// Returns whether a text names an endpoint or a recording, which no path can.
  public static boolean isAddress(String model) {
    return model.startsWith(RECORDED)
        || model.startsWith("http://")
        || model.startsWith("https://");
  }

  /// Returns the model that a text names; whether it is there shows when it is opened.
  ///
  /// @throws UsageException if an address is malformed, or flags do not fit one another
  public ModelChoice choice(String model) {
    if (model.startsWith(RECORDED)) {
      return new ModelChoice.Recorded(
          Path.of(model.substring(RECORDED.length())), RecordedFields.parse(fields));
    }
    if (isAddress(model)) {
      return new ModelChoice.Endpoint(EndpointAddress.parse(model), endpointOptions());
    }
    int atOnce = EngineFlags.sequences(sequences);
    return new ModelChoice.Engine(Path.of(model), engine.options().running(atOnce));
  }

  private EndpointOptions endpointOptions() {
    if (concurrency < 1 || timeoutSeconds < 1 || retries < 0) {
      throw new UsageException(
          "--concurrency and --timeout must be at least 1, --retries at least 0");
    }
    return new EndpointOptions(
        concurrency,
        Duration.ofSeconds(timeoutSeconds),
        retries,
        EndpointOptions.DEFAULT.firstDelay(),
        apiKey());
  }

  private Optional<Secret> apiKey() {
    String variable = apiKeyVariable == null ? DEFAULT_KEY_VARIABLE : apiKeyVariable;
    String value = System.getenv(variable);
    if (value != null && !value.isBlank()) {
      return Optional.of(new Secret(value.strip()));
    }
    if (apiKeyVariable != null) {
      throw new UsageException(
          "--api-key-env %s: the environment variable is not set".formatted(apiKeyVariable));
    }
    return Optional.empty();
  }
}
