package assay.scorers.code.sandbox.protocol;

import assay.scorers.code.sandbox.Conversation;
import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.SandboxFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One long-lived worker process, driven over its channel; used by one thread at a time.
///
/// The worker's side of the protocol, and its description, is the resource `runner.py`.
public final class Worker implements AutoCloseable {
  /// A container engine on a loaded machine needs seconds to start one.
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /// Beyond the program's own wall time: killing what it left, wiping, and handing over output.
  private static final Duration REPLY_GRACE = Duration.ofSeconds(30);

  private final WorkerChannel channel;
  private final WorkerWire wire;
  private final WorkerHello hello;
  private final SecureRandom random = new SecureRandom();

  private Worker(WorkerChannel channel, WorkerWire wire, WorkerHello hello) {
    this.channel = channel;
    this.wire = wire;
    this.hello = hello;
  }

  /// Starts a worker and waits until it is ready.
  public static Worker start(WorkerChannel.Launcher launcher, int slot) throws WorkerLost {
    WorkerChannel channel;
    try {
      channel = launcher.launch(slot);
    } catch (IOException e) {
      throw new WorkerLost(launcher.name() + " did not start: " + e.getMessage(), e);
    }
    try (Alarm _ = Alarm.in(START_LIMIT, channel::kill)) {
      WorkerWire wire = new WorkerWire(channel);
      byte[] runner = RunnerSource.bytes();
      byte[] length = (runner.length + "\n").getBytes(StandardCharsets.US_ASCII);
      wire.send(length, runner, WireJson.line(launcher.settings(slot)));
      return new Worker(channel, wire, WorkerHello.of(wire.line()));
    } catch (IOException | WorkerLost e) {
      channel.kill();
      throw new WorkerLost(
          (launcher.name() + " did not start: " + e.getMessage() + "\n" + channel.complaints())
              .strip(),
          e);
    }
  }

  /// Returns the version of the worker's interpreter, such as `3.11.7`.
  public String python() {
    return hello.python();
  }

  /// Returns the modules of LiveCodeBench's environment that the interpreter does not have.
  public List<String> missingModules() {
    return hello.missingModules();
  }

  /// Returns the compilers that the worker has, with their versions in words.
  public Map<Language, String> compilers() {
    return hello.compilers();
  }

  /// Runs or compiles one program.
  ///
  /// @throws WorkerLost when the worker did not answer as agreed; it must then be closed
  public Reply run(WorkerRequest request) throws WorkerLost {
    String id = newId();
    try (Alarm _ = Alarm.in(patience(request), channel::kill)) {
      wire.send(request.parts(id));
      return wire.reply(id);
    } catch (IOException e) {
      throw wire.brokeOff(e);
    }
  }

  /// Holds a conversation with one program.
  ///
  /// @throws WorkerLost when the worker did not answer as agreed; it must then be closed
  /// @throws SandboxFault the same, where the conversation noticed it
  public <R> Exchange<R> converse(WorkerRequest request, Conversation<R> conversation)
      throws WorkerLost, SandboxFault {
    String id = newId();
    try (Alarm _ = Alarm.in(patience(request), channel::kill)) {
      wire.send(request.parts(id));
      WorkerSession session = new WorkerSession(wire, id, request.limits(), missingModules());
      R result = conversation.hold(session);
      return new Conversed<>(session.end(), result);
    } catch (IOException e) {
      throw wire.brokeOff(e);
    }
  }

  private record Conversed<R>(Reply reply, R result) implements Exchange<R> {
    @Override
    public R result(Worker worker) {
      return result;
    }
  }

  private String newId() {
    return Long.toHexString(random.nextLong());
  }

  private static Duration patience(WorkerRequest request) {
    return request.limits().wallTime().plus(REPLY_GRACE);
  }

  @Override
  public void close() {
    channel.kill();
  }
}
