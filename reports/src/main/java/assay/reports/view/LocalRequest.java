package assay.reports.view;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Tells requests of the served page from those that another site makes through the user's browser.
///
/// A site whose name is made to resolve to 127.0.0.1 (DNS rebinding) reaches the port, but names
/// itself in `Host`; a page of another site names itself in `Origin`.
///
/// @param headers of the request
/// @param address of the server
record LocalRequest(Headers headers, URI address) {

  boolean allowed() {
    return headers.getOrDefault("Host", List.of()).size() == 1
        && hosts().contains(headers.getFirst("Host").toLowerCase(Locale.ROOT))
        && headers.getOrDefault("Origin", List.of()).stream().allMatch(this::own);
  }

  private Set<String> hosts() {
    return Set.of("127.0.0.1:" + address.getPort(), "localhost:" + address.getPort());
  }

  private boolean own(String origin) {
    return hosts().stream().map(host -> "http://" + host).anyMatch(origin::equals);
  }
}
