package assay.harness.endpoint;

import assay.harness.run.UsageException;
import java.net.URI;
import java.net.URISyntaxException;

/// Where an endpoint is, and which of its models to ask.
///
/// @param base the base address, such as `http://127.0.0.1:8080/v1`, without a trailing slash
/// @param model the model's name as the endpoint knows it
public record EndpointAddress(URI base, String model) {
  private static final int MOST_PORT = 65_535;

  /// Returns the address of `http(s)://host/v1#model-name`.
  ///
  /// @throws UsageException if the text is not of that form, or has a password in it
  public static EndpointAddress parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new UsageException("--model %s: not an address: %s".formatted(text, e.getReason()));
    }
    if (uri.getUserInfo() != null) {
      throw new UsageException(
          "--model: an address must not hold a password; put the key into an environment variable"
              + " and name it with --api-key-env");
    }
    if (uri.getHost() == null || uri.getFragment() == null || uri.getFragment().isBlank()) {
      throw new UsageException(
          "--model %s: an endpoint is written http(s)://host/v1#model-name".formatted(text));
    }
    if (uri.getPort() > MOST_PORT) {
      throw new UsageException(
          "--model %s: there is no port %d; ports go up to %d"
              .formatted(text, uri.getPort(), MOST_PORT));
    }
    if (uri.getQuery() != null) {
      throw new UsageException(
          "--model: an address must not hold a query; endpoints are written"
              + " http(s)://host/v1#model-name");
    }
    String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("/+$", "");
    URI base = URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + path);
    return new EndpointAddress(base, uri.getFragment());
  }

  /// Returns a path below the base, as a request names it.
  String path(String below) {
    return base.getRawPath() + "/" + below;
  }
}
