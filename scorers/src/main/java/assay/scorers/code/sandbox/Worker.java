package assay.scorers.code.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One long-lived worker process, driven over its channel; used by one thread at a time.
///
/// The worker's side of the protocol, and its description, is the resource `runner.py`.
final class Worker implements AutoCloseable {
  /// Escapes all but ASCII: a text may hold half a surrogate pair, which UTF-8 cannot write.
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final int LONGEST_LINE = 1 << 16;

  /// A container engine on a loaded machine needs seconds to start one.
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /// Beyond the program's own wall time: killing what it left, wiping, and handing over output.
  private static final Duration REPLY_GRACE = Duration.ofSeconds(30);

  private static final int SPARE_CPU_SECONDS = 2;

  /// The largest compiled program (32 MiB, as `compiled.py` has it) in base64, and the start mark.
  private static final int ARTEFACT_CHARS = (32 << 20) / 3 * 4 + 64;

  /// Around an answer in a session: its length, and the mark that the program was started.
  private static final int FRAME_BYTES = 64;

  /// Address space beyond the memory limit: libraries, thread stacks and what is reserved unused.
  private static final long SPARE_ADDRESSES = 1L << 30;

  private final WorkerChannel channel;
  private final InputStream in;
  private final SecureRandom random = new SecureRandom();
  private final String python;
  private final List<String> missingModules;
  private final Map<Language, String> compilers = new EnumMap<>(Language.class);

  private Worker(WorkerChannel channel, InputStream in, JsonNode hello) {
    this.channel = channel;
    this.in = in;
    this.python = hello.path("python").asText();
    List<String> missing = new ArrayList<>();
    hello.path("missing").forEach(name -> missing.add(name.asText()));
    this.missingModules = List.copyOf(missing);
    for (Language language : Language.values()) {
      Optional.ofNullable(hello.path("compilers").path(language.label()).textValue())
          .ifPresent(version -> compilers.put(language, version));
    }
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

  /// Returns the compilers that the worker has, with their versions in words.
  Map<Language, String> compilers() {
    return Collections.unmodifiableMap(compilers);
  }

  /// Runs one program.
  ///
  /// @throws WorkerLost when the worker did not answer as agreed; it must then be closed
  Reply run(ExecutionRequest request) throws WorkerLost {
    ObjectNode header = header(request.limits());
    if (request.program() instanceof Program.Compiled compiled) {
      markForeign(header, compiled.language());
    }
    byte[] stdin = stdin(request).getBytes(StandardCharsets.UTF_8);
    return exchange(header, request.limits(), payload(request), stdin);
  }

  /// Compiles one program; what was made is the reply's result, as base64.
  ///
  /// @param file the name that the source file gets
  /// @throws WorkerLost when the worker did not answer as agreed; it must then be closed
  Reply compile(CompileRequest request, String file) throws WorkerLost {
    ObjectNode header = header(request.limits()).put("result", ARTEFACT_CHARS);
    markForeign(header, request.language());
    ObjectNode payload =
        JSON.createObjectNode()
            .put("compile", request.language().label())
            .put("file", file)
            .put("code", request.code())
            .put("memory", request.limits().memoryBytes());
    return exchange(header, request.limits(), bytes(payload), new byte[0]);
  }

  /// Says that the process becomes another program than the interpreter. A virtual machine reserves
  /// more addresses than it uses, so that only its memory is bounded.
  private static void markForeign(ObjectNode header, Language language) {
    header.put("foreign", true);
    if (language == Language.JAVA) {
      header.put("address_space", 0);
    }
  }

  private Reply exchange(ObjectNode header, ExecutionLimits limits, byte[] payload, byte[] stdin)
      throws WorkerLost {
    String id = Long.toHexString(random.nextLong());
    header.put("id", id).put("payload", payload.length).put("stdin", stdin.length);
    try (Alarm _ = Alarm.in(patience(limits), channel::kill)) {
      send(line(header), payload, stdin);
      return reply(id);
    } catch (IOException e) {
      throw brokeOff(e);
    }
  }

  private static Duration patience(ExecutionLimits limits) {
    return limits.wallTime().plus(REPLY_GRACE);
  }

  private Reply reply(String id) throws IOException, WorkerLost {
    JsonNode header = header(id);
    Reply reply =
        new Reply(
            header,
            readText(header, "out"),
            readText(header, "err"),
            readText(header, "result"),
            Reply.killed(header) && channel.ranOutOfMemory());
    if (!reply.started()) {
      throw new WorkerLost("the worker could not start the program: " + reply.err());
    }
    return reply;
  }

  private JsonNode header(String id) throws IOException, WorkerLost {
    JsonNode header;
    try {
      header = readLine(in);
    } catch (WorkerLost e) {
      throw running(e);
    }
    if (!header.path("id").asText().equals(id)) {
      throw running(new WorkerLost("the worker answered another request: " + header));
    }
    return header;
  }

  private void send(byte[]... parts) throws IOException {
    OutputStream out = channel.toWorker();
    for (byte[] part : parts) {
      out.write(part);
    }
    out.flush();
  }

  /// Returns a loss as one that a program may have caused.
  private WorkerLost running(WorkerLost lost) {
    return lost.at(
        channel.ranOutOfMemory() ? WorkerLost.Stage.OUT_OF_MEMORY : WorkerLost.Stage.RUNNING);
  }

  private WorkerLost brokeOff(IOException e) {
    return running(
        new WorkerLost(
            ("the worker broke off: " + e.getMessage() + "\n" + channel.complaints()).strip(), e));
  }

  /// Holds a conversation with one program.
  ///
  /// @throws WorkerLost when the worker did not answer as agreed; it must then be closed
  /// @throws SandboxFault the same, where the conversation noticed it
  <R> WorkerPool.Outcome<R> converse(SessionRequest request, Conversation<R> conversation)
      throws WorkerLost, SandboxFault {
    String id = Long.toHexString(random.nextLong());
    byte[] payload = payload(request);
    try (Alarm _ = Alarm.in(patience(request.limits()), channel::kill)) {
      ObjectNode header = header(request.limits()).put("id", id).put("session", true);
      int output = request.limits().outputBytes() + FRAME_BYTES;
      header.put("output", output).put("result", output);
      header.put("payload", payload.length).put("stdin", 0);
      send(line(header), payload);
      Dialogue dialogue = new Dialogue(id, request.limits());
      R result = conversation.hold(dialogue);
      return new Conversed<>(dialogue.end(), result);
    } catch (IOException e) {
      throw brokeOff(e);
    }
  }

  private record Conversed<R>(Reply reply, R result) implements WorkerPool.Outcome<R> {
    @Override
    public R result(Worker worker) {
      return result;
    }
  }

  /// The harness's side of a session.
  private final class Dialogue implements ProgramSession {
    private final String id;
    private final ExecutionLimits limits;
    private final SessionReply loaded;
    private Optional<Reply> ended = Optional.empty();

    Dialogue(String id, ExecutionLimits limits) throws IOException, WorkerLost {
      this.id = id;
      this.limits = limits;
      this.loaded = next();
    }

    @Override
    public SessionReply loaded() {
      return loaded;
    }

    @Override
    public SessionReply test(String input) throws SandboxFault {
      if (ended.isPresent()) {
        throw new IllegalStateException("the program has ended and takes no more tests");
      }
      byte[] bytes = bytes(JsonNodeFactory.instance.textNode(input));
      try {
        send(line(JSON.createObjectNode().put("input", bytes.length)), bytes);
        return next();
      } catch (IOException e) {
        WorkerLost lost = brokeOff(e);
        throw new SandboxFault(lost.getMessage(), lost);
      } catch (WorkerLost e) {
        throw new SandboxFault(e.getMessage(), e);
      }
    }

    @Override
    public List<String> missingModules() {
      return missingModules;
    }

    private SessionReply next() throws IOException, WorkerLost {
      JsonNode header = header(id);
      if (header.path("answer").asInt() < 0) {
        return new SessionReply.Ended(end().execution(limits, missingModules));
      }
      return new SessionReply.Answered(
          readText(header, "answer"),
          Duration.ofMillis(header.path("wall_ms").asLong()),
          Duration.ofMillis(header.path("cpu_ms").asLong()));
    }

    /// Ends the program unless it has ended, and returns how it did.
    Reply end() throws IOException, WorkerLost {
      if (ended.isEmpty()) {
        send(line(JSON.createObjectNode().put("end", true)));
        ended = Optional.of(reply(id));
      }
      return ended.get();
    }
  }

  private static byte[] payload(SessionRequest request) {
    ObjectNode payload = JSON.createObjectNode().put("code", request.code());
    payload.put("mode", request.mode().name().toLowerCase(Locale.ROOT));
    payload.put("seconds", request.testTime().toMillis() / 1000.0);
    payload.put("output", request.limits().outputBytes());
    request
        .function()
        .ifPresentOrElse(f -> payload.put("function", f), () -> payload.putNull("function"));
    return bytes(payload);
  }

  private static byte[] payload(ExecutionRequest request) {
    ObjectNode payload = JSON.createObjectNode();
    switch (request.program()) {
      case Program.Python python -> payload.put("code", python.code());
      case Program.Compiled compiled ->
          payload
              .put("language", compiled.language().label())
              .put("artefact", compiled.artefact())
              .put("entry", compiled.entry())
              .put("memory", request.limits().memoryBytes());
    }
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

  private static ObjectNode header(ExecutionLimits limits) {
    return JSON.createObjectNode()
        .put("session", false)
        .put("foreign", false)
        .put("wall_ms", limits.wallTime().toMillis())
        .put("cpu_s", limits.wallTime().toSeconds() + SPARE_CPU_SECONDS)
        .put("memory", limits.memoryBytes())
        .put("address_space", limits.memoryBytes() + SPARE_ADDRESSES)
        .put("output", limits.outputBytes())
        .put("result", limits.outputBytes())
        .put("processes", limits.processes());
  }

  private static byte[] line(ObjectNode node) {
    return (node + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(JsonNode node) {
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
    byte[] bytes = in.readNBytes(Math.max(0, count));
    if (bytes.length != count) {
      throw running(new WorkerLost("the worker ended within its reply"));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    channel.kill();
  }
}
