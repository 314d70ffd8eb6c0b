package assay.harness.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/// A value that must not reach a log, a manifest or a report; its text form is `***`.
public final class Secret {
  private final String value;

  /// Wraps a value that is not blank.
  public Secret(String value) {
    Objects.requireNonNull(value);
    if (value.isBlank()) {
      throw new IllegalArgumentException("the secret is blank");
    }
    this.value = value;
  }

  /// Returns the value, for the one place that sends it.
  String reveal() {
    return value;
  }

  /// Returns the text with every occurrence of the value hidden.
  String redact(String text) {
    return text.replace(value, "***");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
