package assay.harness.hub;

import assay.harness.endpoint.Secret;
import assay.harness.run.UsageException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Where the hub is and where its files are kept, as its own programs find it in the environment:
/// `HF_ENDPOINT`, `HF_HUB_CACHE`, `HF_HOME`, `HF_TOKEN`, `HF_TOKEN_PATH` and `HF_HUB_OFFLINE`.
///
/// Source: the documentation of huggingface_hub, "Environment variables".
///
/// @param endpoint address of the hub, without a slash at the end
/// @param cache folder of its files on this machine
/// @param token that the hub is shown, and nobody else
/// @param offline whether nothing may be asked of the hub
public record HubPlace(URI endpoint, Path cache, Optional<Secret> token, boolean offline) {
  private static final Set<String> TRUE = Set.of("1", "on", "yes", "true");

  public HubPlace {
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(cache);
    Objects.requireNonNull(token);
  }

  /// Returns the place that an environment names.
  ///
  /// @param environment the variables of the process
  /// @throws UsageException if `HF_ENDPOINT` is no address of a server, or holds a password
  public static HubPlace of(Map<String, String> environment) {
    Path home =
        named(environment, "HF_HOME")
            .map(Path::of)
            .orElseGet(() -> caches(environment).resolve("huggingface"));
    Path cache =
        named(environment, "HF_HUB_CACHE").map(Path::of).orElseGet(() -> home.resolve("hub"));
    String endpoint = named(environment, "HF_ENDPOINT").orElse("https://huggingface.co");
    boolean offline =
        named(environment, "HF_HUB_OFFLINE").filter(word -> TRUE.contains(lower(word))).isPresent();
    Path tokenFile =
        named(environment, "HF_TOKEN_PATH").map(Path::of).orElseGet(() -> home.resolve("token"));
    return new HubPlace(
        address(endpoint.replaceFirst("/+$", "")),
        cache,
        named(environment, "HF_TOKEN").or(() -> read(tokenFile)).map(Secret::new),
        offline);
  }

  /// The message does not repeat the value, which may hold a password.
  private static URI address(String endpoint) {
    try {
      URI address = new URI(endpoint);
      boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (web && address.getHost() != null && address.getUserInfo() == null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Said below, for every way to be wrong.
    }
    throw new UsageException(
        "HF_ENDPOINT: write it as http(s)://host, without a name and a password; a token is given"
            + " by HF_TOKEN");
  }

  private static Path caches(Map<String, String> environment) {
    return named(environment, "XDG_CACHE_HOME")
        .map(Path::of)
        .orElseGet(() -> Path.of(environment.getOrDefault("HOME", "."), ".cache"));
  }

  private static Optional<String> named(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /// A token that cannot be read is as good as none: the hub says so where it is needed.
  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
