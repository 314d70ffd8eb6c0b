package assay.scorers.code.sandbox.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// What goes over a worker's channel: lines of JSON, and texts of stated length behind them; for
/// one thread at a time.
final class WorkerWire {
  private static final int LONGEST_LINE = 1 << 16;

  private final WorkerChannel channel;
  private final InputStream in;

  WorkerWire(WorkerChannel channel) {
    this.channel = channel;
    this.in = new BufferedInputStream(channel.fromWorker(), 1 << 16);
  }

  /// Sends the parts one after another.
  void send(byte[]... parts) throws IOException {
    OutputStream out = channel.toWorker();
    for (byte[] part : parts) {
      out.write(part);
    }
    out.flush();
  }

  /// Returns the next line.
  JsonNode line() throws IOException, WorkerLost {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.length() == LONGEST_LINE) {
        throw new WorkerLost("the worker ended after \"" + line + "\"");
      }
      line.append((char) next);
    }
    return WireJson.read(line.toString());
  }

  /// Returns the next line, which must answer the request.
  JsonNode header(String id) throws IOException, WorkerLost {
    JsonNode header;
    try {
      header = line();
    } catch (WorkerLost e) {
      throw running(e);
    }
    if (!header.path("id").asText().equals(id)) {
      throw running(new WorkerLost("the worker answered another request: " + header));
    }
    return header;
  }

  /// Returns the text behind a line.
  ///
  /// @param length the field of the line that says how many bytes it has
  String text(JsonNode header, String length) throws IOException, WorkerLost {
    int count = header.path(length).asInt();
    byte[] bytes = in.readNBytes(Math.max(0, count));
    if (bytes.length != count) {
      throw running(new WorkerLost("the worker ended within its reply"));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// Returns the reply to the request.
  Reply reply(String id) throws IOException, WorkerLost {
    JsonNode header = header(id);
    Reply reply =
        new Reply(
            header,
            text(header, "out"),
            text(header, "err"),
            text(header, "result"),
            Reply.killed(header) && channel.ranOutOfMemory());
    if (!reply.started()) {
      throw new WorkerLost("the worker could not start the program: " + reply.err());
    }
    return reply;
  }

  /// Returns the loss of a worker whose channel broke.
  WorkerLost brokeOff(IOException e) {
    return running(
        new WorkerLost(
            ("the worker broke off: " + e.getMessage() + "\n" + channel.complaints()).strip(), e));
  }

  /// Returns a loss as one that a program may have caused.
  private WorkerLost running(WorkerLost lost) {
    return lost.at(
        channel.ranOutOfMemory() ? WorkerLost.Stage.OUT_OF_MEMORY : WorkerLost.Stage.RUNNING);
  }
}
