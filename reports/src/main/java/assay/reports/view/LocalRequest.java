package assay.reports.view;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Tells requests of the served page from those that another site makes through the user's browser,
/// and from those of other users of the machine.
///
/// A site whose name is made to resolve to 127.0.0.1 (DNS rebinding) reaches the port, but names
/// itself in `Host`; a page of another site names itself in `Origin`. Another user reaches the port
/// too, but does not know the token: it stands in the address that is printed, and from the first
/// visit on in a cookie.
///
/// @param headers of the request
/// @param address of the server
record LocalRequest(Headers headers, URI address) {

  /// Returns whether it names this server and comes from no foreign page.
  boolean local() {
    return headers.getOrDefault("Host", List.of()).size() == 1
        && hosts().contains(headers.getFirst("Host").toLowerCase(Locale.ROOT))
        && headers.getOrDefault("Origin", List.of()).stream().allMatch(this::own);
  }

  /// Returns whether the cookie of this server holds the token.
  boolean knows(ViewToken token) {
    return headers.getOrDefault("Cookie", List.of()).stream()
        .flatMap(line -> Arrays.stream(line.split(";", -1)))
        .map(String::strip)
        .filter(each -> each.startsWith(cookie() + "="))
        .anyMatch(each -> token.is(each.substring(cookie().length() + 1)));
  }

  /// Returns the cookie's name, which has the port: cookies do not tell ports apart.
  private String cookie() {
    return ViewToken.cookie(address.getPort());
  }

  private Set<String> hosts() {
    return Set.of("127.0.0.1:" + address.getPort(), "localhost:" + address.getPort());
  }

  private boolean own(String origin) {
    return hosts().stream().map(host -> "http://" + host).anyMatch(origin::equals);
  }
}
