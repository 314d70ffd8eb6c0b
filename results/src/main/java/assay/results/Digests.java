package assay.results;

import assay.results.text.AnyUtf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 digests as lower-case hex, the form in which manifests and records name content.
public final class Digests {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int FRONT = 16;
  private static final MessageDigest UNUSED = provided();

  private Digests() {}

  /// Returns a fresh SHA-256.
  public static MessageDigest sha256() {
    try {
      // Asking the providers takes as long as digesting a page.
      return (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException e) {
      return provided();
    }
  }

  private static MessageDigest provided() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Returns the hex form of the digest and resets it.
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Returns the first 16 characters, 64 bits: enough to tell whether the content of a row changed.
  /// A shorter digest stays as it is.
  public static String front(String digest) {
    return digest.substring(0, Math.min(FRONT, digest.length()));
  }

  /// Returns the SHA-256 of the text's UTF-8 bytes, those of [AnyUtf8] for half pairs.
  public static String ofText(String text) {
    MessageDigest digest = sha256();
    digest.update(AnyUtf8.bytes(text));
    return hex(digest);
  }

  /// Returns the SHA-256 of a file's bytes, read as a stream.
  public static String ofFile(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return hex(digest);
  }
}
