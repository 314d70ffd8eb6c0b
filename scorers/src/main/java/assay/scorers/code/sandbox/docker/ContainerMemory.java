package assay.scorers.code.sandbox.docker;

import assay.scorers.code.sandbox.limits.MemoryEvents;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// What is known of a container's memory: while it runs, what the kernel counts in its control
/// group, where that is on this machine; else what the engine tells, by its events, or by
/// `OOMKilled` with status 137 of a container that is dead. Status 137 alone is any kill.
///
/// @param client of the engine
/// @param container its identifier
/// @param events of the engine
record ContainerMemory(DockerClient client, String container, OomEvents events) {
  private static final int KILLED = 137;
  private static final Duration PATIENCE = Duration.ofMillis(300);

  /// Returns whether the kernel killed something in the container because the container's own limit
  /// was reached.
  boolean ranOut() {
    Optional<ContainerState> state = state();
    Optional<MemoryEvents> group =
        state.filter(each -> Boolean.TRUE.equals(each.getRunning())).flatMap(each -> group(each));
    if (group.isPresent()) {
      return group.get().ranOut();
    }
    return state.filter(ContainerMemory::saidSo).isPresent() || events.of(container, PATIENCE);
  }

  /// Returns the container's state; empty where it is removed, or the engine is away.
  private Optional<ContainerState> state() {
    try {
      return Optional.ofNullable(
          DockerEngine.ask(() -> client.inspectContainerCmd(container).exec().getState()));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static boolean saidSo(ContainerState state) {
    Long status = state.getExitCodeLong();
    return Boolean.TRUE.equals(state.getOOMKilled()) && status != null && status == KILLED;
  }

  private Optional<MemoryEvents> group(ContainerState state) {
    Long pid = state.getPidLong();
    return pid == null || pid <= 0 ? Optional.empty() : MemoryEvents.ofProcess(pid, container);
  }
}
