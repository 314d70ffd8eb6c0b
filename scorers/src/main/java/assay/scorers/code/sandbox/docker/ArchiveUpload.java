package assay.scorers.code.sandbox.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hands a root file system to an engine as a new image, by one plain HTTP request.
///
/// The client library's own upload breaks off after the first few blocks of a large archive
/// ("unexpected EOF", docker-java 3.7.1 against Docker 20.10), where the same bytes sent plainly
/// are taken.
final class ArchiveUpload {
  private static final Pattern ID = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final List<String> REQUEST =
      List.of(
          "POST /images/create?fromSrc=- HTTP/1.0",
          "Host: engine",
          "Content-Type: application/x-tar");

  private ArchiveUpload() {}

  /// Returns the identifier of the image that the engine made.
  ///
  /// @param address the engine's address: `unix://` or `tcp://` without encryption
  static String send(String address, Path archive) throws IOException {
    SocketAddress target = target(address);
    StandardProtocolFamily family =
        target instanceof UnixDomainSocketAddress
            ? StandardProtocolFamily.UNIX
            : StandardProtocolFamily.INET;
    try (SocketChannel channel = SocketChannel.open(family)) {
      channel.connect(target);
      OutputStream out = Channels.newOutputStream(channel);
      String head = String.join("\r\n", REQUEST) + "\r\nContent-Length: " + Files.size(archive);
      out.write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      try {
        Files.copy(archive, out);
        out.flush();
      } catch (IOException e) {
        // An engine that refuses the archive stops reading it and says why.
        return id(answer(channel).orElseThrow(() -> e));
      }
      return id(answer(channel).orElse(""));
    }
  }

  private static Optional<String> answer(SocketChannel channel) throws IOException {
    InputStream in = Channels.newInputStream(channel);
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static SocketAddress target(String address) throws IOException {
    URI uri = URI.create(address);
    return switch (String.valueOf(uri.getScheme())) {
      case "unix" -> UnixDomainSocketAddress.of(uri.getPath());
      case "tcp", "http" -> new InetSocketAddress(uri.getHost(), uri.getPort());
      default ->
          throw new IOException(
              "images can be imported over unix:// and tcp:// only, the engine is at " + address);
    };
  }

  private static String id(String answer) throws IOException {
    Matcher id = ID.matcher(answer);
    if (!answer.startsWith("HTTP/1.") || !answer.contains(" 200 ") || !id.find()) {
      throw new IOException("the engine refused the archive: " + answer.strip());
    }
    return id.group();
  }
}
