package assay.harness.serve;

import assay.harness.endpoint.Secret;
import assay.harness.serve.http.HttpHeaders;
import assay.harness.serve.openai.ApiException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Decides who may ask.
///
/// A site whose name is made to resolve to this machine (DNS rebinding) reaches the port from the
/// user's browser, but names itself in `Host`; a page of another site names itself in `Origin`,
/// also where it could not read the answer, which would have cost the computing all the same.
///
/// @param options of the server
/// @param address where it listens
record Gate(ServeOptions options, InetSocketAddress address) {
  private static final String BEARER = "Bearer ";

  /// Refuses a request that names a foreign host, or comes from a foreign page.
  void requireOwn(HttpHeaders headers) throws ApiException {
    List<String> named = headers.all("Host");
    boolean own = named.size() == 1 && hosts().contains(named.getFirst().toLowerCase(Locale.ROOT));
    if (options.host().isLoopbackAddress() && !own) {
      throw ApiException.of(
          403, "foreign_host", "Ask for http://%s, on this machine.".formatted(place()));
    }
    if (headers.all("Origin").stream().anyMatch(origin -> !allows(origin))) {
      throw ApiException.of(
          403, "foreign_origin", "Pages of other sites may not ask (assay serve --cors).");
    }
  }

  /// Refuses a request that does not show the key.
  void requireKey(HttpHeaders headers) throws ApiException {
    if (options.key().isEmpty()) {
      return;
    }
    String shown = headers.first("Authorization").orElse("");
    boolean right =
        shown.regionMatches(true, 0, BEARER, 0, BEARER.length())
            && !shown.substring(BEARER.length()).isBlank()
            && options.key().get().equals(new Secret(shown.substring(BEARER.length()).strip()));
    if (!right) {
      throw ApiException.of(
          401, "invalid_api_key", "Incorrect API key provided; send it as a bearer token.");
    }
  }

  /// Returns whether a page may ask: one of this server's own names, or one that was allowed.
  boolean allows(String origin) {
    return options.origins().contains("*")
        || options.origins().contains(origin)
        || hosts().stream().map(host -> "http://" + host).anyMatch(origin::equals);
  }

  private Set<String> hosts() {
    int port = address.getPort();
    return Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
  }

  private String place() {
    return "127.0.0.1:" + address.getPort();
  }
}
