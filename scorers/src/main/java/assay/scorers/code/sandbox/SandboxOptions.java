package assay.scorers.code.sandbox;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// How a sandbox is set up.
///
/// @param workers programs that may run at the same time, at least 1
/// @param memoryBytes the most memory that any request may ask for
/// @param python the interpreter to use instead of the `python3` on the path; container engines use
///   their image's
/// @param image the container image with a `python3`, which must already be present
/// @param firstUser how many users of this process's share lie before those of its workers: a
///   process with several sandboxes gives each its own, because the kernel counts processes by user
public record SandboxOptions(
    int workers, long memoryBytes, Optional<Path> python, String image, int firstUser) {

  /// The name of the image that `assay sandbox image import` makes; used before the default one
  /// where an engine has it. With this prefix the name means the same to Docker and Podman.
  public static final String LOCAL_IMAGE = "localhost/assay-python:local";

  /// The container image used unless another one is named.
  public static final String DEFAULT_IMAGE = "python:3.11-slim";

  public SandboxOptions {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be at least 1, found " + workers);
    }
    Objects.requireNonNull(python);
    Objects.requireNonNull(image);
    if (firstUser < 0) {
      throw new IllegalArgumentException("the first user must be 0 or more, found " + firstUser);
    }
  }

  /// Returns options for the only sandbox of a process.
  public SandboxOptions(int workers, long memoryBytes, Optional<Path> python, String image) {
    this(workers, memoryBytes, python, image, 0);
  }

  /// Returns options for this machine and the given limits: one worker less than it has processors,
  /// so that the harness does not take time from the programs it measures, and no more than fit
  /// into half of its memory.
  public static SandboxOptions forLimits(ExecutionLimits limits) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long fitting = system.getTotalMemorySize() / 2 / limits.memoryBytes();
    long spare = Runtime.getRuntime().availableProcessors() - 1L;
    int workers = (int) Math.max(1, Math.min(spare, fitting));
    return new SandboxOptions(workers, limits.memoryBytes(), Optional.empty(), DEFAULT_IMAGE);
  }

  /// Returns these options with another container image.
  public SandboxOptions withImage(String name) {
    return new SandboxOptions(workers, memoryBytes, python, name, firstUser);
  }

  /// Returns these options with another number of workers.
  public SandboxOptions withWorkers(int count) {
    return new SandboxOptions(count, memoryBytes, python, image, firstUser);
  }

  /// Returns these options with another bound on memory.
  public SandboxOptions withMemory(long bytes) {
    return new SandboxOptions(workers, bytes, python, image, firstUser);
  }

  /// Returns these options with users of its own for a further sandbox of this process.
  public SandboxOptions withFirstUser(int first) {
    return new SandboxOptions(workers, memoryBytes, python, image, first);
  }
}
