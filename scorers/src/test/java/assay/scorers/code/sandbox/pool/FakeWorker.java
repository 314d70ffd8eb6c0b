package assay.scorers.code.sandbox.pool;

import assay.scorers.code.sandbox.docker.ByteQueue;
import assay.scorers.code.sandbox.protocol.WorkerChannel;
import assay.scorers.code.sandbox.protocol.WorkerSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A worker without a process: answers each request as it is told, and can die.
final class FakeWorker implements WorkerChannel {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ByteQueue sent = new ByteQueue();
  private final Requests received = new Requests();
  private final String hello;
  private final Answer answer;

  FakeWorker(String hello, Answer answer) {
    this.hello = hello;
    this.answer = answer;
  }

  /// Writes an answer to a request.
  interface Answer {
    void to(ObjectNode reply, FakeWorker worker) throws IOException;
  }

  /// Answers with the reply as it is, and no output.
  void send(JsonNode reply) throws IOException {
    send(reply + "\n");
  }

  void send(String bytes) {
    sent.add(bytes.getBytes(StandardCharsets.UTF_8));
  }

  void die() {
    sent.end();
  }

  @Override
  public InputStream fromWorker() {
    return sent.reader();
  }

  @Override
  public OutputStream toWorker() {
    return received;
  }

  @Override
  public String complaints() {
    return "";
  }

  @Override
  public void kill() {
    die();
  }

  /// Takes a flush for the end of a message: first the start, then requests.
  private final class Requests extends OutputStream {
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private boolean started;

    @Override
    public void write(int value) {
      message.write(value);
    }

    @Override
    public void flush() throws IOException {
      String text = message.toString(StandardCharsets.UTF_8);
      message.reset();
      if (!started) {
        started = true;
        send(hello + "\n");
        return;
      }
      JsonNode request = JSON.readTree(text.lines().findFirst().orElseThrow());
      ObjectNode reply =
          JSON.createObjectNode()
              .put("id", request.path("id").asText())
              .put("exit", 0)
              .putNull("signal")
              .putNull("stopped")
              .put("wall_ms", 5)
              .put("cpu_ms", 4)
              .put("peak_kb", 1000)
              .put("out", 0)
              .put("err", 0)
              .put("result", 0)
              .put("started", true)
              .put("clean", true);
      answer.to(reply, FakeWorker.this);
    }
  }

  /// Hands out the given workers one after another.
  static final class Launcher implements WorkerChannel.Launcher {
    private final List<FakeWorker> workers;
    private int launched;

    Launcher(FakeWorker... workers) {
      this.workers = List.of(workers);
    }

    int launched() {
      return launched;
    }

    @Override
    public WorkerChannel launch(int slot) throws IOException {
      if (launched == workers.size()) {
        throw new IOException("no more workers");
      }
      return workers.get(launched++);
    }

    @Override
    public WorkerSettings settings(int slot) {
      return WorkerSettings.unprotected();
    }

    @Override
    public Optional<WorkerChannel.Launcher> withMemory(long bytes) {
      return Optional.empty();
    }

    @Override
    public String name() {
      return "fake";
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
