package assay.scorers.code.sandbox.measure;

import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.ExecutionRequest;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SessionReply;
import assay.scorers.code.sandbox.SessionRequest;
import assay.scorers.code.sandbox.backend.BackendRefused;
import assay.scorers.code.sandbox.host.HostPython;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Measures how many tests a second a sandbox gets through when the programs themselves take no
/// time.
public final class SandboxBench {
  private static final String PROGRAM = "print(int(input()) * 2)";
  private static final ExecutionLimits LIMITS = ExecutionLimits.liveCodeBench();
  private static final int WARM_UP = 20;

  private SandboxBench() {}

  /// What was measured, all in tests a second.
  ///
  /// @param fresh a fresh process for each test, as `code/real` has it
  /// @param session one process for all tests, as `code/official` has it
  /// @param plain an ordinary `python3` for each test, one after another, without any sandbox
  public record Figures(double fresh, double session, double plain) {}

  /// Runs the same small program the given number of times in each way.
  ///
  /// @param threads how many tests are under way at once; the plain runs are always one by one
  public static Figures run(Sandbox sandbox, int tests, int threads)
      throws SandboxFault, IOException, InterruptedException {
    fresh(sandbox, WARM_UP, threads);
    double fresh = fresh(sandbox, tests, threads);
    double session = session(sandbox, tests);
    return new Figures(fresh, session, plain(Math.max(WARM_UP, tests / 10)));
  }

  private static double fresh(Sandbox sandbox, int tests, int threads)
      throws SandboxFault, InterruptedException {
    long began = System.nanoTime();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Execution>> runs = new ArrayList<>();
      for (int i = 0; i < tests; i++) {
        String input = i + "\n";
        runs.add(
            pool.submit(
                () ->
                    sandbox.run(
                        new ExecutionRequest(
                            PROGRAM, new ExecutionRequest.Script(input), LIMITS))));
      }
      for (int i = 0; i < tests; i++) {
        require(2 * i + "\n", runs.get(i).get().stdout());
      }
    } catch (ExecutionException e) {
      throw new SandboxFault("a test could not be run: " + e.getCause().getMessage(), e);
    }
    return rate(tests, began);
  }

  private static double session(Sandbox sandbox, int tests) throws SandboxFault {
    long began = System.nanoTime();
    SessionRequest request =
        new SessionRequest(
            SessionRequest.Mode.OFFICIAL,
            PROGRAM,
            Optional.empty(),
            LIMITS.wallTime(),
            LIMITS.withWallTime(Duration.ofMinutes(10)));
    return sandbox.converse(
        request,
        program -> {
          for (int i = 0; i < tests; i++) {
            if (!(program.test(i + "\n") instanceof SessionReply.Answered)) {
              throw new SandboxFault("the program ended in the middle of the measurement");
            }
          }
          return rate(tests, began);
        });
  }

  /// The program is this class's own, so that it may run without a sandbox.
  private static double plain(int tests) throws IOException, InterruptedException {
    // The interpreter itself: a version manager's shim takes longer than Python.
    String python = interpreter();
    long began = System.nanoTime();
    for (int i = 0; i < tests; i++) {
      Process process = new ProcessBuilder(python, "-c", PROGRAM).start();
      try (OutputStream in = process.getOutputStream()) {
        in.write((i + "\n").getBytes(StandardCharsets.US_ASCII));
      }
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      process.waitFor();
      require(2 * i + "\n", output);
    }
    return rate(tests, began);
  }

  private static String interpreter() throws IOException {
    try {
      return HostPython.find(Optional.empty()).executable().toString();
    } catch (BackendRefused e) {
      throw new IOException(e.getMessage() + "; " + e.remedy(), e);
    }
  }

  private static void require(String expected, String actual) {
    if (!expected.equals(actual)) {
      throw new IllegalStateException(
          "the measured program printed \"%s\" instead of \"%s\"".formatted(actual, expected));
    }
  }

  private static double rate(int tests, long began) {
    return tests / ((System.nanoTime() - began) / 1e9);
  }
}
