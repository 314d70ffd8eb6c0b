package assay.scorers.code.sandbox.local;

import assay.scorers.code.sandbox.host.HostPlace;
import assay.scorers.code.sandbox.protocol.WorkerChannel;
import assay.scorers.code.sandbox.protocol.WorkerSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Workers that are ordinary processes of this user.
public final class UnsafeProcessLauncher implements WorkerChannel.Launcher {
  private final HostPlace place;

  public UnsafeProcessLauncher(HostPlace place) {
    this.place = place;
  }

  @Override
  public WorkerChannel launch(int slot) throws IOException {
    return ProcessChannel.start(
        List.of(place.executable().toString(), "-s", "-S", "-u", "-B", "-c", WorkerChannel.BOOT),
        Map.of("PYTHONHASHSEED", "0", "LANG", "C.UTF-8", "PATH", place.searchPath()));
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
    return "NO SANDBOX (ordinary processes)";
  }

  @Override
  public void close() {
    // Each worker ends with its own process; nothing else is held.
  }
}
