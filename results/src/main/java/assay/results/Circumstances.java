package assay.results;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// By which program and where a run was made, and at what cost. All of it may differ when a run is
/// continued; what is measured does not depend on it.
///
/// @param program by which
/// @param machine the computer, where the manifest says so
/// @param sandbox where programs were run, or why they were not; empty where there were none
/// @param energy whether the machine tells the energy that it takes; empty where nobody asked
/// @param places where the run's files were
/// @param coordinates where the run stands in a plan
/// @param billing what answers cost, where prices were given
/// @param work how long the run took until now, where that was noted
public record Circumstances(
    Software program,
    Optional<Machine> machine,
    Optional<String> sandbox,
    Optional<String> energy,
    DataPlaces places,
    PlanCoordinates coordinates,
    Optional<Billing> billing,
    Optional<Work> work) {
  public Circumstances {
    Objects.requireNonNull(program);
    Objects.requireNonNull(machine);
    Objects.requireNonNull(sandbox);
    Objects.requireNonNull(energy);
    Objects.requireNonNull(places);
    Objects.requireNonNull(coordinates);
    Objects.requireNonNull(billing);
    Objects.requireNonNull(work);
  }

  /// Returns the circumstances of a program in its virtual machine on this computer.
  public static Circumstances here(String program, String version, String jdk) {
    return new Circumstances(
        new Software(program, version, jdk),
        Optional.of(Machine.here()),
        Optional.empty(),
        Optional.empty(),
        DataPlaces.UNKNOWN,
        PlanCoordinates.NONE,
        Optional.empty(),
        Optional.empty());
  }

  /// Returns these with the files and the place in a plan of one run.
  public Circumstances at(DataPlaces files, PlanCoordinates labels) {
    return new Circumstances(program, machine, sandbox, energy, files, labels, billing, work);
  }

  /// Returns these with what a run's sandbox and energy meter say of themselves.
  public Circumstances with(Optional<String> usedSandbox, Optional<String> usedMeter) {
    return new Circumstances(
        program, machine, usedSandbox, usedMeter, places, coordinates, billing, work);
  }

  /// Returns these with what answers cost.
  public Circumstances billed(Optional<Billing> now) {
    return new Circumstances(program, machine, sandbox, energy, places, coordinates, now, work);
  }

  /// Returns these with how long the run took until now.
  public Circumstances worked(Optional<Work> now) {
    return new Circumstances(program, machine, sandbox, energy, places, coordinates, billing, now);
  }

  /// Returns what is known, in words by what tables call it.
  public Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("name", program.name());
    words.put("version", program.version());
    words.put("jdk", program.jdk());
    machine.ifPresent(known -> words.put("host", known.words()));
    energy.ifPresent(known -> words.put("energy", known));
    words.putAll(places.words());
    sandbox.ifPresent(known -> words.put("sandbox", known));
    words.putAll(coordinates.words());
    return words;
  }
}
