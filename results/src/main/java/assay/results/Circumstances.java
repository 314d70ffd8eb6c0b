package assay.results;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// By which program and where a run was made, and at what cost. All of it may differ when a run is
/// continued; what is measured does not depend on it.
///
/// @param program by which
/// @param host on what
/// @param places where the run's files were
/// @param coordinates where the run stands in a plan
/// @param billing what answers cost, where prices were given
/// @param work how long the run took until now, where that was noted
/// @param limits how long a call to a server might take, in the order in which they came to hold;
///   more than one where a part of the run was made with others
public record Circumstances(
    Software program,
    Host host,
    DataPlaces places,
    PlanCoordinates coordinates,
    Optional<Billing> billing,
    Optional<Work> work,
    List<CallLimits> limits) {
  public Circumstances {
    Objects.requireNonNull(program);
    Objects.requireNonNull(host);
    Objects.requireNonNull(places);
    Objects.requireNonNull(coordinates);
    Objects.requireNonNull(billing);
    Objects.requireNonNull(work);
    limits = List.copyOf(limits);
  }

  /// Returns the circumstances of a program in its virtual machine on this computer.
  public static Circumstances here(String program, String version, String jdk) {
    return new Circumstances(
        new Software(program, version, jdk),
        new Host(Optional.of(Machine.here()), Optional.empty(), Optional.empty()),
        DataPlaces.UNKNOWN,
        PlanCoordinates.NONE,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /// Returns these with the files and the place in a plan of one run.
  public Circumstances at(DataPlaces files, PlanCoordinates labels) {
    return new Circumstances(program, host, files, labels, billing, work, limits);
  }

  /// Returns these with what a run's sandbox and energy meter say of themselves.
  public Circumstances with(Optional<String> usedSandbox, Optional<String> usedMeter) {
    Host used = new Host(host.machine(), usedSandbox, usedMeter);
    return new Circumstances(program, used, places, coordinates, billing, work, limits);
  }

  /// Returns these with what answers cost.
  public Circumstances billed(Optional<Billing> now) {
    return new Circumstances(program, host, places, coordinates, now, work, limits);
  }

  /// Returns these with how long the run took until now.
  public Circumstances worked(Optional<Work> now) {
    return new Circumstances(program, host, places, coordinates, billing, now, limits);
  }

  /// Returns these of a run of which a part is made with such limits.
  public Circumstances within(List<CallLimits> now) {
    List<CallLimits> all = Stream.concat(limits.stream(), now.stream()).distinct().toList();
    return new Circumstances(program, host, places, coordinates, billing, work, all);
  }

  /// Returns what is known, in words by what tables call it.
  public Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("name", program.name());
    words.put("version", program.version());
    words.put("jdk", program.jdk());
    host.machine().ifPresent(known -> words.put("host", known.words()));
    host.energy().ifPresent(known -> words.put("energy", known));
    words.putAll(places.words());
    host.sandbox().ifPresent(known -> words.put("sandbox", known));
    words.putAll(coordinates.words());
    if (!limits.isEmpty()) {
      words.put(
          "limits of a call",
          limits.stream().map(CallLimits::words).collect(Collectors.joining("; then ")));
    }
    return words;
  }
}
