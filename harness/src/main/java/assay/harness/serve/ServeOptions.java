package assay.harness.serve;

import assay.harness.endpoint.Secret;
import assay.harness.serve.http.HttpLimits;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Where and for whom is served.
///
/// @param host to listen on
/// @param port to listen on; 0 for any that is free
/// @param key that clients have to show, if they have to
/// @param origins pages of which sites may ask; `*` for all
/// @param limits of what a client may take
public record ServeOptions(
    InetAddress host, int port, Optional<Secret> key, Set<String> origins, HttpLimits limits) {
  public ServeOptions {
    Objects.requireNonNull(host);
    Objects.requireNonNull(key);
    Objects.requireNonNull(limits);
    origins = Set.copyOf(origins);
  }

  /// Returns options for this machine alone, and for everybody on it.
  public static ServeOptions local(int port) {
    return new ServeOptions(
        InetAddress.ofLiteral("127.0.0.1"), port, Optional.empty(), Set.of(), HttpLimits.STANDARD);
  }

  /// Returns these options with a key.
  public ServeOptions guardedBy(Secret secret) {
    return new ServeOptions(host, port, Optional.of(secret), origins, limits);
  }

  /// Returns these options for pages of other sites.
  public ServeOptions allowing(Set<String> sites) {
    return new ServeOptions(host, port, key, sites, limits);
  }

  /// Returns these options with other limits.
  public ServeOptions within(HttpLimits newLimits) {
    return new ServeOptions(host, port, key, origins, newLimits);
  }
}
