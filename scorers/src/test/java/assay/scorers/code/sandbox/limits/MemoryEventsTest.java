package assay.scorers.code.sandbox.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files as the kernel writes them in both versions.
final class MemoryEventsTest {
  @TempDir private Path root;

  private Path group(String path, String file, String text) throws IOException {
    Path folder = Files.createDirectories(root.resolve(path));
    Files.writeString(folder.resolve(file), text);
    return folder;
  }

  private static String events(int oom, int kills) {
    return "low 0\nhigh 0\nmax 812\noom %d\noom_kill %d\noom_group_kill 0\n".formatted(oom, kills);
  }

  @Test
  void version2CountsItsOwnLimitAndNotTheMachines() throws IOException {
    assertThat(new MemoryEvents(group("a", "memory.events", events(1, 1))).ranOut()).isTrue();
    assertThat(new MemoryEvents(group("b", "memory.events", events(0, 0))).ranOut()).isFalse();
    // Killed because the machine had none left: the group's own limit was never in the way.
    assertThat(new MemoryEvents(group("c", "memory.events", events(0, 1))).ranOut()).isFalse();
  }

  @Test
  void version1KnowsItByTheHighestUse() throws IOException {
    Path folder = group("m", "memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n");
    Files.writeString(folder.resolve("memory.limit_in_bytes"), "67108864\n");
    Files.writeString(folder.resolve("memory.max_usage_in_bytes"), "67108864\n");
    assertThat(new MemoryEvents(folder).ranOut()).isTrue();
    Files.writeString(folder.resolve("memory.max_usage_in_bytes"), "20000000\n");
    assertThat(new MemoryEvents(folder).ranOut()).isFalse();
  }

  @Test
  void theGroupOfAContainerIsFoundInBothVersions() throws IOException {
    String id = "3f1c";
    Path second = group("system.slice/docker-3f1c.scope", "memory.events", events(1, 1));
    assertThat(MemoryEvents.ofLines(List.of("0::/system.slice/docker-3f1c.scope"), id, root))
        .contains(new MemoryEvents(second));
    Path first = group("memory/docker/3f1c", "memory.oom_control", "oom_kill 1\n");
    assertThat(
            MemoryEvents.ofLines(
                List.of(
                    "12:pids:/docker/3f1c",
                    "4:cpu,memory:/docker/3f1c",
                    "1:name=systemd:/docker/3f1c",
                    "0::/docker/3f1c"),
                id,
                root))
        .contains(new MemoryEvents(first));
  }

  /// A process of the same number that is no part of the container, and a container whose groups
  /// are on another machine.
  @Test
  void groupsOfOthersAreNotRead() throws IOException {
    group("system.slice/docker-3f1c.scope", "memory.events", events(1, 1));
    assertThat(MemoryEvents.ofLines(List.of("0::/system.slice/docker-3f1c.scope"), "9999", root))
        .isEmpty();
    assertThat(MemoryEvents.ofLines(List.of("0::/docker/9999"), "9999", root)).isEmpty();
    assertThat(MemoryEvents.ofProcess(ProcessHandle.current().pid(), "no such group")).isEmpty();
  }
}
