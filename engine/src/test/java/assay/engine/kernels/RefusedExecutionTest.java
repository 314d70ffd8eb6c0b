package assay.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// A system that lets no written memory be executed.
final class RefusedExecutionTest {
  @Test
  void otherKernelsRunAndOneLineSaysWhy() throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        KernelSelector.machineObstacle().isEmpty(),
        "skipped: " + KernelSelector.machineObstacle().orElse(""));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Java's own compiled code must have all of its room before.
                "-XX:InitialCodeCacheSize=48m",
                "-XX:ReservedCodeCacheSize=48m",
                "-XX:-SegmentedCodeCache",
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RefusedExecutionProgram.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    Assumptions.assumeFalse(
        output.contains("unsupported"), "skipped: this Linux cannot forbid it (before 6.3)");
    String reason =
        "executable memory is not allowed: mprotect(5) of 4096 bytes was refused (errno 13)";
    String exact = KernelSelector.exact().getFirst().name();
    assertThat(output.lines())
        .contains(exact, reason)
        .containsOnlyOnce("INFO: kernels \"" + exact + "\" are used: " + reason);
  }
}
