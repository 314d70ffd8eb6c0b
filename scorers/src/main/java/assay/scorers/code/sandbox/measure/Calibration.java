package assay.scorers.code.sandbox.measure;

import assay.scorers.code.sandbox.Ending;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.ExecutionRequest;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxFault;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/// How fast this machine runs Python, against the machine on which time limits were tried.
///
/// A fixed program of arithmetic, dictionaries and strings is run three times alone in the sandbox;
/// its shortest processor time counts, so that a busy machine is not taken for a slow one.
///
/// @param measured processor time of the program here
/// @param factor by which time limits are multiplied; never below 1, since a faster machine needs
///   no less time than the benchmark gives
public record Calibration(Duration measured, double factor) {
  /// The program's processor time on the reference machine: one virtual core of a cloud server (AMD
  /// EPYC), Python 3.11.7.
  private static final Duration REFERENCE = Duration.ofMillis(290);

  private static final int RUNS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ExecutionLimits LIMITS =
      new ExecutionLimits(PATIENCE, 256L << 20, 1 << 16, 8);

  private static final String PROGRAM =
      """
      def work():
          table, text = {}, []
          for i in range(2_000_000):
              key = i * 7919 % 1009
              table[key] = table.get(key, 0) + (i ^ key)
              if key < 8: text.append(str(i))
          return sum(sorted(table.values())), len("".join(text))
      print(work())
      """;

  public Calibration {
    Objects.requireNonNull(measured);
    if (factor < 1) {
      throw new IllegalArgumentException("the factor must be at least 1, found " + factor);
    }
  }

  /// Measures the machine; takes about a second.
  ///
  /// @throws SandboxFault when the sandbox cannot run the program
  public static Calibration measure(Sandbox sandbox) throws SandboxFault {
    Duration shortest = PATIENCE;
    for (int i = 0; i < RUNS; i++) {
      Execution execution =
          sandbox
              .alone()
              .run(new ExecutionRequest(PROGRAM, new ExecutionRequest.Script(""), LIMITS));
      if (!execution.ending().equals(new Ending.Exited(0))) {
        throw new SandboxFault("the calibration program failed: " + execution.lastErrorLine());
      }
      if (execution.cpuTime().compareTo(shortest) < 0) {
        shortest = execution.cpuTime();
      }
    }
    return new Calibration(
        shortest, Math.max(1, (double) shortest.toMillis() / REFERENCE.toMillis()));
  }

  /// Returns the calibration in words, for manifests.
  public String description() {
    return String.format(
        Locale.ROOT,
        "time limits x %.2f (calibration %d ms, reference %d ms)",
        factor,
        measured.toMillis(),
        REFERENCE.toMillis());
  }
}
