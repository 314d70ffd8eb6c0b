package assay.scorers.code.sandbox;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A container engine that answers on a Docker API socket.
///
/// @param client the connection
/// @param name product, version and address
record DockerEngine(DockerClient client, String name) implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final int CONNECTIONS = 100;

  /// Connects to the first engine that answers: `DOCKER_HOST`, then Docker's usual sockets, then
  /// Podman's.
  static DockerEngine connect() throws BackendRefused {
    List<String> reasons = new ArrayList<>();
    for (String address : addresses()) {
      try {
        return connect(address);
      } catch (IOException e) {
        reasons.add(address + ": " + e.getMessage());
      }
    }
    throw new BackendRefused(
        reasons.isEmpty()
            ? "no container engine's socket was found"
            : "no container engine answers (" + String.join("; ", reasons) + ")",
        "start Docker or Podman, or set DOCKER_HOST");
  }

  private static List<String> addresses() {
    Optional<String> named = Optional.ofNullable(System.getenv("DOCKER_HOST"));
    if (named.isPresent() && !named.get().isBlank()) {
      return List.of(named.get());
    }
    Optional<String> runtime = Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR"));
    return Stream.concat(
            Stream.of(
                "/var/run/docker.sock",
                System.getProperty("user.home") + "/.docker/run/docker.sock",
                "/run/podman/podman.sock"),
            runtime.stream().map(folder -> folder + "/podman/podman.sock"))
        .filter(socket -> Files.exists(Path.of(socket)))
        .map(socket -> "unix://" + socket)
        .toList();
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
      return new DockerEngine(client, product(version) + " at " + address);
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
    return (podman ? "podman " : "docker ") + version.getVersion();
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
          "fetch the image: docker pull " + image);
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
