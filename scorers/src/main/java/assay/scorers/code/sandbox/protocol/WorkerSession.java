package assay.scorers.code.sandbox.protocol;

import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.ProgramSession;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SessionReply;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The harness's side of a session with one program, on a worker's wire.
final class WorkerSession implements ProgramSession {
  private final WorkerWire wire;
  private final String id;
  private final ExecutionLimits limits;
  private final List<String> missingModules;
  private final SessionReply loaded;
  private Optional<Reply> ended = Optional.empty();

  /// Waits until the program is loaded.
  ///
  /// @param id of the request, which was sent
  WorkerSession(WorkerWire wire, String id, ExecutionLimits limits, List<String> missingModules)
      throws IOException, WorkerLost {
    this.wire = wire;
    this.id = id;
    this.limits = limits;
    this.missingModules = List.copyOf(missingModules);
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
    byte[] bytes = WireJson.bytes(input);
    try {
      wire.send(WireJson.line(Map.of("input", bytes.length)), bytes);
      return next();
    } catch (IOException e) {
      WorkerLost lost = wire.brokeOff(e);
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
    JsonNode header = wire.header(id);
    if (header.path("answer").asInt() < 0) {
      return new SessionReply.Ended(end().execution(limits, missingModules));
    }
    return new SessionReply.Answered(
        wire.text(header, "answer"),
        Duration.ofMillis(header.path("wall_ms").asLong()),
        Duration.ofMillis(header.path("cpu_ms").asLong()));
  }

  /// Ends the program unless it has ended, and returns how it did.
  Reply end() throws IOException, WorkerLost {
    if (ended.isEmpty()) {
      wire.send(WireJson.line(Map.of("end", true)));
      ended = Optional.of(wire.reply(id));
    }
    return ended.get();
  }
}
