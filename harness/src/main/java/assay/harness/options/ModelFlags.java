package assay.harness.options;

import assay.harness.endpoint.EndpointAddress;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.hub.Hub;
import assay.harness.hub.ModelName;
import assay.harness.model.EngineOptions;
import assay.harness.model.ModelChoice;
import assay.harness.model.RecordedFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How a model is asked, whichever it is.
@InGroup(OptionGroup.MODEL)
public final class ModelFlags {
  private static final String RECORDED = "recorded:";

  @Mixin private EngineFlags engine;

  @InGroup(OptionGroup.ENGINE)
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

  private final Hub hub;

  /// Creates the flags.
  ///
  /// @param hub where models with a name are
  public ModelFlags(Hub hub) {
    this.hub = hub;
  }

  /// Returns whether a text names an endpoint, a recording, or a model of the hub's, which no path
  /// can.
  public static boolean isAddress(String model) {
    return model.startsWith(RECORDED)
        || ModelName.isOne(model)
        || model.startsWith("http://")
        || model.startsWith("https://");
  }

  /// Returns the model that a text names. One of the hub's is downloaded now, unless it is here;
  /// whether a file is there shows when it is opened.
  ///
  /// @throws UsageException if an address is malformed, or flags do not fit one another
  public ModelChoice choice(String model) {
    if (model.startsWith(RECORDED)) {
      return new ModelChoice.Recorded(
          Path.of(model.substring(RECORDED.length())), RecordedFields.parse(fields));
    }
    EngineOptions running = engine.options().running(EngineFlags.sequences(sequences));
    if (ModelName.isOne(model)) {
      ModelName name = ModelName.parse(model);
      Path file = named(name);
      return new ModelChoice.Engine(file, running, Optional.of(name.origin(model, file)));
    }
    if (isAddress(model)) {
      return new ModelChoice.Endpoint(EndpointAddress.parse(model), endpoint.options());
    }
    return new ModelChoice.Engine(Path.of(model), running);
  }

  private Path named(ModelName name) {
    try {
      return hub.model(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
