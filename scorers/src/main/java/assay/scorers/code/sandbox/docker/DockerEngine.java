package assay.scorers.code.sandbox.docker;

import assay.scorers.code.sandbox.backend.BackendFinding;
import assay.scorers.code.sandbox.backend.BackendRefused;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// A container engine that answers on a Docker API socket.
///
/// @param client the connection
/// @param name product, version and address
/// @param address where it listens
/// @param processor the kind of processor that containers run on, such as `amd64`
public record DockerEngine(DockerClient client, String name, String address, String processor)
    implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final int CONNECTIONS = 100;
  private static final String PODMAN = "podman ";

  /// Connects to every engine that answers, in the order of [DockerAddresses].
  ///
  /// @param refused gets what did not answer, or that there is nothing to ask
  public static List<DockerEngine> all(List<BackendFinding> refused) throws BackendRefused {
    List<String> addresses = DockerAddresses.ofThisProcess().all();
    List<DockerEngine> engines = new ArrayList<>();
    for (String address : addresses) {
      try {
        engines.add(connect(address));
      } catch (IOException e) {
        refused.add(
            BackendFinding.refused(
                "container engine at " + address,
                "no container engine answers at %s: %s".formatted(address, e.getMessage()),
                "start Docker or Podman, or set DOCKER_HOST"));
      }
    }
    if (addresses.isEmpty()) {
      refused.add(
          BackendFinding.refused(
              "container engine",
              "no container engine's socket was found",
              "start Docker or Podman, or set DOCKER_HOST"));
    }
    return List.copyOf(engines);
  }

  private static DockerEngine connect(String address) throws IOException {
    DefaultDockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder().withDockerHost(address).build();
    DockerClient client =
        DockerClientImpl.getInstance(
            config,
            new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .maxConnections(CONNECTIONS)
                .connectionTimeout(CONNECT_LIMIT)
                .build());
    try {
      Version version = ask(() -> client.versionCmd().exec());
      String processor = String.valueOf(version.getArch());
      return new DockerEngine(client, product(version) + " at " + address, address, processor);
    } catch (IOException e) {
      client.close();
      throw e;
    }
  }

  /// Returns the engine's answer to a request.
  ///
  /// @throws IOException when it is refused or does not come: the client library reports both, and
  ///   its own faults, as a [RuntimeException] of any kind
  static <T> T ask(Supplier<T> request) throws IOException {
    try {
      return request.get();
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static String product(Version version) {
    boolean podman =
        version.getComponents() != null
            && version.getComponents().stream()
                .anyMatch(component -> component.getName().startsWith("Podman"));
    return (podman ? PODMAN : "docker ") + version.getVersion();
  }

  /// Returns whether the engine takes a bound on the number of files of a temporary folder.
  boolean countsFiles() {
    return !name.startsWith(PODMAN);
  }

  /// Returns the id of a local image, which is a digest of its content.
  ///
  /// @throws BackendRefused when the engine does not have it; nothing is downloaded
  String imageId(String image) throws BackendRefused {
    try {
      return ask(() -> client.inspectImageCmd(image).exec().getId());
    } catch (IOException e) {
      throw new BackendRefused(
          e.getCause() instanceof NotFoundException
              ? name + " has no image " + image
              : name + " cannot show image " + image + ": " + e.getMessage(),
          "fetch the image (docker pull "
              + image
              + ") or pack this machine's Python (assay sandbox image import)");
    }
  }

  /// Returns whether the engine has that image.
  public boolean has(String image) throws BackendRefused {
    try {
      ask(() -> client.inspectImageCmd(image).exec());
      return true;
    } catch (IOException e) {
      if (e.getCause() instanceof NotFoundException) {
        return false;
      }
      throw new BackendRefused(
          name + " cannot show image " + image + ": " + e.getMessage(), "see the engine's log");
    }
  }

  /// Imports a root file system and returns the image's identifier.
  ///
  /// @param archive a tar file
  /// @param image the name that it gets, with a tag
  public String importImage(Path archive, String image) throws IOException {
    int colon = image.lastIndexOf(':');
    String repository = colon < 0 ? image : image.substring(0, colon);
    String tag = colon < 0 ? "latest" : image.substring(colon + 1);
    // Podman ignores the name of an import, so that the image is named afterwards.
    String id = ArchiveUpload.send(address, archive);
    ask(() -> client.tagImageCmd(id, repository, tag).withForce(true).exec());
    return id;
  }

  /// Removes the containers of this program's processes on this machine that are no longer alive.
  void removeOrphans() throws IOException {
    List<Container> all =
        ask(
            () ->
                client
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(Map.of(DockerLauncher.MACHINE, DockerLauncher.machine()))
                    .exec());
    for (Container container : all) {
      String owner = container.getLabels().getOrDefault(DockerLauncher.OWNER, "");
      if (!owner.isEmpty() && ProcessHandle.of(Long.parseLong(owner)).isEmpty()) {
        ask(() -> client.removeContainerCmd(container.getId()).withForce(true).exec());
      }
    }
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      // The connection is not used again; the engine notices by itself.
    }
  }
}
