package assay.scorers.code.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.scorers.code.sandbox.backend.BackendRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerAddressesTest {
  /// SHA-256 of "remote", by which Docker names the context's folder.
  private static final String REMOTE =
      "b71199ebd070b36beab7317920c2c2f1d777df8d05e5527d8458fda57cb17a7a";

  @TempDir Path home;

  @BeforeEach
  void makeAContext() throws IOException {
    Path meta = Files.createDirectories(home.resolve(".docker/contexts/meta").resolve(REMOTE));
    Files.writeString(
        meta.resolve("meta.json"),
        "{\"Name\":\"remote\",\"Endpoints\":{\"docker\":{\"Host\":\"tcp://10.0.0.1:2375\"}}}");
  }

  @Test
  void takesDockerHostAlone() throws BackendRefused {
    assertThat(new DockerAddresses(Map.of("DOCKER_HOST", "unix:///x.sock"), home).all())
        .containsExactly("unix:///x.sock");
  }

  @Test
  void followsTheContextOfTheConfiguration() throws BackendRefused, IOException {
    Files.writeString(home.resolve(".docker/config.json"), "{\"currentContext\":\"remote\"}");

    assertThat(new DockerAddresses(Map.of(), home).all()).first().isEqualTo("tcp://10.0.0.1:2375");
    assertThat(new DockerAddresses(Map.of("DOCKER_CONTEXT", "default"), home).all())
        .doesNotContain("tcp://10.0.0.1:2375");
  }

  @Test
  void refusesAContextThatDoesNotExist() {
    DockerAddresses addresses = new DockerAddresses(Map.of("DOCKER_CONTEXT", "gone"), home);

    assertThatThrownBy(addresses::all)
        .isInstanceOf(BackendRefused.class)
        .hasMessageStartingWith("Docker's context \"gone\" does not exist");
  }

  @Test
  void findsPodmanInTheUsersRuntimeFolder() throws BackendRefused, IOException {
    Path socket = Files.createDirectories(home.resolve("run/podman")).resolve("podman.sock");
    Files.createFile(socket);

    assertThat(
            new DockerAddresses(Map.of("XDG_RUNTIME_DIR", home.resolve("run").toString()), home)
                .all())
        .contains("unix://" + socket);
  }
}
