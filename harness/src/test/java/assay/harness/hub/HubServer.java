package assay.harness.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A hub on this machine with the real one's addresses and headers: large files are sent on to a
/// second server, which knows ranges and can be made to break, to lie, or to be slow.
public final class HubServer implements AutoCloseable {
  private static final int LARGE = 1_000;
  private static final int PAGE = 2;

  private final HttpServer hub;
  private final HttpServer store;
  private final Map<String, byte[]> files = new ConcurrentSkipListMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> secretsAtStore = new CopyOnWriteArrayList<>();
  private final List<String> secretsAtHub = new CopyOnWriteArrayList<>();
  private volatile int breakAfter = Integer.MAX_VALUE;
  private final AtomicInteger breaks = new AtomicInteger();
  private volatile boolean lies;
  private volatile boolean gating;
  private volatile String commit = "0123456789abcdef0123456789abcdef01234567";

  public HubServer() throws IOException {
    hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hub.createContext("/", this::hub);
    store.createContext("/", this::store);
    for (HttpServer server : List.of(hub, store)) {
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
    }
  }

  /// The address as `HF_ENDPOINT`.
  public String endpoint() {
    return "http://localhost:" + hub.getAddress().getPort();
  }

  public String commit() {
    return commit;
  }

  /// Has a file, as `datasets/org/name/path` or `org/name/path`.
  public HubServer with(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  /// Has all of it at another commit.
  public HubServer at(String other) {
    commit = other;
    return this;
  }

  /// Gives files out to who sends a token, and to nobody else.
  public HubServer gating() {
    gating = true;
    return this;
  }

  /// Breaks off after so many bytes of a large file, so many times.
  HubServer breaking(int bytes, int times) {
    breakAfter = bytes;
    breaks.set(times);
    return this;
  }

  /// Sends other bytes than it announces.
  HubServer lying() {
    lies = true;
    return this;
  }

  /// The requests so far, as `GET hub /path` or `GET store /path bytes=5-`.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  List<String> secretsAtHub() {
    return List.copyOf(secretsAtHub);
  }

  List<String> secretsAtStore() {
    return List.copyOf(secretsAtStore);
  }

  private void hub(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(exchange.getRequestMethod() + " hub " + path);
    secretsAtHub.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
    if (path.startsWith("/api/")) {
      tree(exchange, path);
      return;
    }
    if (gating && !exchange.getRequestHeaders().containsKey("Authorization")) {
      exchange.sendResponseHeaders(401, -1);
      exchange.close();
      return;
    }
    String[] parts = path.substring(1).split("/resolve/[^/]+/", 2);
    byte[] content = parts.length == 2 ? files.get(parts[0] + "/" + parts[1]) : null;
    if (content == null) {
      exchange.sendResponseHeaders(parts[0].contains("gated") ? 401 : 404, -1);
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().add("X-Repo-Commit", commit);
    if (content.length >= LARGE) {
      exchange.getResponseHeaders().add("X-Linked-Etag", '"' + sha256(content) + '"');
      exchange.getResponseHeaders().add("X-Linked-Size", String.valueOf(content.length));
      exchange
          .getResponseHeaders()
          .add(
              "Location",
              "http://127.0.0.1:%d/%s/%s"
                  .formatted(store.getAddress().getPort(), parts[0], parts[1]));
      exchange.sendResponseHeaders(302, -1);
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().add("ETag", '"' + gitName(content) + '"');
    answer(exchange, 200, content);
  }

  private void tree(HttpExchange exchange, String path) throws IOException {
    String[] parts = path.substring("/api/".length()).split("/tree/", 2);
    String prefix = parts[0].replaceFirst("^models/", "") + "/";
    List<Map.Entry<String, byte[]>> all =
        new TreeMap<>(files)
            .entrySet().stream().filter(file -> file.getKey().startsWith(prefix)).toList();
    String query = exchange.getRequestURI().getQuery();
    int from =
        query.contains("cursor=") ? Integer.parseInt(query.replaceFirst(".*cursor=", "")) : 0;
    StringBuilder json =
        new StringBuilder("[{\"type\":\"directory\",\"path\":\"folder\",\"size\":0}");
    for (Map.Entry<String, byte[]> file : all.subList(from, Math.min(all.size(), from + PAGE))) {
      json.append(
          ",{\"type\":\"file\",\"path\":\"%s\",\"size\":%d}"
              .formatted(file.getKey().substring(prefix.length()), file.getValue().length));
    }
    if (from + PAGE < all.size()) {
      exchange
          .getResponseHeaders()
          .add(
              "Link",
              "<%s%s?recursive=true&cursor=%d>; rel=\"next\""
                  .formatted(endpoint(), path, from + PAGE));
    }
    answer(exchange, 200, json.append("]").toString().getBytes(StandardCharsets.UTF_8));
  }

  private void store(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(
        exchange.getRequestMethod() + " store " + path + (range == null ? "" : " " + range));
    secretsAtStore.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
    byte[] content = files.get(path.substring(1)).clone();
    if (lies) {
      content[0]++;
    }
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    byte[] rest = Arrays.copyOfRange(content, from, content.length);
    if (rest.length > breakAfter && breaks.getAndDecrement() > 0) {
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, rest.length);
      try {
        exchange.getResponseBody().write(rest, 0, breakAfter);
        exchange.getResponseBody().flush();
      } finally {
        exchange.close();
      }
      return;
    }
    answer(exchange, from > 0 ? 206 : 200, rest);
  }

  private static void answer(HttpExchange exchange, int status, byte[] content) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", String.valueOf(content.length));
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
      return;
    }
    exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(content);
    }
  }

  static String sha256(byte[] content) {
    return HexFormat.of().formatHex(digest("SHA-256").digest(content));
  }

  private static String gitName(byte[] content) {
    MessageDigest digest = digest("SHA-1");
    digest.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(digest.digest(content));
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Override
  public void close() {
    hub.stop(0);
    store.stop(0);
  }
}
