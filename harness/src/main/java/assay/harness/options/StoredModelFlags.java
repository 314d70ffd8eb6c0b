package assay.harness.options;

import assay.engine.config.CacheType;
import assay.engine.config.WeightPlacement;
import assay.harness.endpoint.Api;
import assay.harness.endpoint.EndpointAddress;
import assay.harness.endpoint.EndpointOptions;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.model.EngineOptions;
import assay.harness.model.ModelChoice;
import assay.harness.model.RecordedFields;
import assay.harness.run.UsageException;
import assay.results.ModelFacts;
import assay.results.RunManifest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The model of a stored run, asked as its manifest says; what measures nothing else may differ.
@InGroup(OptionGroup.MODEL)
public final class StoredModelFlags {
  @Mixin private CallFlags calls;
  @Mixin private CredentialFlags credentials;

  @InGroup(OptionGroup.ENDPOINT)
  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "Endpoint: where the model is now, as http(s)://host/v1, if it has moved. The run's notes"
              + " (retries.jsonl) say so.")
  private String endpoint;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "Engine and recordings: the model's file or folder, or the recording, if it is no longer"
              + " where the manifest says; its content must be the same.")
  private Path model;

  @InGroup(OptionGroup.ENGINE)
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Engine: computing threads (default: one for each processor).")
  private Integer threads;

  @InGroup(OptionGroup.ENGINE)
  @Option(
      names = "--sequences",
      paramLabel = "N",
      defaultValue = "16",
      description = "Engine: most sequences computed at once (default: ${DEFAULT-VALUE}).")
  private int sequences;

  @Option(
      names = "--fields",
      paramLabel = "NAMES",
      description = "Recordings: names of the fields, where the run was given some.")
  private String fields = "";

  /// Returns the model that a manifest names.
  ///
  /// @throws UsageException if its file is not known, or an option does not fit it
  ModelChoice choice(RunManifest made) {
    if (endpoint != null && !(made.model().facts() instanceof ModelFacts.Endpoint)) {
      throw new UsageException("--endpoint: the run asked no endpoint");
    }
    return switch (made.model().facts()) {
      case ModelFacts.Endpoint facts -> endpoint(facts);
      case ModelFacts.Engine facts ->
          new ModelChoice.Engine(
              place(made, made.model().name()),
              engine(facts).running(EngineFlags.sequences(sequences)));
      case ModelFacts.Recording facts ->
          new ModelChoice.Recorded(place(made, facts.file()), RecordedFields.parse(fields));
    };
  }

  private ModelChoice endpoint(ModelFacts.Endpoint facts) {
    Map<String, String> words = facts.calls();
    Optional<Api> api = Optional.ofNullable(words.get("api")).flatMap(Api::labelled);
    EndpointOptions options =
        new EndpointOptions(
                api,
                calls.concurrency(),
                false,
                Map.of(),
                calls.deadlines(),
                calls.patience(),
                credentials.of(api))
            .like(words);
    String base = endpoint == null ? facts.address() : endpoint;
    return new ModelChoice.Endpoint(
        EndpointAddress.parse(base.contains("#") ? base : base + "#" + facts.asked()), options);
  }

  private EngineOptions engine(ModelFacts.Engine facts) {
    return new EngineOptions(
        facts.kernels(),
        threads == null ? Runtime.getRuntime().availableProcessors() : threads,
        facts.context(),
        facts.ropeScaling().map(EngineOptions::scaling),
        CacheType.valueOf(facts.cache().type()),
        WeightPlacement.PACKED,
        OptionalLong.empty(),
        EngineOptions.DEFAULT_SEQUENCES);
  }

  private Path place(RunManifest made, String name) {
    return Optional.ofNullable(model)
        .or(() -> made.circumstances().places().model())
        .orElseThrow(
            () ->
                new UsageException(
                    "--model is missing: the manifest does not say where %s is; name it"
                        .formatted(name)));
  }
}
