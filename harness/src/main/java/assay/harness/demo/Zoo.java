package assay.harness.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The project's own suites and models, copied out of the program: small models that `tools/zoo`
/// has trained, questions that their training has held out, and what the training framework
/// answered.
///
/// @param folder where the files are
public record Zoo(Path folder) {
  private static final List<String> SUITES = List.of("multiple-choice", "math", "programming");

  /// One suite.
  ///
  /// @param name the benchmark's name
  /// @param protocol the benchmark's protocol that the models were trained for
  /// @param data its samples
  /// @param recording completions of them by the final dense model in the training framework
  public record Suite(String name, String protocol, Path data, Path recording) {}

  /// Copies the suites and some models into a folder.
  ///
  /// @param models their names, such as `dense-final`
  public static Zoo extract(Path folder, List<String> models) throws IOException {
    Zoo zoo = new Zoo(folder);
    for (String suite : SUITES) {
      copy("suites/" + suite + ".jsonl", zoo.data(suite));
      copy("recorded/" + suite + ".jsonl", zoo.recording(suite));
    }
    for (String model : models) {
      copy("models/" + zoo.model(model).getFileName(), zoo.model(model));
    }
    return zoo;
  }

  /// Returns the three suites.
  public List<Suite> suites() {
    return List.of(
        suite("mmlu-pro", "mmlu-pro/official-local-0shot", "multiple-choice"),
        suite("math-500", "math-500/qwen2.5-math", "math"),
        suite("livecodebench", "livecodebench/generic", "programming"));
  }

  /// Returns where a model is.
  public Path model(String name) {
    return folder.resolve("models").resolve(name + "-q8_0.gguf");
  }

  private Suite suite(String name, String protocol, String file) {
    return new Suite(name, protocol, data(file), recording(file));
  }

  private Path data(String suite) {
    return folder.resolve(suite + ".jsonl");
  }

  private Path recording(String suite) {
    return folder.resolve("recorded").resolve(suite + ".jsonl");
  }

  private static void copy(String resource, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try (InputStream in = Zoo.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its resource " + resource);
      }
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
