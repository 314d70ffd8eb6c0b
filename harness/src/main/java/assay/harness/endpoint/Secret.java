package assay.harness.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A value that must not reach a log, a manifest or a report; its text form is `***`.
public final class Secret {
  private static final String HIDDEN = "***";

  /// Shorter parts of a secret tell too little, and stand in too many other texts.
  private static final int PART = 8;

  private final String value;
  private final List<String> forms;
  private final SecretParts parts;

  /// Wraps a value that is not blank.
  public Secret(String value) {
    Objects.requireNonNull(value);
    if (value.isBlank()) {
      throw new IllegalArgumentException("the secret is blank");
    }
    this.value = value;
    this.forms =
        Stream.concat(Stream.of(value), IntStream.range(0, 3).mapToObj(this::base64))
            .filter(form -> !form.isEmpty())
            .toList();
    this.parts = new SecretParts(forms, PART);
  }

  /// Returns what base64 makes of the secret behind other bytes, without the characters at both
  /// ends that depend on its neighbours.
  ///
  /// @param before number of bytes in front of it
  private String base64(int before) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    byte[] shifted = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, shifted, before, bytes.length);
    byte[] whole = Arrays.copyOf(shifted, shifted.length - shifted.length % 3);
    String text = Base64.getEncoder().encodeToString(whole);
    return text.substring(Math.min(before == 0 ? 0 : 4, text.length()));
  }

  /// Returns the value, for who sends it to the one that it is meant for.
  public String reveal() {
    return value;
  }

  /// Returns the text with the secret hidden wherever it stands, whole, in parts of eight
  /// characters and more, or in base64.
  String redact(String text) {
    String hidden = text;
    for (String form : forms) {
      if (form.length() < PART) {
        hidden = hidden.replace(form, HIDDEN);
      }
    }
    if (parts.standIn(hidden)) {
      for (String form : forms) {
        if (form.length() >= PART) {
          hidden = hide(hidden, form);
        }
      }
    }
    return hidden;
  }

  private static String hide(String text, String form) {
    StringBuilder hidden = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int common = common(text, at, form);
      if (common >= PART) {
        hidden.append(HIDDEN);
        at += common;
      } else {
        hidden.append(text.charAt(at));
        at++;
      }
    }
    return hidden.toString();
  }

  /// Returns the length of the longest part of a form that stands at a place of a text.
  private static int common(String text, int at, String form) {
    int longest = 0;
    for (int from = 0; from <= form.length() - PART; from++) {
      int length = 0;
      while (at + length < text.length()
          && from + length < form.length()
          && text.charAt(at + length) == form.charAt(from + length)) {
        length++;
      }
      longest = Math.max(longest, length);
    }
    return longest;
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
    return HIDDEN;
  }
}
