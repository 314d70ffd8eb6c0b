package assay.harness.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// The energy counters of this machine's processors and memory, where it lets them be read.
///
/// They count for the whole machine, whoever uses it. Read are the packages and, where they have
/// counters of their own, their DRAM; cores and graphics are parts of a package. A counter starts
/// again at zero behind its range; between two readings it must not do so twice, which takes a
/// package many minutes.
///
/// Source: Linux, Documentation/power/powercap/powercap.rst; since version 5.10 only root may read.
public final class EnergyMeter {
  private static final Path SYSFS = Path.of("/sys/class/powercap");

  private final List<Counter> counters;
  private final String description;

  private EnergyMeter(List<Counter> counters, String description) {
    this.counters = List.copyOf(counters);
    this.description = description;
  }

  /// One counter, in microjoules.
  private record Counter(Path file, String name, long range) {
    long read() throws IOException {
      return number(file);
    }

    /// Returns what was counted between two readings, at most one start from zero between them.
    long between(long before, long after) {
      return after >= before ? after - before : after - before + range;
    }
  }

  /// What the counters say at one moment; empty where the machine does not tell.
  public record Reading(List<Long> microjoules) {
    public Reading {
      microjoules = List.copyOf(microjoules);
    }
  }

  /// Returns the counters of this machine.
  public static EnergyMeter ofMachine() {
    return of(SYSFS);
  }

  /// Returns the counters below a folder that is laid out like `/sys/class/powercap`.
  static EnergyMeter of(Path powercap) {
    try {
      List<Counter> counters = counters(powercap);
      if (counters.isEmpty()) {
        return absent(powercap + " has no RAPL counters");
      }
      for (Counter counter : counters) {
        counter.read();
      }
      return new EnergyMeter(
          counters,
          "RAPL: " + counters.stream().map(Counter::name).collect(Collectors.joining(", ")));
    } catch (AccessDeniedException e) {
      return absent(e.getFile() + " may not be read");
    } catch (IOException | NumberFormatException e) {
      return absent("%s: %s".formatted(powercap, e.getMessage()));
    }
  }

  private static EnergyMeter absent(String why) {
    return new EnergyMeter(List.of(), "not told by this machine: " + why);
  }

  private static List<Counter> counters(Path powercap) throws IOException {
    List<Counter> counters = new ArrayList<>();
    if (!Files.isDirectory(powercap)) {
      return counters;
    }
    try (DirectoryStream<Path> zones = Files.newDirectoryStream(powercap, "intel-rapl:*")) {
      for (Path zone : zones) {
        String name = Files.readString(zone.resolve("name")).strip();
        boolean part = zone.getFileName().toString().chars().filter(c -> c == ':').count() > 1;
        // The zone psys covers the packages a second time.
        if (part ? name.equals("dram") : name.startsWith("package")) {
          counters.add(
              new Counter(
                  zone.resolve("energy_uj"), name, number(zone.resolve("max_energy_range_uj"))));
        }
      }
    }
    return counters;
  }

  private static long number(Path file) throws IOException {
    return Long.parseLong(Files.readString(file).strip());
  }

  /// Returns which counters are read, or why none is.
  public String description() {
    return description;
  }

  /// Reads the counters.
  public Reading read() {
    try {
      List<Long> values = new ArrayList<>();
      for (Counter counter : counters) {
        values.add(counter.read());
      }
      return new Reading(values);
    } catch (IOException e) {
      throw new UncheckedIOException("an energy counter that was readable is not any more", e);
    }
  }

  /// Returns the energy since a reading in joules; empty where the machine does not tell.
  public OptionalDouble joulesSince(Reading before) {
    if (counters.isEmpty()) {
      return OptionalDouble.empty();
    }
    Reading now = read();
    long sum = 0;
    for (int i = 0; i < counters.size(); i++) {
      sum += counters.get(i).between(before.microjoules().get(i), now.microjoules().get(i));
    }
    return OptionalDouble.of(sum / 1e6);
  }
}
