package assay.harness.endpoint;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/// How bodies are packed (RFC 9110, section 8.4.1). No call asks for it, but some proxies do it.
enum ContentCoding {
  PLAIN,
  GZIP,
  DEFLATE;

  /// Returns the coding that the head of a reply names; empty for none.
  ///
  /// @throws ZipException if it is not known
  static ContentCoding of(String name) throws ZipException {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "", "identity" -> PLAIN;
      case "gzip", "x-gzip" -> GZIP;
      case "deflate" -> DEFLATE;
      default ->
          throw new ZipException(
              "the body says %s, which was not asked for and cannot be unpacked"
                  .formatted(Quotation.of(name)));
    };
  }

  /// Returns the beginning of what a body holds.
  ///
  /// @param most bytes that are wanted
  /// @throws ZipException if the body is not packed in this way, or breaks off
  byte[] unpacked(byte[] body, int most) throws IOException {
    if (body.length == 0) {
      return body;
    }
    try (InputStream in = over(new ByteArrayInputStream(body))) {
      return in.readNBytes(most);
    } catch (EOFException e) {
      throw damaged("it breaks off", e);
    } catch (ZipException e) {
      throw damaged(e.getMessage(), e);
    }
  }

  private InputStream over(InputStream body) throws IOException {
    return switch (this) {
      case PLAIN -> body;
      case GZIP -> new GZIPInputStream(body);
      case DEFLATE -> new InflaterInputStream(body);
    };
  }

  private ZipException damaged(String how, IOException cause) {
    ZipException damaged =
        new ZipException(
            "the body says %s and cannot be unpacked: %s"
                .formatted(name().toLowerCase(Locale.ROOT), how));
    damaged.initCause(cause);
    return damaged;
  }
}
