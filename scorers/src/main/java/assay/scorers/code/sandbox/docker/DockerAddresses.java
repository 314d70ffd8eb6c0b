package assay.scorers.code.sandbox.docker;

import assay.scorers.code.sandbox.backend.BackendRefused;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where container engines may listen, in the order in which they are tried.
///
/// `DOCKER_HOST` alone where it is set; else the current context of the Docker command line
/// (`DOCKER_CONTEXT`, or `currentContext` of its `config.json`), then Docker's usual sockets, then
/// Podman's.
///
/// Source: "Docker contexts", docs.docker.com; a context's file is named by the SHA-256 of its
/// name.
///
/// @param environment the variables of this process
/// @param home the user's folder
record DockerAddresses(Map<String, String> environment, Path home) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DEFAULT = "default";

  static DockerAddresses ofThisProcess() {
    return new DockerAddresses(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  List<String> all() throws BackendRefused {
    Optional<String> host = variable("DOCKER_HOST");
    if (host.isPresent()) {
      return List.of(host.get());
    }
    Set<String> addresses = new LinkedHashSet<>();
    context().ifPresent(addresses::add);
    List<Path> sockets = new ArrayList<>();
    sockets.add(Path.of("/var/run/docker.sock"));
    sockets.add(home.resolve(".docker/run/docker.sock"));
    variable("XDG_RUNTIME_DIR").ifPresent(folder -> sockets.add(Path.of(folder, "docker.sock")));
    variable("XDG_RUNTIME_DIR")
        .ifPresent(folder -> sockets.add(Path.of(folder, "podman", "podman.sock")));
    sockets.add(Path.of("/run/podman/podman.sock"));
    sockets.add(home.resolve(".local/share/containers/podman/machine/podman.sock"));
    sockets.stream().filter(Files::exists).forEach(socket -> addresses.add("unix://" + socket));
    return List.copyOf(addresses);
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /// Returns the address of the context that is in use, unless it is the default one.
  private Optional<String> context() throws BackendRefused {
    Path folder = variable("DOCKER_CONFIG").map(Path::of).orElse(home.resolve(".docker"));
    try {
      Optional<String> name = variable("DOCKER_CONTEXT").or(() -> current(folder));
      if (name.isEmpty() || name.get().equals(DEFAULT)) {
        return Optional.empty();
      }
      Path meta = folder.resolve("contexts/meta").resolve(sha256(name.get())).resolve("meta.json");
      if (!Files.isRegularFile(meta)) {
        throw new BackendRefused(
            "Docker's context \"%s\" does not exist: no %s".formatted(name.get(), meta),
            "choose another one: docker context use default");
      }
      JsonNode host =
          JSON.readTree(Files.readString(meta)).path("Endpoints").path("docker").path("Host");
      return Optional.ofNullable(host.textValue());
    } catch (IOException e) {
      throw new BackendRefused(
          "Docker's context cannot be read: " + e.getMessage(),
          "set DOCKER_HOST, or repair the files below " + folder);
    }
  }

  private static Optional<String> current(Path folder) {
    Path file = folder.resolve("config.json");
    try {
      return Files.isRegularFile(file)
          ? Optional.ofNullable(
              JSON.readTree(Files.readString(file)).path("currentContext").textValue())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
