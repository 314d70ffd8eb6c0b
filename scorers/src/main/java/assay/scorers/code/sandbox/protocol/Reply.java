package assay.scorers.code.sandbox.protocol;

import assay.scorers.code.sandbox.Ending;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Program;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/// A worker's reply to one request.
///
/// @param header the reply's fields as `runner.py` describes them
/// @param out the program's standard output, decoded as UTF-8
/// @param err the end of its standard error
/// @param result the encoded return value
/// @param memoryRefused whether the kernel has ended something in the worker because its memory was
///   used up; asked only where a program was killed
public record Reply(JsonNode header, String out, String err, String result, boolean memoryRefused) {
  private static final int SIGKILL = 9;
  private static final int SIGXCPU = 24;
  private static final double NEARLY_ALL = 0.8;

  /// Returns whether the reply that begins with this line tells of a killed program.
  static boolean killed(JsonNode header) {
    return header.path("signal").asInt() == SIGKILL;
  }

  /// Returns whether the program got to run; nothing it does can change that.
  boolean started() {
    return header.path("started").asBoolean();
  }

  /// Returns whether the worker removed all that the program left behind.
  boolean clean() {
    return header.path("clean").asBoolean();
  }

  /// Returns whether the worker must be replaced: something of the program is left in it, or the
  /// machine ran out of the memory it was given, or the program tried to speak in its place.
  public boolean spoilsWorker() {
    String stopped = header.path("stopped").asText();
    return !clean() || memoryRefused || stopped.equals("memory") || stopped.equals("protocol");
  }

  /// Returns whether the program was killed by someone outside: no limit was reached, and it was
  /// not the kernel that ran out of the memory which the program may use.
  public boolean killedFromOutside(ExecutionLimits limits) {
    return header.path("stopped").isNull()
        && killed(header)
        && !memoryRefused
        && peakBytes() < NEARLY_ALL * limits.memoryBytes();
  }

  /// Returns what a Python program left behind, as its requester sees it.
  public Execution execution(ExecutionLimits limits, List<String> missingModules) {
    return Diagnosis.ofPython(plain(limits), missingModules);
  }

  /// Returns what a compiled program left behind, as its requester sees it.
  public Execution execution(ExecutionLimits limits, Program.Compiled program) {
    return Diagnosis.ofCompiled(plain(limits), program.language());
  }

  /// Returns what a compiler left behind.
  public Execution plain(ExecutionLimits limits) {
    return new Execution(
        ending(limits),
        out,
        result,
        err,
        Duration.ofMillis(header.path("wall_ms").asLong()),
        Duration.ofMillis(header.path("cpu_ms").asLong()),
        peakBytes());
  }

  private Ending ending(ExecutionLimits limits) {
    return switch (header.path("stopped").asText()) {
      case "time" -> new Ending.LimitReached(Ending.Limit.TIME);
      case "memory" -> new Ending.LimitReached(Ending.Limit.MEMORY);
      case "files" -> new Ending.LimitReached(Ending.Limit.FILES);
      case "output" -> new Ending.LimitReached(Ending.Limit.OUTPUT);
      case "protocol" -> new Ending.Meddled();
      default -> ownEnding(limits);
    };
  }

  private Ending ownEnding(ExecutionLimits limits) {
    int signal = header.path("signal").asInt();
    if (signal == 0) {
      return new Ending.Exited(header.path("exit").asInt());
    }
    if (signal == SIGXCPU) {
      return new Ending.LimitReached(Ending.Limit.TIME);
    }
    return signal == SIGKILL && !killedFromOutside(limits)
        ? new Ending.LimitReached(Ending.Limit.MEMORY)
        : new Ending.Signalled(signal);
  }

  private long peakBytes() {
    return header.path("peak_kb").asLong() << 10;
  }
}
