package assay.harness.serve.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

/// The request line and the headers.
///
/// @param method such as `POST`
/// @param target path and query as they were sent
/// @param minor version behind `HTTP/1.`
record RequestHead(String method, String target, int minor, HttpHeaders headers) {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern TARGET = Pattern.compile("/[\\x21-\\x7E]*");
  private static final Pattern ABSOLUTE = Pattern.compile("https?://[^/?#]+(/.*)");

  RequestHead {
    Objects.requireNonNull(headers);
  }

  /// Reads a head.
  ///
  /// @param most bytes that it may have
  /// @throws HttpRefusedException if it is none, or too long
  static RequestHead read(ConnectionInput in, int most) throws IOException, HttpRefusedException {
    Lines lines = new Lines(in, most);
    String first = lines.next();
    if (first.isEmpty()) { // RFC 9112, 2.2: an empty line before a request is passed over
      first = lines.next();
    }
    String[] words = first.split(" ", -1);
    if (words.length != 3 || !TOKEN.matcher(words[0]).matches()) {
      throw new HttpRefusedException(400, "the first line is no request of HTTP/1.1");
    }
    if (!words[2].equals("HTTP/1.1") && !words[2].equals("HTTP/1.0")) {
      throw new HttpRefusedException(505, "HTTP/1.1 is spoken here");
    }
    String target = ABSOLUTE.matcher(words[1]).replaceFirst("$1");
    if (!TARGET.matcher(target).matches() && !target.equals("*")) {
      throw new HttpRefusedException(400, "the request names no path");
    }
    HttpHeaders headers = new HttpHeaders();
    for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
      add(headers, line);
    }
    return new RequestHead(words[0], target, words[2].charAt(7) - '0', headers);
  }

  private static void add(HttpHeaders headers, String line) throws HttpRefusedException {
    int colon = line.indexOf(':');
    // No white space before the colon, and no continued lines: both let two readers disagree.
    if (colon < 1 || !TOKEN.matcher(line.substring(0, colon)).matches()) {
      throw new HttpRefusedException(400, "a header is malformed");
    }
    headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
  }

  /// Returns the path without the query.
  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /// Returns whether the client wants the connection to last.
  boolean keepsAlive() {
    return minor == 1
        ? !headers.lists("Connection", "close")
        : headers.lists("Connection", "keep-alive");
  }

  /// Lines of a head, which end in CRLF, or LF alone.
  private static final class Lines {
    private final ConnectionInput in;
    private int left;

    Lines(ConnectionInput in, int most) {
      this.in = in;
      left = most;
    }

    String next() throws IOException, HttpRefusedException {
      StringBuilder line = new StringBuilder();
      int next = in.read();
      while (next != '\n') {
        if (next < 0) {
          throw new EOFException("the client went away amid a request");
        }
        if (left-- == 0) {
          throw new HttpRefusedException(431, "the headers are too long");
        }
        line.append((char) next);
        next = in.read();
      }
      int length = line.length();
      if (length > 0 && line.charAt(length - 1) == '\r') {
        line.setLength(length - 1);
      }
      if (line.indexOf("\r") >= 0 || line.indexOf("\0") >= 0) {
        throw new HttpRefusedException(400, "a header is malformed");
      }
      byte[] bytes = line.toString().getBytes(StandardCharsets.ISO_8859_1);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
