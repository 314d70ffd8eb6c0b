package assay.scorers.code.sandbox.protocol;

import assay.scorers.code.sandbox.CompileRequest;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.ExecutionRequest;
import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.Program;
import assay.scorers.code.sandbox.SessionRequest;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One request in the form that `runner.py` describes: a line of JSON, the program, its input.
public final class WorkerRequest {
  private static final int SPARE_CPU_SECONDS = 2;

  /// The largest compiled program (32 MiB, as `compiled.py` has it) in base64, and the start mark.
  private static final int ARTEFACT_CHARS = (32 << 20) / 3 * 4 + 64;

  /// Around an answer in a session: its length, and the mark that the program was started.
  private static final int FRAME_BYTES = 64;

  /// Address space beyond the memory limit: libraries, thread stacks and what is reserved unused.
  private static final long SPARE_ADDRESSES = 1L << 30;

  private final ExecutionLimits limits;
  private final ObjectNode header;
  private final byte[] payload;
  private final byte[] stdin;

  private WorkerRequest(
      ExecutionLimits limits, ObjectNode header, ObjectNode payload, String stdin) {
    this.limits = limits;
    this.header = header;
    this.payload = WireJson.bytes(payload);
    this.stdin = stdin.getBytes(StandardCharsets.UTF_8);
  }

  /// Asks for one run of a program.
  public static WorkerRequest of(ExecutionRequest request) {
    ObjectNode header = header(request.limits());
    if (request.program() instanceof Program.Compiled compiled) {
      markForeign(header, compiled.language());
    }
    String stdin =
        switch (request.entry()) {
          case ExecutionRequest.Script script -> script.stdin();
          case ExecutionRequest.Call _ -> "";
        };
    return new WorkerRequest(request.limits(), header, payload(request), stdin);
  }

  /// Asks for a program to be compiled; what is made is the reply's result, as base64.
  ///
  /// @param file the name that the source file gets
  public static WorkerRequest of(CompileRequest request, String file) {
    ObjectNode header = header(request.limits()).put("result", ARTEFACT_CHARS);
    markForeign(header, request.language());
    ObjectNode payload =
        JsonNodeFactory.instance
            .objectNode()
            .put("compile", request.language().label())
            .put("file", file)
            .put("code", request.code())
            .put("memory", request.limits().memoryBytes());
    return new WorkerRequest(request.limits(), header, payload, "");
  }

  /// Asks for a program that will be judged test by test.
  public static WorkerRequest of(SessionRequest request) {
    int output = request.limits().outputBytes() + FRAME_BYTES;
    ObjectNode header = header(request.limits()).put("session", true);
    header.put("output", output).put("result", output);
    ObjectNode payload =
        JsonNodeFactory.instance
            .objectNode()
            .put("code", request.code())
            .put("mode", request.mode().name().toLowerCase(Locale.ROOT))
            .put("seconds", request.testTime().toMillis() / 1000.0)
            .put("output", request.limits().outputBytes());
    request
        .function()
        .ifPresentOrElse(f -> payload.put("function", f), () -> payload.putNull("function"));
    return new WorkerRequest(request.limits(), header, payload, "");
  }

  /// Returns what the program may use.
  ExecutionLimits limits() {
    return limits;
  }

  /// Returns the bytes to send, part by part.
  ///
  /// @param id what the reply has to repeat
  byte[][] parts(String id) {
    header.put("id", id).put("payload", payload.length).put("stdin", stdin.length);
    return new byte[][] {WireJson.line(header), payload, stdin};
  }

  /// Says that the process becomes another program than the interpreter. A virtual machine reserves
  /// more addresses than it uses, so that only its memory is bounded.
  private static void markForeign(ObjectNode header, Language language) {
    header.put("foreign", true);
    if (language == Language.JAVA) {
      header.put("address_space", 0);
    }
  }

  private static ObjectNode payload(ExecutionRequest request) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
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
      case ExecutionRequest.Script _ -> payload.putNull("call");
      case ExecutionRequest.Call call -> {
        ObjectNode node = payload.putObject("call").put("function", call.function());
        call.arguments().forEach(node.putArray("arguments")::add);
      }
    }
    return payload;
  }

  private static ObjectNode header(ExecutionLimits limits) {
    return JsonNodeFactory.instance
        .objectNode()
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
}
