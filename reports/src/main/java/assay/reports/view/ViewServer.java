package assay.reports.view;

import assay.reports.page.HtmlRenderer;
import assay.reports.run.AnswerLikeness;
import assay.reports.run.RunNames;
import assay.reports.run.RunRecords;
import assay.results.store.MalformedRecordException;
import assay.results.store.RunOpener;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Serves the report of runs on this machine while they go on.
///
/// It listens on the loopback address alone and answers `GET` requests for a handful of paths, none
/// of which names a file. A page of another site cannot read it: requests under a foreign host name
/// (DNS rebinding) or from a foreign page are refused, no reply may be embedded elsewhere, and the
/// page's content security policy allows its own script and this server alone. Other users of the
/// machine can reach it, as they can reach every local port, but it answers only who knows the
/// token of its address.
///
/// Runs are read when the page asks, so a server that nobody looks at does nothing.
public final class ViewServer implements AutoCloseable {
  private static final int ROWS_AT_ONCE = 4000;
  private static final Pattern ROWS = Pattern.compile("/rows/([0-9]{1,6})/([0-9]{1,9})");
  private static final Pattern TEXTS = Pattern.compile("/texts/([0-9]{1,6})/([0-9]{1,9})");

  private final List<LiveRun> runs;
  private final LiveFigures figures;
  private final HttpServer server;
  private final ViewToken token = ViewToken.random();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  private ViewServer(List<LiveRun> runs, AnswerLikeness likeness, HttpServer server) {
    this.runs = runs;
    this.figures = new LiveFigures(likeness, executor, InstantSource.system());
    this.server = server;
  }

  /// Starts to serve.
  ///
  /// @param folders of the runs
  /// @param port to listen on; 0 for any free one
  /// @param opener reads a run's manifest
  /// @param likeness which answers are the same to a scorer
  /// @throws MalformedRecordException if a folder is no run
  /// @throws IOException if the port is taken
  public static ViewServer start(
      List<Path> folders, int port, RunOpener opener, AnswerLikeness likeness) throws IOException {
    List<String> names = RunNames.of(folders);
    List<LiveRun> runs = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      runs.add(new LiveRun(names.get(i), folders.get(i), opener, InstantSource.system()));
    }
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    HttpServer http = HttpServer.create(new InetSocketAddress(loopback, port), 0);
    ViewServer server = new ViewServer(List.copyOf(runs), likeness, http);
    http.setExecutor(server.executor);
    http.createContext("/", server::handle);
    http.start();
    return server;
  }

  /// Returns the address of the page, with the token that it needs.
  public URI address() {
    return URI.create(place() + "?" + token.query());
  }

  /// Returns the address without the token, for replies that anybody may get.
  private URI place() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      reply(exchange).send(exchange);
    }
  }

  private ViewReply reply(HttpExchange exchange) {
    if (!exchange.getRequestMethod().equals("GET")) {
      return ViewReply.text(405, "only GET is answered here");
    }
    LocalRequest request = new LocalRequest(exchange.getRequestHeaders(), place());
    if (!request.local()) {
      return ViewReply.text(403, "open " + place() + " in a browser of this machine");
    }
    URI asked = exchange.getRequestURI();
    try {
      if (asked.getRawPath().equals("/") && token.in(Objects.toString(asked.getRawQuery(), ""))) {
        return page().withCookie(token.setCookie(place().getPort()));
      }
      return request.knows(token)
          ? reply(asked.getRawPath())
          : ViewReply.text(403, "open the address that assay view printed, with its token");
    } catch (MalformedRecordException | UncheckedIOException | IOException e) {
      return ViewReply.text(410, "the run's records cannot be read: " + e.getMessage());
    }
  }

  private ViewReply reply(String path) throws IOException {
    Matcher rows = ROWS.matcher(path);
    if (rows.matches() && number(rows, 1) < runs.size()) {
      return ViewReply.json(runs.get(number(rows, 1)).rows(number(rows, 2), ROWS_AT_ONCE));
    }
    Matcher texts = TEXTS.matcher(path);
    if (texts.matches() && number(texts, 1) < runs.size()) {
      return ViewReply.json(runs.get(number(texts, 1)).texts(number(texts, 2)));
    }
    return switch (path) {
      case "/" -> page();
      case "/live" -> live();
      case "/figures" -> ViewReply.html(figures.newest().html());
      default -> ViewReply.text(404, "nothing is here; the report is at " + place());
    };
  }

  private static int number(Matcher path, int group) {
    return Integer.parseInt(path.group(group));
  }

  private ViewReply page() throws IOException {
    StringWriter page = new StringWriter();
    new HtmlRenderer()
        .renderServed(
            runs.stream()
                .map(run -> new HtmlRenderer.ServedRun(run.name(), run.manifest().scorers()))
                .toList(),
            page);
    return ViewReply.html(page.toString());
  }

  private ViewReply live() throws IOException {
    List<LiveStatus> now = runs.stream().map(LiveRun::follow).toList();
    figures.update(
        now.stream().mapToInt(LiveStatus::generation).sum(),
        now.stream().map(LiveStatus::lines).toList(),
        now.stream().allMatch(run -> run.state().settled()),
        this::snapshot);
    return ViewReply.json(LiveJson.of(now, figures.newest()));
  }

  private List<RunRecords> snapshot() {
    return runs.stream().map(LiveRun::snapshot).toList();
  }

  /// Stops listening; replies that are on their way are cut off.
  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
