package assay.scorers.code.sandbox.local;

import assay.scorers.code.sandbox.SandboxOptions;
import assay.scorers.code.sandbox.limits.ControlGroup;
import assay.scorers.code.sandbox.protocol.WorkerChannel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts workers that are processes of this machine, each in a control group where the machine
/// lets this process make some.
///
/// @param groups where groups can be made
/// @param memoryBytes memory of one worker's programs
/// @param firstUser of the users that programs are given, as in [SandboxOptions]
record LocalWorkers(Optional<ControlGroup.Hierarchies> groups, long memoryBytes, int firstUser) {
  private static final long WORKER_BYTES = 128L << 20;
  private static final int PROCESSES = 128;

  static LocalWorkers find(SandboxOptions options) {
    return new LocalWorkers(
        ControlGroup.Hierarchies.find(), options.memoryBytes(), options.firstUser());
  }

  LocalWorkers withMemory(long bytes) {
    return new LocalWorkers(groups, bytes, firstUser);
  }

  /// Starts the command, which becomes the worker.
  WorkerChannel start(List<String> command) throws IOException {
    if (groups.isEmpty()) {
      return ProcessChannel.start(command, Map.of());
    }
    ControlGroup group = groups.get().create(memoryBytes + WORKER_BYTES, PROCESSES);
    try {
      return new GroupedChannel(ProcessChannel.start(group.entered(command), Map.of()), group);
    } catch (IOException e) {
      group.remove();
      throw e;
    }
  }

  /// Returns what bounds memory, in words for descriptions.
  String memoryWords() {
    return groups.isPresent() ? "memory by control group" : "memory by the worker's watch";
  }
}
