package assay.harness.endpoint;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Opens connections to one host: every address that its name has is tried in turn, or the proxy
/// that is named for it is asked; a certificate is held against the name.
///
/// @param base the host's address, `http` or `https`
/// @param proxies names the proxies
/// @param tls makes connections to `https`, and knows whose certificates are to be trusted
record Dialing(URI base, ProxySelector proxies, SSLSocketFactory tls) {
  /// What Java says of a first record that is none of TLS.
  private static final String NO_TLS = "Unsupported or unrecognized SSL message";

  private static final int CONNECT_MILLIS = (int) Duration.ofSeconds(20).toMillis();

  /// Hears of a connection that is to be opened, so that somebody else can end the waiting for it.
  interface Begun {
    /// Takes note of it.
    void is(Closeable connection) throws IOException;
  }

  /// Returns what goes by the proxies and the certificates that the system's properties name.
  static Dialing byTheSystem(URI base) {
    return new Dialing(
        base, ProxySelector.getDefault(), (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /// What was opened.
  ///
  /// @param plain carries the bytes
  /// @param secured over it, for `https`
  record Line(Socket plain, Optional<SSLSocket> secured) {}

  /// Opens a connection.
  ///
  /// @throws WrongServerException if the server answers without the TLS that its address asks for
  /// @throws IOException if none of the addresses can be reached, or the server cannot show that it
  ///   is who it is said to be
  Line open(Begun begun) throws IOException {
    Socket plain = connected(begun);
    try {
      plain.setTcpNoDelay(true);
      return new Line(plain, secure() ? Optional.of(secured(plain)) : Optional.empty());
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private Socket connected(Begun begun) throws IOException {
    Proxy proxy = proxies.select(base).getFirst();
    Optional<IOException> first = Optional.empty();
    for (SocketAddress address : addresses(proxy)) {
      try {
        return connected(proxy, address, begun);
      } catch (IOException e) {
        first = first.or(() -> Optional.of(e));
      }
    }
    throw first.orElseThrow();
  }

  private static Socket connected(Proxy proxy, SocketAddress address, Begun begun)
      throws IOException {
    Socket socket = new Socket(proxy);
    try {
      begun.is(socket);
      socket.connect(address, CONNECT_MILLIS);
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private List<SocketAddress> addresses(Proxy proxy) throws IOException {
    if (proxy.type() != Proxy.Type.DIRECT) {
      return List.of(InetSocketAddress.createUnresolved(base.getHost(), port()));
    }
    List<SocketAddress> addresses = new ArrayList<>();
    for (InetAddress address : InetAddress.getAllByName(base.getHost())) {
      addresses.add(new InetSocketAddress(address, port()));
    }
    return addresses;
  }

  private SSLSocket secured(Socket plain) throws IOException {
    SSLSocket socket = (SSLSocket) tls.createSocket(plain, base.getHost(), port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    try {
      socket.startHandshake();
    } catch (SSLException e) {
      throw NO_TLS.equals(e.getMessage()) ? WrongServerException.withoutTls(base, e) : e;
    }
    return socket;
  }

  private int port() {
    if (base.getPort() >= 0) {
      return base.getPort();
    }
    return secure() ? 443 : 80;
  }

  /// Returns whether connections go over TLS.
  boolean secure() {
    return base.getScheme().equalsIgnoreCase("https");
  }
}
