package assay.scorers.code.sandbox.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders that have the files of version 2 and take what is written into them; what a kernel would
/// refuse is not seen here.
final class DelegatedGroupTest {
  @TempDir private Path root;

  private Path group(String controllers, String given, String processes) throws IOException {
    Path group = Files.createDirectories(root.resolve("user.slice/run-u1.scope"));
    Files.writeString(group.resolve("cgroup.controllers"), controllers + "\n");
    Files.writeString(group.resolve("cgroup.subtree_control"), given + "\n");
    Files.writeString(group.resolve("cgroup.procs"), processes);
    return group;
  }

  @Test
  void theOwnGroupIsTheOneOfVersion2() throws IOException {
    Path group = group("", "", "");
    List<String> lines =
        List.of("4:memory:/elsewhere", "1:name=systemd:/x", "0::/user.slice/run-u1.scope");
    assertThat(DelegatedGroup.own(lines, root)).contains(group);
    assertThat(DelegatedGroup.own(List.of("0::/"), root)).isEmpty();
    assertThat(DelegatedGroup.own(List.of("4:memory:/user.slice/run-u1.scope"), root)).isEmpty();
    assertThat(DelegatedGroup.own(List.of("0::/not/mounted"), root)).isEmpty();
  }

  @Test
  void aGroupThatHandsItsControllersOnIsTakenAsItIs() throws IOException {
    Path group = group("cpu memory pids", "memory pids", "7\n8\n");
    assertThat(DelegatedGroup.handsOn(group, 7)).isTrue();
    assertThat(group.toFile().list((folder, name) -> name.startsWith("assay-"))).isEmpty();
    assertThat(ControlGroup.Hierarchies.version2(group)).isPresent();
  }

  @Test
  void aProcessThatIsAloneMovesIntoAChildFirst() throws IOException {
    Path group = group("cpuset cpu io memory pids", "", "7\n");
    assertThat(DelegatedGroup.handsOn(group, 7)).isTrue();
    assertThat(group.resolve("assay-7-0/cgroup.procs")).hasContent("7");
    assertThat(group.resolve("cgroup.subtree_control")).hasContent("+memory +pids");
  }

  @Test
  void aGroupWithOthersOrWithoutTheControllersIsLeftAlone() throws IOException {
    Path others = group("memory pids", "", "7\n8\n");
    assertThat(DelegatedGroup.handsOn(others, 7)).isFalse();
    Path without = group("cpu pids", "", "7\n");
    assertThat(DelegatedGroup.handsOn(without, 7)).isFalse();
    assertThat(without.resolve("cgroup.subtree_control")).hasContent("\n");
  }
}
