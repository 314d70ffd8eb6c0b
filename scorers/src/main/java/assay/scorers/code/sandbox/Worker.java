package assay.scorers.code.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One long-lived worker process, driven over its channel; used by one thread at a time.
///
/// The worker's side of the protocol, and its description, is the resource `runner.py`.
final class Worker implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_LINE = 1 << 16;

  /// A container engine on a loaded machine needs seconds to start one.
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /// Beyond the program's own wall time: killing what it left, wiping, and handing over output.
  private static final Duration REPLY_GRACE = Duration.ofSeconds(30);

  private static final int SPARE_CPU_SECONDS = 2;

  /// Address space beyond the memory limit: libraries, thread stacks and what is reserved unused.
  private static final long SPARE_ADDRESSES = 1L << 30;

  private final WorkerChannel channel;
  private final InputStream in;
  private final SecureRandom random = new SecureRandom();
  private final String python;
  private final List<String> missingModules;

  private Worker(WorkerChannel channel, InputStream in, JsonNode hello) {
    this.channel = channel;
    this.in = in;
    this.python = hello.path("python").asText();
    List<String> missing = new ArrayList<>();
    hello.path("missing").forEach(name -> missing.add(name.asText()));
    this.missingModules = List.copyOf(missing);
  }

  /// Starts a worker and waits until it is ready.
  static Worker start(WorkerChannel.Launcher launcher, int slot) throws WorkerLost {
    WorkerChannel channel;
    try {
      channel = launcher.launch(slot);
    } catch (IOException e) {
      throw new WorkerLost(launcher.name() + " did not start: " + e.getMessage(), e);
    }
    try (Alarm _ = Alarm.in(START_LIMIT, channel::kill)) {
      OutputStream out = channel.toWorker();
      byte[] runner = RunnerSource.bytes();
      out.write((runner.length + "\n").getBytes(StandardCharsets.US_ASCII));
      out.write(runner);
      out.write(JSON.writeValueAsBytes(launcher.settings(slot)));
      out.write('\n');
      out.flush();
      InputStream in = new BufferedInputStream(channel.fromWorker(), 1 << 16);
      JsonNode hello = readLine(in);
      if (!hello.path("hello").asText().equals("assay-worker")) {
        throw new WorkerLost("the worker did not introduce itself: " + hello);
      }
      return new Worker(channel, in, hello);
    } catch (IOException | WorkerLost e) {
      channel.kill();
      throw new WorkerLost(
          (launcher.name() + " did not start: " + e.getMessage() + "\n" + channel.complaints())
              .strip(),
          e);
    }
  }

  /// Returns the version of the worker's interpreter, such as `3.11.7`.
  String python() {
    return python;
  }

  /// Returns the modules of LiveCodeBench's environment that the interpreter does not have.
  List<String> missingModules() {
    return missingModules;
  }

  /// Runs one program.
  ///
  /// @throws WorkerLost when the worker did not answer as agreed; it must then be closed
  Reply run(ExecutionRequest request) throws WorkerLost {
    byte[] payload = payload(request);
    byte[] stdin = stdin(request).getBytes(StandardCharsets.UTF_8);
    String id = Long.toHexString(random.nextLong());
    Duration patience = request.limits().wallTime().plus(REPLY_GRACE);
    try (Alarm _ = Alarm.in(patience, channel::kill)) {
      OutputStream out = channel.toWorker();
      out.write(header(id, request.limits(), payload.length, stdin.length));
      out.write(payload);
      out.write(stdin);
      out.flush();
      JsonNode header = readLine(in);
      if (!header.path("id").asText().equals(id)) {
        throw new WorkerLost("the worker answered another request: " + header);
      }
      Reply reply =
          new Reply(
              header, readText(header, "out"), readText(header, "err"), readText(header, "result"));
      if (!reply.started()) {
        throw new WorkerLost("the worker could not start the program: " + reply.err());
      }
      return reply;
    } catch (IOException e) {
      throw new WorkerLost(
          ("the worker broke off: " + e.getMessage() + "\n" + channel.complaints()).strip(), e);
    }
  }

  private static byte[] payload(ExecutionRequest request) {
    ObjectNode payload = JSON.createObjectNode().put("code", request.code());
    switch (request.entry()) {
      case ExecutionRequest.Script script -> payload.putNull("call");
      case ExecutionRequest.Call call -> {
        ObjectNode node = payload.putObject("call").put("function", call.function());
        call.arguments().forEach(node.putArray("arguments")::add);
      }
    }
    return bytes(payload);
  }

  private static String stdin(ExecutionRequest request) {
    return switch (request.entry()) {
      case ExecutionRequest.Script script -> script.stdin();
      case ExecutionRequest.Call call -> "";
    };
  }

  private static byte[] header(String id, ExecutionLimits limits, int payload, int stdin) {
    ObjectNode header =
        JSON.createObjectNode()
            .put("id", id)
            .put("wall_ms", limits.wallTime().toMillis())
            .put("cpu_s", limits.wallTime().toSeconds() + SPARE_CPU_SECONDS)
            .put("memory", limits.memoryBytes())
            .put("address_space", limits.memoryBytes() + SPARE_ADDRESSES)
            .put("output", limits.outputBytes())
            .put("processes", limits.processes())
            .put("payload", payload)
            .put("stdin", stdin);
    return (header + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ObjectNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts is always written", e);
    }
  }

  private static JsonNode readLine(InputStream in) throws IOException, WorkerLost {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.length() == LONGEST_LINE) {
        throw new WorkerLost("the worker ended after \"" + line + "\"");
      }
      line.append((char) next);
    }
    try {
      return JSON.readTree(line.toString());
    } catch (JsonProcessingException e) {
      throw new WorkerLost("the worker wrote \"" + line + "\" instead of JSON", e);
    }
  }

  private String readText(JsonNode header, String length) throws IOException, WorkerLost {
    int count = header.path(length).asInt();
    byte[] bytes = in.readNBytes(count);
    if (bytes.length != count) {
      throw new WorkerLost("the worker ended within its reply");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    channel.kill();
  }
}
