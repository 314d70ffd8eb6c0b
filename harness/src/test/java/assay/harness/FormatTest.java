package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every Java file is as google-java-format writes it.
///
/// `mvn -B test -pl harness -am -Dtest=FormatTest -Dsurefire.failIfNoSpecifiedTests=false
/// -Dassay.format=apply` rewrites the files instead.
final class FormatTest {

  @Test
  void everySourceIsFormatted() throws IOException, FormatterException {
    boolean apply = "apply".equals(System.getProperty("assay.format"));
    Path root = Path.of("").toAbsolutePath().getParent();
    Formatter formatter = new Formatter();
    List<String> unformatted = new ArrayList<>();
    for (Path file : sources(root)) {
      String source = Files.readString(file);
      String formatted = formatter.formatSourceAndFixImports(source);
      if (!formatted.equals(source)) {
        if (apply) {
          Files.writeString(file, formatted);
        } else {
          unformatted.add(root.relativize(file).toString());
        }
      }
    }
    assertThat(unformatted).as("files to format; see this test's documentation").isEmpty();
  }

  private static List<Path> sources(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String module :
        List.of("results", "engine", "scorers", "tasks", "reports", "harness", "tools")) {
      Path folder = root.resolve(module);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> found = Files.walk(folder)) {
          found
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.toString().contains("/target/"))
              .forEach(files::add);
        }
      }
    }
    return files;
  }
}
