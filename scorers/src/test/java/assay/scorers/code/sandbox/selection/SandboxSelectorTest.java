package assay.scorers.code.sandbox.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.ExecutionRequest;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SandboxSelectorTest {
  private static final ExecutionLimits LIMITS = ExecutionLimits.liveCodeBench();
  private static final SandboxOptions WITHOUT_PYTHON =
      new SandboxOptions(
          1, LIMITS.memoryBytes(), Optional.of(Path.of("/nowhere/python3")), "nowhere/none:0");

  @Test
  void saysWhatToDoWithoutAPython() {
    SandboxSelection selection = new SandboxSelector(WITHOUT_PYTHON).select(SandboxChoice.NONE);

    assertThat(selection).isInstanceOf(SandboxUnavailable.class);
    assertThat(selection.description())
        .startsWith("no sandbox: /nowhere/python3 is no working Python: ")
        .contains("apt-get install python3");
  }

  @Test
  void neverFallsBackToAnOrdinaryProcess() {
    SandboxSelection selection = new SandboxSelector(WITHOUT_PYTHON).select(SandboxChoice.AUTO);

    assertThat(selection).isInstanceOf(SandboxUnavailable.class);
    assertThatThrownBy(
            () ->
                selection
                    .sandbox()
                    .run(new ExecutionRequest("", new ExecutionRequest.Script(""), LIMITS)))
        .isInstanceOf(SandboxFault.class)
        .hasMessage(selection.description());
  }
}
