package assay.reports.view;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/// What only those know who were told the address of a server: 128 random bits.
///
/// @param hex 32 hexadecimal digits
record ViewToken(String hex) {
  private static final int BYTES = 16;
  private static final String PARAMETER = "token=";

  /// Returns a token that nobody can guess.
  static ViewToken random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new ViewToken(HexFormat.of().formatHex(bytes));
  }

  /// Returns whether a text is the token, in a time that does not tell how much of it is right.
  boolean is(String text) {
    return MessageDigest.isEqual(
        hex.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
  }

  /// Returns the query of the address that holds the token.
  String query() {
    return PARAMETER + hex;
  }

  /// Returns whether a query holds the token.
  boolean in(String query) {
    return query.startsWith(PARAMETER) && is(query.substring(PARAMETER.length()));
  }

  /// Returns the cookie by which a browser shows the token from its first visit on. No script reads
  /// it, and no page of another site can have it sent.
  String setCookie(int port) {
    return "%s=%s; Path=/; HttpOnly; SameSite=Strict".formatted(cookie(port), hex);
  }

  static String cookie(int port) {
    return "assay-view-" + port;
  }

  @Override
  public String toString() {
    return "a token";
  }
}
