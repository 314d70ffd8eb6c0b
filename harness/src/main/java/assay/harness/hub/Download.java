package assay.harness.hub;

import assay.results.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Brings one content onto this machine: what an earlier try left is kept, and a content counts as
/// there only when its digest is the one that the hub names.
///
/// @param client speaks to the hub
/// @param progress is told how far it is
record Download(HubClient client, TransferProgress progress) {
  private static final int TRIES_WITHOUT_GAIN = 4;
  private static final int BUFFER_BYTES = 1 << 17;

  /// Brings a content to a file that is not there yet.
  ///
  /// @param what its name, for messages
  void to(Path blob, RemoteFile remote, String what) throws IOException, InterruptedException {
    Path part = blob.resolveSibling(blob.getFileName() + ".incomplete");
    Files.createDirectories(blob.getParent());
    if (remote.size().isPresent() && size(part) > remote.size().getAsLong()) {
      Files.delete(part);
    }
    progress.begin(what, size(part), remote.size());
    int without = 0;
    while (!isWhole(part, remote)) {
      long before = size(part);
      try {
        append(part, remote, what);
        if (remote.size().isEmpty()) {
          break;
        }
        without = size(part) > before ? 0 : without + 1;
      } catch (HubException e) {
        without = size(part) > before ? 0 : without + 1;
        if (without >= TRIES_WITHOUT_GAIN) {
          throw new HubException(
              "%s; %,d bytes are kept, the same command goes on there"
                  .formatted(e.getMessage(), size(part)),
              e);
        }
      }
      if (without >= TRIES_WITHOUT_GAIN) {
        throw new HubException(
            "%s: ends after %,d of %,d bytes again and again; what came is kept"
                .formatted(what, size(part), remote.size().getAsLong()));
      }
    }
    progress.end();
    verify(part, remote, what);
    Files.move(part, blob, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isWhole(Path part, RemoteFile remote) throws IOException {
    return remote.size().isPresent()
        && size(part) == remote.size().getAsLong()
        && Files.exists(part);
  }

  private static long size(Path part) throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private void append(Path part, RemoteFile remote, String what)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> answer = client.bytes(remote, what, size(part));
    boolean goesOn = answer.statusCode() == 206;
    try (InputStream in = answer.body();
        OutputStream out =
            Files.newOutputStream(
                part,
                StandardOpenOption.CREATE,
                goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      progress.at(goesOn ? size(part) : 0);
      copy(in, out, what);
    }
  }

  private void copy(InputStream in, OutputStream out, String what) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    while (true) {
      int count;
      try {
        count = in.read(buffer);
      } catch (IOException e) {
        throw new HubException(what + ": the connection broke (" + e.getMessage() + ")", e);
      }
      if (count < 0) {
        return;
      }
      out.write(buffer, 0, count);
      progress.add(count);
    }
  }

  private static void verify(Path part, RemoteFile remote, String what) throws IOException {
    String digest = remote.sha256().isPresent() ? Digests.ofFile(part) : gitName(part);
    if (!digest.equals(remote.etag())) {
      Files.delete(part);
      throw new HubException(
          "%s: what came has the digest %s, the hub names %s; nothing was kept. Try again, and if it stays so, the hub or a proxy on the way is broken"
              .formatted(what, digest, remote.etag()));
    }
  }

  /// Returns git's name of a file's content: the SHA-1 of a header with its length and the content.
  private static String gitName(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
    digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return Digests.hex(digest);
  }
}
