package assay.harness.model;

import assay.harness.endpoint.EndpointAddress;
import assay.harness.endpoint.EndpointModel;
import assay.harness.endpoint.EndpointOptions;
import assay.harness.run.Model;
import assay.harness.run.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which model answers, and how it is asked. Equal choices may share one open model.
public sealed interface ModelChoice {

  /// Opens the model; the caller closes it.
  ///
  /// @throws UsageException if there is no such file, or the options do not fit this machine or
  ///   this model
  Model open() throws IOException;

  /// The bundled engine on a GGUF file or a checkpoint folder.
  record Engine(Path file, EngineOptions options) implements ModelChoice {
    @Override
    public Model open() throws IOException {
      if (!Files.exists(file)) {
        throw new UsageException(
            "--model %s: no such file; write a GGUF file, a checkpoint folder, http(s)://host/v1#name or recorded:FILE"
                .formatted(file));
      }
      return EngineModel.open(file, options);
    }
  }

  /// An OpenAI-compatible endpoint.
  record Endpoint(EndpointAddress address, EndpointOptions options) implements ModelChoice {
    @Override
    public Model open() {
      return new EndpointModel(address, options);
    }
  }

  /// Generations made elsewhere, or a run.
  record Recorded(Path path, RecordedFields fields) implements ModelChoice {
    @Override
    public Model open() throws IOException {
      return RecordedModel.open(path, fields);
    }
  }
}
