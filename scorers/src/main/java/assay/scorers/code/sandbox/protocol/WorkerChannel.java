package assay.scorers.code.sandbox.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/// The two byte streams to a worker and the power to end it.
public interface WorkerChannel {

  /// What the worker writes; ends when the worker is gone.
  InputStream fromWorker();

  /// What the worker reads.
  OutputStream toWorker();

  /// Returns what the backend said about a failure, or empty text.
  String complaints();

  /// Returns whether the kernel had to refuse memory to worker and program together, where that is
  /// counted. Asked before [#kill].
  default boolean ranOutOfMemory() {
    return false;
  }

  /// Ends the worker and everything inside it, at once. May be called from any thread, repeatedly.
  void kill();

  /// How the interpreter is told to expect its program on standard input: a line with its length,
  /// then its text. Nothing has to be copied or mounted for that.
  String BOOT =
      """
      import os, sys
      def take(n):
          data = b""
          while len(data) < n:
              chunk = os.read(0, n - len(data))
              if not chunk: sys.exit(0)
              data += chunk
          return data
      size = b""
      while not size.endswith(b"\\n"): size += take(1)
      exec(compile(take(int(size)), "runner.py", "exec"), {"__name__": "__main__"})
      """;

  /// Opens channels to new workers of one backend.
  interface Launcher {
    /// Starts an interpreter that waits for its program, with [#BOOT].
    ///
    /// @param slot which of the pool's places the worker takes, from 0
    WorkerChannel launch(int slot) throws IOException;

    /// Returns what the worker must know about its surroundings.
    WorkerSettings settings(int slot);

    /// Returns this backend with another bound on the memory of a worker, which the kernel
    /// enforces; empty where only the worker itself watches memory.
    Optional<Launcher> withMemory(long bytes);

    /// Returns the backend's name with its version or address, for descriptions.
    String name();

    /// Lets go of what the backend holds beyond its workers.
    void close();
  }
}
