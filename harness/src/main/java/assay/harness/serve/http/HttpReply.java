package assay.harness.serve.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Writes the answer to one request: whole, or in parts as they come.
///
/// Mutable, and used by one thread.
public final class HttpReply {
  /// Where bytes go, in one write each.
  interface Wire {
    void write(byte[] bytes) throws IOException;
  }

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private final Wire wire;
  private final RequestHead head;
  private final InstantSource clock;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private boolean keepsAlive;
  private boolean begun;
  private boolean ended;

  HttpReply(Wire wire, RequestHead head, boolean keepsAlive, InstantSource clock) {
    this.wire = wire;
    this.head = head;
    this.keepsAlive = keepsAlive;
    this.clock = clock;
  }

  /// Sets a header of an answer that has not begun.
  public HttpReply header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /// Returns whether a status was sent, so that no other can be.
  public boolean begun() {
    return begun;
  }

  /// Sends an answer whole.
  ///
  /// @param type of the body
  public void send(int status, String type, byte[] body) throws IOException {
    headers.put("Content-Type", type);
    headers.put("Content-Length", String.valueOf(body.length));
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 256);
    out.writeBytes(head(status));
    if (!head.method().equals("HEAD")) {
      out.writeBytes(body);
    }
    wire.write(out.toByteArray());
    ended = true;
  }

  /// Begins an answer in parts; each write to the stream is sent at once.
  ///
  /// @param type of the body
  public OutputStream begin(String type) throws IOException {
    headers.put("Content-Type", type);
    headers.put("Cache-Control", "no-cache");
    boolean chunked = head.minor() == 1;
    if (chunked) {
      headers.put("Transfer-Encoding", "chunked");
    } else {
      keepsAlive = false; // the end of the connection is that of the body
    }
    wire.write(head(200));
    return new OutputStream() {
      @Override
      public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        if (count > 0) {
          wire.write(chunked ? chunk(bytes, from, count) : part(bytes, from, count));
        }
      }

      @Override
      public void close() throws IOException {
        if (!ended && chunked) {
          wire.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        ended = true;
      }
    };
  }

  private static byte[] part(byte[] bytes, int from, int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(count);
    out.write(bytes, from, count);
    return out.toByteArray();
  }

  private static byte[] chunk(byte[] bytes, int from, int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(count + 16);
    out.writeBytes((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(bytes, from, count);
    out.writeBytes(new byte[] {'\r', '\n'});
    return out.toByteArray();
  }

  private byte[] head(int status) {
    begun = true;
    headers.put("Date", DATE.format(clock.instant()));
    headers.put("X-Content-Type-Options", "nosniff");
    if (!keepsAlive) {
      headers.put("Connection", "close");
    } else if (head.minor() == 0) {
      headers.put("Connection", "keep-alive");
    }
    StringBuilder text = new StringBuilder();
    text.append("HTTP/1.1 ").append(status).append(' ').append(reason(status)).append("\r\n");
    headers.forEach((name, value) -> text.append(line(name, value)));
    return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String line(String name, String value) {
    return String.format(Locale.ROOT, "%s: %s\r\n", name, value.replaceAll("[\r\n]", " "));
  }

  /// Returns whether the answer is whole and the connection may serve another request.
  boolean reusable() {
    return ended && keepsAlive;
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 204 -> "No Content";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 413 -> "Content Too Large";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 503 -> "Service Unavailable";
      case 505 -> "HTTP Version Not Supported";
      default -> "Status";
    };
  }
}
