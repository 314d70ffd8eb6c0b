package assay.harness.serve.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// One client's connection: requests one after the other, each answered before the next is read.
///
/// While a request is worked at, a second thread waits for the next byte: the client's next
/// request, or its end, which nobody would notice otherwise before something is written.
final class HttpConnection implements Runnable {
  private static final long NEVER = Long.MAX_VALUE;
  private static final Duration LINGERING = Duration.ofSeconds(2);
  private static final int REFUSED_MILLIS = 200;

  /// What a connection waits for.
  private enum Phase {
    IDLE,
    RECEIVING,
    WORKING,
    SENDING,
    LINGERING
  }

  /// What is due when, as the sweeper of all connections reads it.
  private record Wait(Phase phase, long deadline) {}

  private final Socket socket;
  private final HttpListener owner;
  private final ConnectionInput in;
  private volatile Wait waiting = new Wait(Phase.IDLE, NEVER);
  private volatile boolean expired;

  HttpConnection(Socket socket, HttpListener owner) throws IOException {
    this.socket = socket;
    this.owner = owner;
    in = new ConnectionInput(socket.getInputStream());
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      await(Phase.IDLE, owner.limits().idle());
      boolean more = in.await();
      while (more) {
        more = serveOne();
      }
    } catch (IOException _) {
      // The client went away, or was too slow: there is nobody to tell.
    } finally {
      owner.ended(this);
    }
  }

  private void await(Phase phase, Duration most) {
    waiting = new Wait(phase, owner.nanoTime() + most.toNanos());
  }

  private void work() {
    waiting = new Wait(Phase.WORKING, NEVER);
  }

  /// Ends what takes too long.
  void sweep(long now) {
    Wait current = waiting;
    if (now > current.deadline()) {
      if (current.phase() == Phase.RECEIVING && !expired) {
        expired = true;
        endInput();
      } else if (current.phase() != Phase.WORKING) {
        close();
      }
    }
  }

  /// Has the thread that reads see the end.
  private void endInput() {
    try {
      socket.shutdownInput();
    } catch (IOException _) {
      close();
    }
  }

  /// Ends the connection unless a request is under way.
  void closeIfIdle() {
    if (waiting.phase() == Phase.IDLE) {
      close();
    }
  }

  void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is closed all the same.
    }
  }

  /// Reads a request, whose first byte is here, and answers it; returns whether another one has
  /// begun to come.
  private boolean serveOne() throws IOException {
    await(Phase.RECEIVING, owner.limits().receive());
    HttpCall call;
    RequestHead head;
    Departure departure = new Departure();
    try {
      head = RequestHead.read(in, owner.limits().headBytes());
      byte[] body = body(head);
      call = new HttpCall(head, body, socket.getInetAddress(), departure, owner.budget());
    } catch (HttpRefusedException e) {
      refuse(e.status(), e.getMessage());
      return false;
    } catch (EOFException e) {
      if (expired) {
        refuse(408, "the request took too long to arrive");
      }
      return false;
    }
    work();
    Thread watch = watch(departure);
    HttpReply reply = reply(head, head.keepsAlive() && !owner.stopping());
    try {
      owner.handler().handle(call, reply);
    } finally {
      call.takeBody();
    }
    return reply.reusable() && another(watch);
  }

  private byte[] body(RequestHead head) throws IOException, HttpRefusedException {
    RequestBody body = new RequestBody(in, owner.budget(), owner.limits().bodyBytes());
    body.requireFit(head);
    if (head.headers().lists("Expect", "100-continue") && RequestBody.announced(head)) {
      write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      await(Phase.RECEIVING, owner.limits().receive());
    }
    return body.read(head);
  }

  private HttpReply reply(RequestHead head, boolean keepsAlive) {
    return new HttpReply(this::write, head, keepsAlive, owner.clock());
  }

  private void write(byte[] bytes) throws IOException {
    await(Phase.SENDING, owner.limits().send());
    socket.getOutputStream().write(bytes);
    work();
  }

  private Thread watch(Departure departure) {
    return Thread.startVirtualThread(
        () -> {
          boolean here = false;
          try {
            here = in.await();
          } catch (IOException _) {
            // A reset is an end.
          }
          if (!here) {
            departure.happened();
          }
        });
  }

  /// Waits for the next request where the watch waits already.
  private boolean another(Thread watch) {
    await(Phase.IDLE, owner.limits().idle());
    if (owner.stopping()) {
      return false;
    }
    boolean interrupted = false;
    while (watch.isAlive()) {
      try {
        watch.join();
      } catch (InterruptedException _) {
        interrupted = true; // nobody interrupts a connection
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return in.available() > 0;
  }

  /// Answers and ends. What the client still sends is thrown away for a while: a connection that is
  /// closed on unread bytes is reset, which takes the answer from the client.
  private void refuse(int status, String why) throws IOException {
    owner.refused(status);
    RequestHead none = new RequestHead("GET", "/", 1, new HttpHeaders());
    reply(none, false).send(status, "application/json", owner.handler().refusal(status, why));
    await(Phase.LINGERING, LINGERING);
    socket.shutdownOutput();
    in.drain();
  }

  /// Refuses a client that there is no room for.
  void refuseAtOnce() {
    try (socket) {
      String why =
          "%d connections are open, which is all that this server holds"
              .formatted(owner.limits().connections());
      RequestHead none = new RequestHead("GET", "/", 1, new HttpHeaders());
      new HttpReply(socket.getOutputStream()::write, none, false, owner.clock())
          .header("Retry-After", "1")
          .send(503, "application/json", owner.handler().refusal(503, why));
      socket.shutdownOutput();
      socket.setSoTimeout(REFUSED_MILLIS);
      in.drain();
    } catch (IOException _) {
      // It is gone already, or has seen the answer.
    }
  }
}
