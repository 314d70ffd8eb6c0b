package assay.harness.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The model of random weights that tests use is what [DemoModelMaker] makes.
///
/// `mvn -B test -pl harness -am -Dtest=DemoModelTest -Dsurefire.failIfNoSpecifiedTests=false
/// -Dassay.demo.model=write` writes it anew, after the handwritten texts have changed.
final class DemoModelTest {
  private static final List<String> TEXTS =
      List.of(
          "multiple-choice.jsonl",
          "multiple-choice.validation.jsonl",
          "math.jsonl",
          "recorded/multiple-choice.jsonl",
          "recorded/math.jsonl",
          "recorded/programming.jsonl");
  private static final Path SUITES = Path.of("../tasks/src/test/resources/assay/tasks/demo");

  @TempDir private Path folder;

  @Test
  void theModelOfRandomWeightsIsReproducible() throws IOException {
    Path made = folder.resolve("model.gguf");
    StringBuilder text = new StringBuilder();
    for (String name : TEXTS) {
      text.append(Files.readString(SUITES.resolve(name)));
    }
    DemoModelMaker.write(text.toString(), made);
    Path stored = Path.of("src/test/resources/assay/harness/demo/assay-demo-random.gguf");
    if ("write".equals(System.getProperty("assay.demo.model"))) {
      Files.createDirectories(stored.getParent());
      Files.copy(made, stored, StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(Files.mismatch(made, stored)).isEqualTo(-1);
  }
}
