package assay.harness.endpoint;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What an endpoint is shown and nobody else is.
///
/// @param key as the interface sends it; the environment holds it
/// @param headers by name, further ones, whose values are secret as well
public record Credentials(Optional<Secret> key, Map<String, Secret> headers) {
  /// Nothing.
  public static final Credentials NONE = new Credentials(Optional.empty(), Map.of());

  public Credentials {
    Objects.requireNonNull(key);
    headers = Map.copyOf(headers);
  }

  /// Returns the text without any of them.
  String redact(String text) {
    String hidden = key.map(secret -> secret.redact(text)).orElse(text);
    for (Secret secret : headers.values()) {
      hidden = secret.redact(hidden);
    }
    return hidden;
  }
}
