package assay.tasks;

import assay.results.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The project's own suites and other test resources, as files.
public final class Demo {
  private Demo() {}

  /// Returns a file of the project's own suites.
  public static Path file(String name) {
    return resource("demo/" + name);
  }

  /// Returns a resource below `assay/tasks`.
  public static Path resource(String name) {
    URL url = Demo.class.getResource("/assay/tasks/" + name);
    if (url == null) {
      throw new AssertionError("no resource " + name);
    }
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /// Returns the text of a resource below `assay/tasks`.
  public static String text(String name) {
    try {
      return Files.readString(resource(name), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns a request for data alone.
  public static TaskRequest request(Path data) {
    return new TaskRequest(List.of(data), Optional.empty(), Optional.empty(), Window.ALL);
  }

  /// Returns all samples of a task.
  public static List<Sample> samples(Task task) {
    try (Stream<Sample> samples = task.dataset().open()) {
      return samples.toList();
    }
  }
}
