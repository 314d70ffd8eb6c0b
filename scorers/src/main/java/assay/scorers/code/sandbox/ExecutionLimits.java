package assay.scorers.code.sandbox;

import java.time.Duration;

/// What one execution of a program may use.
///
/// @param wallTime time from the program's start to its end; processor time is capped two seconds
///   above it
/// @param memoryBytes resident memory of the program and all processes it starts, together
/// @param outputBytes bytes of standard output, and of an encoded return value
/// @param processes processes and threads alive at once
public record ExecutionLimits(Duration wallTime, long memoryBytes, int outputBytes, int processes) {
  private static final long SMALLEST_MEMORY = 32L << 20;

  public ExecutionLimits {
    if (wallTime.toMillis() < 1) {
      throw new IllegalArgumentException("wall time must be at least 1 ms, found " + wallTime);
    }
    if (memoryBytes < SMALLEST_MEMORY) {
      throw new IllegalArgumentException(
          "memory must be at least 32 MiB, which Python itself needs, found " + memoryBytes);
    }
    if (outputBytes < 1) {
      throw new IllegalArgumentException("output must be at least 1 byte, found " + outputBytes);
    }
    if (processes < 1) {
      throw new IllegalArgumentException("processes must be at least 1, found " + processes);
    }
  }

  /// Returns the limits for LiveCodeBench: its 6 seconds a test, 1 GiB (the largest limit of the
  /// contest sites its problems come from; the official grader sets none), 16 MiB of output and 64
  /// processes.
  public static ExecutionLimits liveCodeBench() {
    return new ExecutionLimits(Duration.ofSeconds(6), 1L << 30, 16 << 20, 64);
  }

  /// Returns these limits with another wall time.
  public ExecutionLimits withWallTime(Duration other) {
    return new ExecutionLimits(other, memoryBytes, outputBytes, processes);
  }

  /// Returns these limits with the wall time multiplied by a factor, for a slower machine.
  ///
  /// @param factor above zero
  public ExecutionLimits scaled(double factor) {
    return withWallTime(Duration.ofMillis(Math.round(wallTime.toMillis() * factor)));
  }
}
