package assay.harness.hub;

import assay.harness.run.UsageException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Ollama's models on this machine: a manifest by name and tag tells which content is the GGUF
/// file.
///
/// Source: Ollama's own layout (`server/modelpath.go`, `server/manifest.go`).
///
/// @param root the folder with `manifests` and `blobs`
record OllamaStore(Path root) {
  private static final String REGISTRY = "registry.ollama.ai";
  private static final String MODEL = "application/vnd.ollama.image.model";
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  /// Returns the store that an environment names.
  static OllamaStore of(Map<String, String> environment) {
    String named = environment.getOrDefault("OLLAMA_MODELS", "");
    return new OllamaStore(
        named.isBlank()
            ? Path.of(environment.getOrDefault("HOME", "."), ".ollama", "models")
            : Path.of(named));
  }

  /// Returns the GGUF file of a model.
  ///
  /// @throws UsageException if it is not in the store
  Path model(ModelName.InOllama name) throws IOException {
    Path manifest = manifest(name);
    if (!Files.isRegularFile(manifest)) {
      throw new UsageException(
          "--model ollama:%s:%s: not in Ollama's store (%s). `ollama list` shows what is there, `ollama pull` brings it, OLLAMA_MODELS names another store"
              .formatted(name.name(), name.tag(), manifest));
    }
    JsonNode layers = new ObjectMapper().readTree(manifest.toFile()).path("layers");
    Optional<String> digest = Optional.empty();
    for (JsonNode layer : layers) {
      if (layer.path("mediaType").asText().equals(MODEL)) {
        digest = Optional.of(layer.path("digest").asText());
      }
    }
    Path blob =
        digest
            .filter(text -> DIGEST.matcher(text).matches())
            .map(text -> root.resolve("blobs").resolve(text.replace(':', '-')))
            .orElseThrow(
                () -> new HubException(manifest + ": names no model; pull it again with Ollama"));
    if (!Files.isRegularFile(blob)) {
      throw new HubException(blob + ": named by " + manifest + " but missing; pull it again");
    }
    return blob;
  }

  private Path manifest(ModelName.InOllama name) {
    int parts = name.name().split("/").length;
    Path manifests = root.resolve("manifests");
    Path repository =
        switch (parts) {
          case 1 -> manifests.resolve(REGISTRY).resolve("library").resolve(name.name());
          case 2 -> manifests.resolve(REGISTRY).resolve(name.name());
          default -> manifests.resolve(name.name());
        };
    return repository.resolve(name.tag());
  }
}
