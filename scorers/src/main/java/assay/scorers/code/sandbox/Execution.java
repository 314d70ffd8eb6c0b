package assay.scorers.code.sandbox;

import java.time.Duration;
import java.util.Objects;

/// What one execution of a program left behind.
///
/// All of it but the times was written by the program and is to be read with suspicion.
///
/// @param ending why the program is no longer running
/// @param stdout its standard output, decoded as UTF-8
/// @param returned the encoded return value of a called function, empty for a script and where the
///   call did not return; [assay.scorers.code] decodes it
/// @param stderrTail the last few kilobytes of its standard error
/// @param wallTime from its start to its end
/// @param cpuTime processor time of the program and the processes it waited for
/// @param peakMemoryBytes largest resident size of its first process
public record Execution(
    Ending ending,
    String stdout,
    String returned,
    String stderrTail,
    Duration wallTime,
    Duration cpuTime,
    long peakMemoryBytes) {

  public Execution {
    Objects.requireNonNull(ending);
    Objects.requireNonNull(stdout);
    Objects.requireNonNull(returned);
    Objects.requireNonNull(stderrTail);
    Objects.requireNonNull(wallTime);
    Objects.requireNonNull(cpuTime);
  }

  /// Returns this execution with a more telling ending.
  public Execution withEnding(Ending other) {
    return new Execution(other, stdout, returned, stderrTail, wallTime, cpuTime, peakMemoryBytes);
  }

  /// Returns the line of standard error that names the error: the last one that begins as Java's
  /// uncaught exceptions do, else the last that is not blank.
  public String errorLine() {
    return stderrTail
        .lines()
        .filter(line -> line.startsWith("Exception in thread "))
        .reduce((earlier, later) -> later)
        .orElseGet(this::lastErrorLine);
  }

  /// Returns the last line of standard error that is not blank, which in Python names the error.
  public String lastErrorLine() {
    return stderrTail.strip().lines().reduce("", (earlier, later) -> later).strip();
  }
}
