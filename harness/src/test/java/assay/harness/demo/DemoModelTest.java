package assay.harness.demo;

import static org.assertj.core.api.Assertions.assertThat;

import assay.tasks.Benchmark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bundled model is what [DemoModelMaker] makes.
///
/// `mvn -B test -pl harness -am -Dtest=DemoModelTest -Dsurefire.failIfNoSpecifiedTests=false
/// -Dassay.demo.model=write` writes it anew, after the demo's texts have changed.
final class DemoModelTest {
  private static final List<String> TEXTS =
      List.of(
          "demo/multiple-choice.jsonl",
          "demo/multiple-choice.validation.jsonl",
          "demo/math.jsonl",
          "demo/recorded/multiple-choice.jsonl",
          "demo/recorded/math.jsonl",
          "demo/recorded/programming.jsonl");

  @TempDir private Path folder;

  @Test
  void theBundledModelIsReproducible() throws IOException {
    Path made = folder.resolve("model.gguf");
    StringBuilder text = new StringBuilder();
    for (String name : TEXTS) {
      try (InputStream in = Benchmark.class.getResourceAsStream(name)) {
        text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    DemoModelMaker.write(text.toString(), made);
    Path bundled = Path.of("src/main/resources/assay/harness/demo/assay-demo-random.gguf");
    if ("write".equals(System.getProperty("assay.demo.model"))) {
      Files.createDirectories(bundled.getParent());
      Files.copy(made, bundled, StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(Files.mismatch(made, bundled)).isEqualTo(-1);
  }
}
