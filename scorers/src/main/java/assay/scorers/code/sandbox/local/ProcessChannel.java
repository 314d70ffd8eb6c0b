package assay.scorers.code.sandbox.local;

import assay.scorers.code.sandbox.protocol.Complaints;
import assay.scorers.code.sandbox.protocol.WorkerChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A worker that is a child process of this one.
final class ProcessChannel implements WorkerChannel {
  private static final int BUFFER_BYTES = 4096;

  private final Process process;
  private final Complaints complaints = new Complaints();

  private ProcessChannel(Process process) {
    this.process = process;
  }

  /// Starts the command with an environment of its own, in the root folder.
  static ProcessChannel start(List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    ProcessChannel channel = new ProcessChannel(builder.start());
    Thread.ofVirtual().start(channel::collectComplaints);
    return channel;
  }

  private void collectComplaints() {
    try (InputStream err = process.getErrorStream()) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = err.read(buffer); count >= 0; count = err.read(buffer)) {
        complaints.add(new String(buffer, 0, count, StandardCharsets.UTF_8));
      }
    } catch (IOException ended) {
      complaints.add("(standard error was cut off: " + ended.getMessage() + ")");
    }
  }

  @Override
  public InputStream fromWorker() {
    return process.getInputStream();
  }

  @Override
  public OutputStream toWorker() {
    return process.getOutputStream();
  }

  @Override
  public String complaints() {
    return complaints.toString();
  }

  @Override
  public void kill() {
    // The first process inside goes before the one outside: with it ends its whole namespace.
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.getOutputStream().close();
    } catch (IOException alreadyGone) {
      // Bytes that were still on their way to a killed process are lost, as they should be.
    }
  }
}
