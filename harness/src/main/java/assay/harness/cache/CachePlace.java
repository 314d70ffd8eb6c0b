package assay.harness.cache;

import assay.results.ModelFacts;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where completions are kept unless the user says so.
///
/// Source: the XDG Base Directory Specification, `XDG_CACHE_HOME`.
public final class CachePlace {
  private static final String OFF = "off";

  private CachePlace() {}

  /// Returns the folder; empty if `ASSAY_CACHE` is `off`.
  ///
  /// @param environment the variables of the process
  public static Optional<Path> standard(Map<String, String> environment) {
    String own = environment.getOrDefault("ASSAY_CACHE", "");
    if (own.equals(OFF)) {
      return Optional.empty();
    }
    if (!own.isEmpty()) {
      return Optional.of(Path.of(own));
    }
    String base = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path caches =
        base.isEmpty() ? Path.of(environment.getOrDefault("HOME", "."), ".cache") : Path.of(base);
    return Optional.of(caches.resolve("assay").resolve("completions"));
  }

  /// Returns whether what a model answers is kept although nobody asked for it. A server on this
  /// machine or network may have other weights under the same name tomorrow, and a recording is a
  /// cache already.
  public static boolean unasked(ModelFacts model) {
    return switch (model) {
      case ModelFacts.Engine engine -> true;
      case ModelFacts.Endpoint endpoint -> !near(URI.create(endpoint.address()).getHost());
      case ModelFacts.Recording recording -> false;
    };
  }

  private static boolean near(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress()
          || address.isSiteLocalAddress()
          || address.isLinkLocalAddress();
    } catch (UnknownHostException e) {
      return true;
    }
  }
}
