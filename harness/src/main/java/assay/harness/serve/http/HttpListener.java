package assay.harness.serve.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Accepts connections and keeps them within their limits.
///
/// Each connection has a virtual thread. One thread looks at all of them four times a second and
/// ends what takes too long, so that a client which sends a byte a second costs no more than its
/// connection, and not for ever.
public final class HttpListener implements AutoCloseable {
  private static final Duration SWEEP = Duration.ofMillis(250);
  private static final int BACKLOG = 1024;
  private static final int MOST_TOLD = 1024; // clients at once that there is no room for

  private final ServerSocket socket;
  private final HttpLimits limits;
  private final HttpHandler handler;
  private final InstantSource clock;
  private final BodyBudget budget;
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Long> refusals = new TreeMap<>();
  private final Semaphore telling = new Semaphore(MOST_TOLD);
  private volatile boolean stopping;

  private HttpListener(
      ServerSocket socket, HttpLimits limits, HttpHandler handler, InstantSource clock) {
    this.socket = socket;
    this.limits = limits;
    this.handler = handler;
    this.clock = clock;
    budget = new BodyBudget(limits.receivedBytes());
  }

  /// Begins to listen.
  ///
  /// @param address port 0 takes any that is free
  /// @param clock of the dates in headers
  /// @throws IOException if the address cannot be had
  public static HttpListener start(
      InetSocketAddress address, HttpLimits limits, HttpHandler handler, InstantSource clock)
      throws IOException {
    ServerSocket socket = new ServerSocket();
    boolean bound = false;
    try {
      socket.setReuseAddress(true);
      socket.bind(address, BACKLOG);
      bound = true;
    } finally {
      if (!bound) {
        socket.close();
      }
    }
    HttpListener listener = new HttpListener(socket, limits, handler, clock);
    Thread.ofPlatform().daemon().name("assay-accept").start(listener::accept);
    Thread.ofVirtual().name("assay-sweep").start(listener::sweep);
    return listener;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        open(socket.accept());
      } catch (SocketException _) {
        // Closed; or one client's connection failed before it was taken, or no file is left to
        // open.
        pause();
      } catch (IOException _) {
        pause();
      }
    }
  }

  private void open(Socket client) throws IOException {
    HttpConnection connection = new HttpConnection(client, this);
    if (connections.size() >= limits.connections()) {
      refused(503);
      refuse(client, connection);
    } else {
      connections.add(connection);
      Thread.ofVirtual().start(connection);
    }
  }

  /// Tells a client that there is no room, unless so many are being told that they take files.
  private void refuse(Socket client, HttpConnection connection) throws IOException {
    if (!telling.tryAcquire()) {
      client.close();
      return;
    }
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                connection.refuseAtOnce();
              } finally {
                telling.release();
              }
            });
  }

  /// Lets a moment pass, so that what fails again and again does not take a processor.
  private void pause() {
    try {
      if (!socket.isClosed()) {
        Thread.sleep(Duration.ofMillis(10));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweep() {
    try {
      while (!socket.isClosed() || !connections.isEmpty()) {
        Thread.sleep(SWEEP);
        long now = nanoTime();
        connections.forEach(connection -> connection.sweep(now));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Returns where it listens.
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /// Returns how many connections are open.
  public int connections() {
    return connections.size();
  }

  /// Returns how often each status was the answer to what was no whole request, or to a connection
  /// too many.
  public synchronized Map<Integer, Long> refusals() {
    return Map.copyOf(refusals);
  }

  synchronized void refused(int status) {
    refusals.merge(status, 1L, Long::sum);
  }

  HttpLimits limits() {
    return limits;
  }

  HttpHandler handler() {
    return handler;
  }

  InstantSource clock() {
    return clock;
  }

  BodyBudget budget() {
    return budget;
  }

  boolean stopping() {
    return stopping;
  }

  long nanoTime() {
    return System.nanoTime();
  }

  void ended(HttpConnection connection) {
    connections.remove(connection);
  }

  /// Takes no further connection, ends those without a request, and has the others end with the one
  /// they have.
  public void stop() {
    stopping = true;
    try {
      socket.close();
    } catch (IOException _) {
      // Nobody is accepted any more either way.
    }
    connections.forEach(HttpConnection::closeIfIdle);
  }

  /// Stops, and ends all connections.
  @Override
  public void close() {
    stop();
    connections.forEach(HttpConnection::close);
  }
}
