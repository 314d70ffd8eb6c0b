package assay.scorers.code.sandbox.measure;

import static org.assertj.core.api.Assertions.assertThat;

import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SandboxedTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SandboxBenchTest extends SandboxedTest {
  SandboxBenchTest() {
    super(ExecutionLimits.liveCodeBench());
  }

  @Test
  void measuresEveryWayAndTheMachine() throws SandboxFault, IOException, InterruptedException {
    SandboxBench.Figures figures = SandboxBench.run(sandbox(), 40, 2);
    Calibration calibration = Calibration.measure(sandbox());

    assertThat(figures.fresh()).isPositive();
    assertThat(figures.session()).isPositive();
    assertThat(figures.plain()).isPositive();
    assertThat(calibration.factor()).isGreaterThanOrEqualTo(1);
    assertThat(calibration.description()).contains("time limits x ", "reference");
  }
}
