package assay.engine;

import assay.engine.format.JsonElement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A tiny random checkpoint with logits that Transformers computed; see `tools/golden/README.md`.
final class ReferenceCheckpoint {
  private static final Path ROOT = Path.of("src/test/resources/assay/engine/huggingface");

  private final Path folder;
  private final int[] prompt;
  private final int[] greedy;
  private final float[][] logits;

  private ReferenceCheckpoint(Path folder, JsonElement reference) throws IOException {
    this.folder = folder;
    prompt = ids(reference.require("prompt"));
    greedy = ids(reference.require("greedy"));
    logits = GoldenModel.readNpy(ROOT.resolve(reference.require("logits").text()));
  }

  /// Returns the names of all checkpoints.
  static List<String> names() {
    return withFile("config.json");
  }

  /// Returns the names of those that were converted to GGUF.
  static List<String> converted() {
    return withFile("model.gguf");
  }

  private static List<String> withFile(String file) {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve(file)))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ReferenceCheckpoint read(String name) throws IOException {
    Path folder = ROOT.resolve(name);
    return new ReferenceCheckpoint(folder, JsonElement.read(folder.resolve("reference.json")));
  }

  private static int[] ids(JsonElement member) {
    return member.items().stream().mapToInt(id -> (int) id.integer()).toArray();
  }

  /// Returns the checkpoint.
  Path folder() {
    return folder;
  }

  /// Returns the checkpoint, or the GGUF file where there is no other.
  Path anyFile() {
    return Files.exists(folder.resolve("config.json")) ? folder : folder.resolve("model.gguf");
  }

  /// Returns the prompt's token ids.
  int[] prompt() {
    return prompt;
  }

  /// Returns the ids that the reference chose behind the prompt, one after the other by arg max.
  int[] greedy() {
    return greedy;
  }

  /// Returns `[prompt + greedy][vocabSize]`; row i follows token i.
  float[][] logits() {
    return logits;
  }

  /// Returns prompt and continuation as one sequence.
  int[] tokens() {
    return IntStream.concat(IntStream.of(prompt), IntStream.of(greedy)).toArray();
  }
}
