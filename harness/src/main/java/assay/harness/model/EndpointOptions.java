package assay.harness.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// How an endpoint is called.
///
/// @param concurrency calls under way at once
/// @param timeout for one call, from sending to the last byte of the reply
/// @param retries further tries after a call that may succeed later
/// @param firstDelay wait before the first further try; it doubles with each one, up to a minute
/// @param apiKey sent as bearer token; never stored or shown
public record EndpointOptions(
    int concurrency, Duration timeout, int retries, Duration firstDelay, Optional<Secret> apiKey) {

  /// Eight calls at once, ten minutes each, six further tries, no key.
  public static final EndpointOptions DEFAULT =
      new EndpointOptions(8, Duration.ofMinutes(10), 6, Duration.ofMillis(500), Optional.empty());

  public EndpointOptions {
    if (concurrency < 1 || retries < 0 || !timeout.isPositive() || firstDelay.isNegative()) {
      throw new IllegalArgumentException(
          "an endpoint needs concurrency >= 1, retries >= 0 and a positive timeout");
    }
    Objects.requireNonNull(apiKey);
  }
}
