package assay.harness.options;

import assay.harness.endpoint.EndpointAddress;
import assay.harness.model.ModelChoice;
import assay.harness.model.RecordedFields;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How a model is asked, whichever it is.
public final class ModelFlags {
  private static final String RECORDED = "recorded:";

  @Mixin private EngineFlags engine;

  @Option(
      names = "--sequences",
      paramLabel = "N",
      defaultValue = "16",
      description =
          "Engine: most sequences computed at once (default: ${DEFAULT-VALUE}). Answers are the"
              + " same whatever it is; energy is told for 1 alone.")
  private int sequences;

  @Mixin private EndpointFlags endpoint;

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
      return new ModelChoice.Endpoint(EndpointAddress.parse(model), endpoint.options());
    }
    int atOnce = EngineFlags.sequences(sequences);
    return new ModelChoice.Engine(Path.of(model), engine.options().running(atOnce));
  }
}
