package assay.harness.serve;

import assay.harness.serve.http.HttpListener;
import assay.harness.serve.metric.RequestMetrics;
import assay.harness.serve.openai.ServedModels;
import assay.harness.serve.work.ServedModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Serves models to clients of OpenAI's interface.
///
/// All clients' sequences share the steps of a model's engine, and a text is the same bits whatever
/// is computed beside it. A request whose client goes away is given up, and its pages are free at
/// the engine's next step.
public final class ApiServer implements AutoCloseable {
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofMillis(10);

  private final ServedModels models;
  private final RequestMetrics requests = new RequestMetrics();
  private final ApiHandler handler;
  private final HttpListener listener;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ApiServer(ServeOptions options, ServedModels models, Consumer<String> faults)
      throws IOException {
    this.models = models;
    MetricsPage page = new MetricsPage(models, requests);
    CompletableFuture<HttpListener> started = new CompletableFuture<>();
    handler = new ApiHandler(options, models, requests, () -> page.text(started.join()), faults);
    listener =
        HttpListener.start(
            new InetSocketAddress(options.host(), options.port()),
            options.limits(),
            handler,
            InstantSource.system());
    handler.listensAt(listener.address());
    started.complete(listener);
  }

  /// Begins to serve; the models are closed with it.
  ///
  /// @param models at least one
  /// @param faults is told of errors of this program
  /// @throws IOException if the port is taken
  public static ApiServer start(
      ServeOptions options, List<ServedModel> models, Consumer<String> faults) throws IOException {
    long since = InstantSource.system().instant().getEpochSecond();
    return new ApiServer(options, new ServedModels(models, since), faults);
  }

  /// Returns the address that clients are told, with `/v1` at its end.
  public URI address() {
    InetAddress host = listener.address().getAddress();
    String name = host.isAnyLocalAddress() ? "127.0.0.1" : host.getHostAddress();
    String written = name.contains(":") ? "[" + name + "]" : name;
    return URI.create("http://%s:%d/v1".formatted(written, listener.address().getPort()));
  }

  /// Returns how many connections are open.
  public int connections() {
    return listener.connections();
  }

  /// What a server has done, at its end.
  ///
  /// @param cancelled requests that were given up at the end
  /// @param byStatus answers by status; 499 stands for clients that went away
  /// @param refused requests that were never whole, and connections too many, by status
  public record Summary(int cancelled, Map<Integer, Long> byStatus, Map<Integer, Long> refused) {
    public Summary {
      byStatus = Map.copyOf(byStatus);
      refused = Map.copyOf(refused);
    }

    /// Returns it in words.
    public String words() {
      return "answered by status: %s; never whole: %s; given up at the end: %d"
          .formatted(new TreeMap<>(byStatus), new TreeMap<>(refused), cancelled);
    }
  }

  /// Stops: nothing new is taken, and what is under way is finished within some time, or given up
  /// with word to its client.
  ///
  /// @param grace the longest time to finish
  public Summary stop(Duration grace) {
    handler.stop();
    listener.stop();
    awaitUnlessInterrupted(() -> handler.underWay() == 0, grace);
    int cancelled = models.models().stream().mapToInt(ServedModel::underWay).sum();
    models.models().forEach(ServedModel::cancelAll);
    awaitUnlessInterrupted(() -> handler.underWay() == 0, LAST_WORDS);
    close();
    return new Summary(cancelled, requests.byStatus(), listener.refusals());
  }

  private static void awaitUnlessInterrupted(BooleanSupplier done, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    try {
      while (!done.getAsBoolean() && System.nanoTime() < end) {
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Stops at once.
  @Override
  public void close() {
    handler.stop();
    listener.close();
    if (closed.compareAndSet(false, true)) {
      models.models().forEach(ServedModel::close);
    }
  }
}
