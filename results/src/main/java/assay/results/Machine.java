package assay.results;

/// The computer that a run was made on.
///
/// @param system name of the operating system
/// @param architecture of the processor, such as `amd64`
/// @param processors that the program could use
/// @param heapLimitMiB most memory of the program's heap
public record Machine(String system, String architecture, int processors, long heapLimitMiB) {
  public Machine {
    Require.text(system, "operating system");
    Require.text(architecture, "architecture");
    Require.atLeast(1, processors, "processors");
  }

  /// Returns the computer that this program runs on.
  public static Machine here() {
    Runtime runtime = Runtime.getRuntime();
    return new Machine(
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        runtime.availableProcessors(),
        runtime.maxMemory() >> 20);
  }

  /// Returns the words that tables show.
  public String words() {
    return "%s %s, %d processors, %d MiB heap limit"
        .formatted(system, architecture, processors, heapLimitMiB);
  }
}
