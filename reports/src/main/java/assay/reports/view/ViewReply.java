package assay.reports.view;

import assay.reports.page.HtmlRenderer;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A reply of the server. A class, because arrays in records compare by identity.
final class ViewReply {
  private final int status;
  private final String type;
  private final byte[] body;
  private final Optional<String> cookie;

  private ViewReply(int status, String type, byte[] body) {
    this(status, type, body, Optional.empty());
  }

  private ViewReply(int status, String type, byte[] body, Optional<String> cookie) {
    this.status = status;
    this.type = type;
    this.body = body;
    this.cookie = cookie;
  }

  static ViewReply html(String html) {
    return new ViewReply(200, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  static ViewReply json(byte[] json) {
    return new ViewReply(200, "application/json", json);
  }

  static ViewReply text(int status, String text) {
    return new ViewReply(
        status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /// Returns this reply with a cookie for the browser to keep.
  ViewReply withCookie(String set) {
    return new ViewReply(status, type, body, Optional.of(set));
  }

  void send(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set(
        "Content-Security-Policy", HtmlRenderer.servedPolicy() + "; frame-ancestors 'none'");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    cookie.ifPresent(set -> headers.set("Set-Cookie", set));
    if (status == 405) {
      headers.set("Allow", "GET");
    }
    // A length of 0 would mean an unknown one, and HEAD has no body.
    boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, empty ? -1 : body.length);
    if (!empty) {
      exchange.getResponseBody().write(body);
    }
  }
}
