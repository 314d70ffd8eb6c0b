package assay.harness.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server of a plain socket, which says what a test wants said.
///
/// @param accepted the connections that it was given
record SocketServer(ServerSocket socket, BlockingQueue<Socket> accepted) implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: (\\d+)\r\n");

  /// What a server does with one connection.
  interface Serving {
    /// Does it; what is thrown ends the connection's part.
    void on(Socket connection) throws Exception;
  }

  static SocketServer of(ServerSocket socket, Serving serving) {
    SocketServer server = new SocketServer(socket, new LinkedBlockingQueue<>());
    Thread.startVirtualThread(() -> server.serve(serving));
    return server;
  }

  static SocketServer serving(Serving serving) throws IOException {
    return of(new ServerSocket(0), serving);
  }

  /// Answers each request of a connection with the same bytes.
  static Serving saying(String reply) {
    return connection -> {
      while (!request(connection).isEmpty()) {
        connection.getOutputStream().write(reply.getBytes(ISO_8859_1));
      }
    };
  }

  /// Reads one request; empty at the end.
  static String request(Socket connection) throws IOException {
    InputStream in = connection.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
    }
    String text = head.toString(ISO_8859_1);
    Matcher length = LENGTH.matcher(text);
    return length.find()
        ? text + new String(in.readNBytes(Integer.parseInt(length.group(1))), ISO_8859_1)
        : text;
  }

  private void serve(Serving serving) {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        accepted.add(connection);
        Thread.startVirtualThread(
            () -> {
              try {
                serving.on(connection);
              } catch (Exception e) {
                // The client is told by what it gets.
              }
            });
      } catch (IOException e) {
        return;
      }
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  /// Returns the address of a model at this server.
  ///
  /// @param scheme of it, `http` or `https`
  EndpointAddress address(String scheme) {
    return EndpointAddress.parse("%s://localhost:%d/v1#tiny".formatted(scheme, port()));
  }

  EndpointModel model(EndpointOptions options) {
    return new EndpointModel(address("http"), options);
  }

  Connections connections() {
    return new Connections(Dialing.byTheSystem(URI.create("http://127.0.0.1:" + port())));
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : accepted) {
      connection.close();
    }
  }
}
