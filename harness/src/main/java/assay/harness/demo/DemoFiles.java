package assay.harness.demo;

import assay.tasks.Benchmark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The demo's files, copied out of the program.
///
/// @param suites the three suites
/// @param model a GGUF file with random weights
public record DemoFiles(List<Suite> suites, Path model) {
  private static final String MODEL = "assay-demo-random.gguf";

  public DemoFiles {
    suites = List.copyOf(suites);
  }

  /// One suite of the demo.
  ///
  /// @param name the suite's name
  /// @param data its samples
  /// @param recording completions of them by somebody who knows some answers
  public record Suite(String name, Path data, Path recording) {}

  /// Copies the files into a folder.
  public static DemoFiles extract(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("recorded"));
    copy(DemoFiles.class, MODEL, folder);
    copy(Benchmark.class, "demo/multiple-choice.validation.jsonl", folder);
    return new DemoFiles(
        List.of(
            suite("mmlu-pro", "multiple-choice.jsonl", folder),
            suite("math-500", "math.jsonl", folder),
            suite("livecodebench", "programming.jsonl", folder)),
        folder.resolve(MODEL));
  }

  private static Suite suite(String name, String file, Path folder) throws IOException {
    Path data = copy(Benchmark.class, "demo/" + file, folder);
    Path recording = copy(Benchmark.class, "demo/recorded/" + file, folder.resolve("recorded"));
    return new Suite(name, data, recording);
  }

  private static Path copy(Class<?> owner, String resource, Path folder) throws IOException {
    Path target = folder.resolve(Path.of(resource).getFileName());
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its resource " + resource);
      }
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
    return target;
  }
}
