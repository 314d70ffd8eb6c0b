package assay.harness.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.demo.DemoFiles;
import assay.harness.model.EngineOptions;
import assay.harness.model.ModelChoice;
import assay.harness.run.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SharedModelTest {
  @TempDir private Path folder;

  @Test
  void staysOpenAsLongAsExperimentsWantTheSame() throws IOException {
    Path file = DemoFiles.extract(folder).model();
    try (SharedModel shared = new SharedModel()) {
      Model first = shared.of(engine(file, 64));
      assertThat(shared.of(engine(file, 64))).isSameAs(first);
      Model other = shared.of(engine(file, 32));
      assertThat(other).isNotSameAs(first);
      shared.forget();
      assertThat(shared.of(engine(file, 32))).isNotSameAs(other);
    }
  }

  private static ModelChoice engine(Path file, int context) {
    return new ModelChoice.Engine(file, new EngineOptions("scalar", 1, OptionalInt.of(context)));
  }
}
