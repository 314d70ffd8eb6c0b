package assay.harness.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// Handwritten suites, recordings of them and a model that knows nothing, as tests need them.
///
/// @param suites the three suites
/// @param model a GGUF file with random weights
public record DemoFiles(List<Suite> suites, Path model) {
  private static final String MODEL = "assay-demo-random.gguf";
  private static final Path HERE = Path.of("src/test/resources/assay/harness/demo");
  private static final Path SUITES = Path.of("../tasks/src/test/resources/assay/tasks/demo");

  public DemoFiles {
    suites = List.copyOf(suites);
  }

  /// One suite.
  ///
  /// @param name the suite's name
  /// @param data its samples
  /// @param recording completions of them by somebody who knows some answers
  public record Suite(String name, Path data, Path recording) {}

  /// Copies the files into a folder.
  public static DemoFiles extract(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("recorded"));
    copy(HERE.resolve(MODEL), folder);
    copy(SUITES.resolve("multiple-choice.validation.jsonl"), folder);
    return new DemoFiles(
        List.of(
            suite("mmlu-pro", "multiple-choice.jsonl", folder),
            suite("math-500", "math.jsonl", folder),
            suite("livecodebench", "programming.jsonl", folder)),
        folder.resolve(MODEL));
  }

  private static Suite suite(String name, String file, Path folder) throws IOException {
    Path recordings = folder.resolve("recorded");
    return new Suite(
        name,
        copy(SUITES.resolve(file), folder),
        copy(SUITES.resolve("recorded").resolve(file), recordings));
  }

  private static Path copy(Path file, Path folder) throws IOException {
    return Files.copy(
        file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }
}
